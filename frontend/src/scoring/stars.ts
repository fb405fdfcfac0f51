/** Whether a star may be given. It is recognition beside the score and never adds points. */

import { isBlank, withoutBlanks } from './model';
import { answered, refuse, type Answered } from './problem';

/** Characters, as Unicode code points: enough for one sentence about what was done. */
export const SHORTEST_EVIDENCE = 20;
export const HEAVIEST_STAR = 4;

export type Star = {
  readonly act: string;
  readonly touchpoint_key: string;
  readonly evidence: string;
  readonly weight: number;
};

/** The star itself, or why it may not be given; blanks at both ends of a text do not count. */
export function checkedStar(star: Star, path: string, criticalFailed: boolean): Answered<Star> {
  return answered(() => {
    if (criticalFailed) return refuse('scoring.star_on_critical_failure', path);
    if (isBlank(star.act)) return refuse('scoring.star_act_missing', `${path}.act`);
    if (isBlank(star.touchpoint_key)) return refuse('scoring.star_touchpoint_missing', `${path}.touchpoint_key`);
    if ([...withoutBlanks(star.evidence)].length < SHORTEST_EVIDENCE) {
      return refuse('scoring.star_evidence_too_short', `${path}.evidence`);
    }
    if (!Number.isInteger(star.weight) || star.weight < 1 || star.weight > HEAVIEST_STAR) {
      return refuse('scoring.star_weight_out_of_range', `${path}.weight`);
    }
    return star;
  });
}
