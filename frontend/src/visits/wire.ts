/** What the server answers about one visit. Scores are basis points; null is "nothing scored". */
import type { LocalisedText } from '../api/wire';

export type Outcome = 'exceeded' | 'met' | 'below';
export type RatingState = 'unanswered' | 'scored' | 'not_applicable' | 'not_observed' | 'cannot_remember';

export type VisitRating = {
  readonly criterion_key: string;
  readonly section_key: string;
  readonly business_area: string;
  readonly kind: string;
  readonly title: LocalisedText;
  readonly state: RatingState;
  readonly answer: boolean | number | string | null;
  readonly score_bp: number | null;
  readonly outcome: Outcome | null;
  readonly comment: string | null;
};

export type VisitStar = {
  readonly act: string;
  readonly touchpoint_key: string;
  readonly evidence: string;
  readonly weight: number;
};

export type VisitInteraction = {
  readonly interaction_id: string;
  readonly rubric_version_id: string;
  readonly rubric_key: string;
  readonly version_label: string;
  readonly state: 'submitted' | 'in_review' | 'returned' | 'published' | 'void';
  readonly staff: {
    readonly kind: 'named' | 'described' | 'unknown';
    readonly display_name: string | null;
    readonly role_title: string | null;
  };
  readonly touchpoint_key: string | null;
  readonly started_at: string;
  readonly submitted_at: string;
  readonly raw_bp: number | null;
  readonly final_bp: number | null;
  readonly critical_failed: boolean;
  readonly coverage_bp: number | null;
  readonly indifferent: boolean;
  readonly stars: readonly VisitStar[];
  readonly comment: string | null;
  readonly ratings: readonly VisitRating[];
};

export type Visit = {
  readonly visit_id: string;
  readonly store: { readonly store_id: string; readonly store_code: string; readonly name: string };
  readonly mode: 'floor' | 'covert';
  readonly origin: 'device' | 'import';
  readonly revision: number;
  readonly visited_on: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly received_at: string;
  readonly clock_is_odd: boolean;
  readonly raw_bp: number | null;
  readonly voided_at: string | null;
  readonly void_reason: string | null;
  readonly evaluator: { readonly evaluator_code: string; readonly display_name: string | null } | null;
  readonly comment: string | null;
  readonly interactions: readonly VisitInteraction[];
};
