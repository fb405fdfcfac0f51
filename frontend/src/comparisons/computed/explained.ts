/** A figure that can say how it was computed: whose it is, what kind, and the numbers it was made of. */
import type {
  Consistency,
  DifferencePair,
  EvaluatorsComparison,
  Figure,
  Finding,
  MeasuredWaits,
  MonthPoint,
  Outcomes,
  PeerGroup,
  Share,
  Standing,
} from '../wire';

/** What the visits behind a figure have in common, beside the period, the area and the rubric of the screen. */
export type Behind = {
  readonly store_id?: string;
  readonly business_area_key?: string;
  readonly criterion_key?: string;
  readonly staff_member_id?: string;
  readonly evaluator_code?: string;
  /** In place of what the screen asked for: the other side of a comparison, another version. */
  readonly area_id?: string | null;
  readonly from_on?: string;
  readonly to_on?: string;
  readonly comparability_key?: string;
};

export type About = {
  /** "Linden", "Linden · Product". */
  readonly title: string;
  /** null: no single list of visits stands behind it. */
  readonly behind: Behind | null;
  /** Another screen that says more of the same. */
  readonly onward?: { readonly href: string; readonly text: string };
};

export type ShareKind = 'critical' | 'indifferent' | 'below_meets' | 'within_promise';
type Change = NonNullable<Finding['change']>;

/** An evaluator's systematic difference, and what it rests on. */
type Severity = Pick<
  EvaluatorsComparison['rows'][number],
  'effect_bp' | 'ci_low_bp' | 'ci_high_bp' | 'visit_count' | 'store_count'
>;

export type Subject =
  | { readonly kind: 'mean'; readonly figure: Figure; readonly store_count?: number }
  | { readonly kind: 'outcomes'; readonly outcomes: Outcomes }
  | { readonly kind: 'coverage'; readonly coverage_bp: number }
  | { readonly kind: 'share'; readonly of: ShareKind; readonly share: Share }
  | { readonly kind: 'swing'; readonly consistency: Consistency; readonly visit_count: number }
  | { readonly kind: 'standing'; readonly standing: Standing; readonly group: PeerGroup | undefined }
  | { readonly kind: 'months'; readonly months: readonly MonthPoint[] }
  | { readonly kind: 'count'; readonly of: 'interactions' | 'stars'; readonly count: number }
  | { readonly kind: 'measured'; readonly waits: MeasuredWaits }
  | { readonly kind: 'limits'; readonly group: PeerGroup; readonly visit_count: number }
  | { readonly kind: 'difference'; readonly pair: DifferencePair; readonly a_mean_bp: number | null }
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'too_few'; readonly store_count: number }
  | { readonly kind: 'severity'; readonly row: Severity }
  | { readonly kind: 'adjusted'; readonly row: EvaluatorsComparison['rows'][number] }
  | { readonly kind: 'gates' };

export type Explained = { readonly about: About; readonly subject: Subject };

/** What a mean is a mean of: the narrowest thing that its visits have in common. */
export type ScopeKind = 'store' | 'business_area' | 'criterion' | 'staff_member' | 'evaluator' | 'stores';

export function scopeOf(behind: Behind | null): ScopeKind {
  if (behind?.staff_member_id !== undefined) return 'staff_member';
  if (behind?.evaluator_code !== undefined) return 'evaluator';
  if (behind?.store_id === undefined) return 'stores';
  if (behind.criterion_key !== undefined) return 'criterion';
  return behind.business_area_key === undefined ? 'store' : 'business_area';
}

/** The numbers of a share that the server gives as "failed of": the same thing under other names. */
export const shareOf = (critical: {
  readonly failed: number;
  readonly of: number;
  readonly share_bp: number | null;
  readonly ci_low_bp: number | null;
  readonly ci_high_bp: number | null;
}): Share => ({
  hits: critical.failed,
  of: critical.of,
  share_bp: critical.share_bp,
  ci_low_bp: critical.ci_low_bp,
  ci_high_bp: critical.ci_high_bp,
});
