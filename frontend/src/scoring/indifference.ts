/** Whether an interaction was indifferent: said by the evaluator, or shown by marked criteria. Never part of a score. */

export const INDIFFERENCE_RULE_VERSION = 1;
/** One slip is a slip; two are an attitude. */
const MARKERS_BELOW_AT_LEAST = 2;

/** Both findings are kept, with the version of the rule that made the second one. */
export type Indifference = {
  readonly ticked: boolean;
  readonly by_markers: boolean;
  readonly rule_version: number;
  readonly indifferent: boolean;
};

export function showsByMarkers(markersBelow: number): boolean {
  return markersBelow >= MARKERS_BELOW_AT_LEAST;
}

export function indifferenceOf(ticked: boolean, byMarkers: boolean): Indifference {
  return {
    ticked,
    by_markers: byMarkers,
    rule_version: INDIFFERENCE_RULE_VERSION,
    indifferent: ticked || byMarkers,
  };
}
