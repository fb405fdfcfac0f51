/** Which criteria to improve and which to showcase: two lists of equal length at most, none in both. Pure. */
import { displayed, outcomeCount } from './figures';
import type { CriterionFigure } from './wire';

const AT_MOST = 4; // more than a person takes into the next week is a table, and the table stands below

export type ImproveAndShowcase = {
  readonly improve: readonly CriterionFigure[];
  readonly showcase: readonly CriterionFigure[];
};

/** The lowest gap with anything below standard; the highest gap with something exceeded or nothing below. */
export function improveAndShowcase(criteria: readonly CriterionFigure[]): ImproveAndShowcase {
  const judged = criteria
    .filter((criterion) => outcomeCount(criterion.outcomes) > 0 && displayed(criterion.figure).kind === 'mean')
    .sort((a, b) => (a.outcomes.gap_bp ?? 0) - (b.outcomes.gap_bp ?? 0));
  const half = Math.min(AT_MOST, Math.ceil(judged.length / 2));
  const improve = judged.filter((criterion) => criterion.outcomes.below > 0).slice(0, half);
  const showcase = judged
    .filter((criterion) => !improve.includes(criterion))
    .filter(({ outcomes }) => outcomes.exceeded > 0 || outcomes.below === 0)
    .reverse()
    .slice(0, half);
  return { improve, showcase };
}
