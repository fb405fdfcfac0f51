/** What the export routes take and answer. Days are inclusive, sizes in bytes, hashes SHA-256 in hexadecimal. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Purpose = Schemas['Purpose'];
/** In the order in which a form offers them. */
export const PURPOSES = [
  'coaching',
  'training_planning',
  'recognition',
  'formal_process',
] as const satisfies readonly Purpose[];

export type ExportAsked = Required<Schemas['ExportAsked']>;
export type Preview = Schemas['Preview'];
export type Export = Schemas['Export'];
export type CorrectionNotice = Schemas['CorrectionNotice'];
export type ApprovalLine = Schemas['ApprovalLine'];
export type Approval = Schemas['ApprovalBody'];

export type Plan = Schemas['PlanBody'];
export type OwnPlan = Schemas['OwnPlan'];
export type PlanOutcome = Schemas['OutcomeBody'];
export type Baseline = Schemas['BaselineBody'];
export type FollowUp = Schemas['FollowUpBody'];
export type NewPlan = Schemas['NewPlan'];
export type Choices = Schemas['ChoicesBody'];
export type ActionItemLine = Schemas['ActionItemLine'];
export type ActionItem = Schemas['ActionItemBody'];
export type NewActionItem = Schemas['NewActionItem'];
export type Due = Schemas['DueBody'];
export type Card = Schemas['CardBody'];
export type StarToShow = Schemas['StarToShow'];
export type OwnCard = Schemas['OwnCard'];
export type Manifest = Schemas['Manifest'];
export type FileMade = Schemas['FileMade'];
export type Link = Schemas['Link'];

/** Between two looks at an export that is being made. */
export const LOOK_AGAIN_MS = 1_500;

/** Still on its way: worth asking again in a moment. */
export const isUnderWay = (one: Export): boolean => one.state === 'waiting' || one.state === 'running';
