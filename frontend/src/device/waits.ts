/** Waits computed from time marks. Pure.
 *
 * By elapsed time alone: the wall clock of a mark is kept, and never counted with. What a person has entered is never
 * overwritten; a computed wait follows its marks until somebody changes it.
 */
import type { Moment } from './clock';
import type { Criterion, DraftRating, Mark, RubricDocument } from './documents';
import { LARGEST_MEASURE } from '../scoring/model';

/** Milliseconds between the criterion's two marks; null if it names none, one is missing, or they stand the other way. */
export function waitBetween(criterion: Criterion, marks: readonly Mark[]): number | null {
  const between = criterion.measured_between;
  if (!between) return null;
  const at = (mark_key: string) => marks.find((mark) => mark.mark_key === mark_key)?.moment.elapsed_ms;
  const from_ms = at(between.from);
  const to_ms = at(between.to);
  if (from_ms === undefined || to_ms === undefined || to_ms < from_ms) return null;
  return Math.min(LARGEST_MEASURE, to_ms - from_ms);
}

export const computedRating = (wait_ms: number, at: Moment, before?: DraftRating): DraftRating => ({
  comment: '',
  ...before,
  state: 'scored',
  answer: wait_ms,
  at,
  timing_since: null,
  basis: 'measured',
  edited: false,
  computed: true,
});

/** The ratings with every wait that the marks give and nobody has answered otherwise. */
export function withWaits(
  rubric: RubricDocument,
  marks: readonly Mark[],
  ratings: Readonly<Record<string, DraftRating>>,
  at: Moment,
): Readonly<Record<string, DraftRating>> {
  const changed: Record<string, DraftRating> = { ...ratings };
  for (const criterion of rubric.sections.flatMap((section) => section.criteria)) {
    const { criterion_key } = criterion;
    const before = ratings[criterion_key];
    const isOurs = before === undefined || before.computed === true;
    const isOpen = before !== undefined && before.state === null && before.timing_since === null;
    if (!criterion.measured_between || (!isOurs && !isOpen)) continue;
    const wait_ms = waitBetween(criterion, marks);
    if (wait_ms !== null) {
      if (before?.computed !== true || before.answer !== wait_ms)
        changed[criterion_key] = computedRating(wait_ms, at, before);
    } else if (before?.computed === true)
      changed[criterion_key] = { state: null, answer: null, comment: before.comment, at: null, timing_since: null };
  }
  return changed;
}
