/** The columns that tables of comparisons share: named as in schemas/exports, figures in whole basis points. */
import type { Cell } from '../csv';
import type { Comparability, CriticalShare, Figure, Outcomes, Share, Standing } from '../wire';

export const FIGURE = ['visits', 'interactions', 'display', 'flags', 'raw_mean_bp', 'ci_low_bp', 'ci_high_bp'];
export const OUTCOMES = ['exceeded', 'met', 'below', 'gap_bp'];
export const CRITICAL = ['critical_failed', 'critical_of', 'critical_low_bp', 'critical_high_bp'];
export const BELOW_MEETS = ['visits_below_meets', 'visits_below_meets_low_bp', 'visits_below_meets_high_bp'];
export const INDIFFERENT = ['indifferent', 'indifferent_low_bp', 'indifferent_high_bp'];
export const PLACE = [
  'tier',
  'no_tier',
  'rank_low',
  'rank_high',
  'shrunk_mean_bp',
  'reliability_bp',
  'more_visits_until_told_apart',
  'more_visits_until_reliable',
];
export const HEAD = ['comparability_key', 'rubric_key', 'rubric_versions', 'from_on', 'to_on'];

export const figureCells = (figure: Figure): Cell[] => [
  figure.visit_count,
  figure.interaction_count,
  figure.display,
  figure.flags.join(' '),
  figure.raw_mean_bp,
  figure.ci_low_bp,
  figure.ci_high_bp,
];

export const outcomeCells = ({ exceeded, met, below, gap_bp }: Outcomes): Cell[] => [exceeded, met, below, gap_bp];

/** Ranks only where they may be said. */
export const placeCells = (standing: Standing): Cell[] => [
  standing.tier,
  standing.no_tier,
  standing.is_ordered ? standing.rank_low : null,
  standing.is_ordered ? standing.rank_high : null,
  standing.shrunk_mean_bp,
  standing.reliability_bp,
  standing.more_visits_until_told_apart,
  standing.more_visits_until_reliable,
];

export const criticalCells = ({ failed, of, ci_low_bp, ci_high_bp }: CriticalShare): Cell[] => [
  failed,
  of,
  ci_low_bp,
  ci_high_bp,
];

export const shareCells = ({ hits, ci_low_bp, ci_high_bp }: Share): Cell[] => [hits, ci_low_bp, ci_high_bp];

/** A row that has nothing to say in some columns. */
export const none = (columns: readonly unknown[]): Cell[] => columns.map(() => null);

export type Asked = {
  readonly comparability_key: string | null;
  readonly comparability_keys: readonly Comparability[];
  readonly period: { readonly from_on: string; readonly to_on: string };
};

export function headCells({ comparability_key, comparability_keys, period }: Asked): Cell[] {
  const key = comparability_keys.find((each) => each.comparability_key === comparability_key);
  return [
    comparability_key,
    key?.rubric_key ?? null,
    key?.version_labels.join(' ') ?? null,
    period.from_on,
    period.to_on,
  ];
}
