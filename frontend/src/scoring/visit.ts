/** The score of a visit from the scores of its interactions; the same mean serves an area or a person of the visit. */

import { rdiv } from './rounding';

/** Mean by interaction weight, null skipped; null if no interaction with a weight has a score. */
export function visitScoreOf(
  interactions: readonly { readonly weight: number; readonly raw_bp: number | null }[],
): number | null {
  let points = 0;
  let weights = 0;
  for (const { weight, raw_bp } of interactions) {
    if (raw_bp === null) continue;
    points += weight * raw_bp;
    weights += weight;
  }
  return weights > 0 ? rdiv(points, weights) : null;
}
