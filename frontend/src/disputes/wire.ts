/** What the dispute routes take and answer. Instants are UTC; shares are basis points, times whole hours. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Dispute = Schemas['DisputeBody'];
export type DisputeSummary = Schemas['DisputeSummary'];
export type DisputesPage = Schemas['DisputesPage'];
export type Decision = Schemas['DecisionBody'];
export type Subject = DisputeSummary['subject'];
export type Outcome = Decision['outcome'];
export type CorrectedRating = Schemas['CorrectedRating'];
export type Ledger = Schemas['LedgerBody'];
export type LedgerFigures = Schemas['LedgerFigures'];

export const OUTCOMES = ['upheld', 'partly_upheld', 'rejected'] as const satisfies readonly Outcome[];
