/** Which judgements of a covert visit need a comment: those below the standard, and failed critical ones. Pure.
 *
 * A star needs its own words already (scoring/stars.ts). The server takes visits without: older apps did not ask.
 */
import type { InteractionDraft, RubricDocument } from '../device/documents';
import { cleanText } from '../device/freezing';
import { provisionalOf } from './scoring-form';

/** Keys of the criteria whose comment is missing, in the rubric's order. */
export function commentsOwed(rubric: RubricDocument, draft: InteractionDraft): readonly string[] {
  const score = provisionalOf(rubric, draft);
  if (score === null) return [];
  const failed = new Set(score.critical_failures);
  return score.ratings
    .filter(({ criterion_key, outcome }) => outcome === 'below' || failed.has(criterion_key))
    .map(({ criterion_key }) => criterion_key)
    .filter((criterion_key) => cleanText(draft.ratings[criterion_key]?.comment ?? '') === '');
}
