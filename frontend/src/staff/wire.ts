/** What a staff member is told about their own results, and what those who tell them need. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type OwnNotice = Schemas['OwnNoticeBody'];
export type OwnFigure = Schemas['OwnFigure'];
export type OwnFigures = Schemas['OwnFigures'];
export type OwnResults = Schemas['OwnResultsPage'];
export type OwnResultSummary = Schemas['OwnResultSummary'];
export type OwnResult = Schemas['OwnResultBody'];
export type LateJoiner = Schemas['LateJoinerBody'];
export type ResultLink = Schemas['ResultLinkBody'];
export type FoundPeople = Schemas['FoundPeople'];
export type FoundPerson = Schemas['FoundPerson'];
export type RetentionReport = Schemas['RetentionReport'];
