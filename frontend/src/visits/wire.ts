/** What the server answers about visits. Scores are basis points; null is "nothing scored". */
import type { LocalisedText } from '../api/wire';

export type Outcome = 'exceeded' | 'met' | 'below';
export type RatingState = 'scored' | 'not_applicable' | 'not_observed' | 'cannot_remember';

export type VisitRating = {
  readonly criterion_key: string;
  readonly state: RatingState;
  readonly answer: boolean | number | string | null;
  readonly score_bp: number | null;
  readonly outcome: Outcome | null;
  readonly comment: string | null;
};
export type { LocalisedText };
