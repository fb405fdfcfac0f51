/** What the server says about assignments, scenarios and who can be asked. */
import type { Fixed, Schemas } from '../api/wire';

export type Assignment = Fixed<Schemas['AssignmentBody']>;
export type AssignmentsPage = Fixed<Schemas['AssignmentsPage']>;
export type Evaluator = Fixed<Schemas['AssignableEvaluator']>;
export type NewAssignment = Fixed<Schemas['NewAssignment']>;
export type Scenario = Fixed<Schemas['ScenarioBody']>;

export const STATES = [
  'open',
  'accepted',
  'started',
  'submitted',
  'could_not_complete',
  'declined',
  'expired',
  'closed',
] as const satisfies readonly Assignment['state'][];

/** What closing can still end or put away; must equal visits/assignment_lifecycle.py. */
export const mayClose = ({ state }: Assignment): boolean => state !== 'closed' && state !== 'declined';
