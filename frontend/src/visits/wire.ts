/** What the server answers about one visit. Scores are basis points; null is "nothing scored". */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Visit = Schemas['VisitBody'];
export type VisitsPage = Schemas['VisitsPage'];
export type VisitMark = Schemas['MarkBody'];
export type VisitInteraction = Schemas['InteractionBody'];
export type VisitRating = Schemas['RatingBody'];
export type VisitEvidence = VisitInteraction['evidence'][number];
export type VisitCorrection = Schemas['CorrectionBody'];
export type Reviews = Schemas['ReviewsBody'];
export type QueuedVisit = Schemas['QueuedVisitBody'];
export type Review = Schemas['ReviewBody'];
export type ReviewReturn = Schemas['ReturnBody'];
export type RiskReason = Schemas['RiskReasonBody'];
export type ReviewQuestion = Schemas['QuestionBody'];
export type Outcome = NonNullable<VisitRating['outcome']>;
