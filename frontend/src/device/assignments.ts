/** What an evaluator says to assignments: kept on this phone before anything else. Sending it is assignment-answers.ts. */
import { momentOf } from './clock';
import type { DeviceDatabase } from './db';
import type { AssignmentState } from './assignment-answers';
import type { AssignmentAnswer, BundleAssignment } from './documents';
import { uuidv7 } from './ids';
import type { Ports } from './visits';

export type Said = Pick<AssignmentAnswer, 'assignment_id' | 'answer' | 'reason' | 'rubric_version_id'>;

/** On disk when this resolves, and only then may a screen say so. */
export async function keepAnswer(
  { database, clock }: Ports,
  account_id: string,
  said: Said,
): Promise<AssignmentAnswer> {
  const added_at = clock.wall();
  const answer_id = uuidv7(added_at);
  const said_monotonic_ms = clock.monotonic();
  const answered = momentOf(clock, said_monotonic_ms);
  return database.write(['assignment_answers'], async (tx) => {
    const answers = tx.objectStore('assignment_answers');
    const seq = Math.max(0, ...(await answers.getAll()).map((one) => one.seq)) + 1;
    const about = { answer_id, seq, account_id, answered, said_monotonic_ms, added_at, problem: null };
    const kept: AssignmentAnswer = { ...said, ...about };
    await answers.put(kept);
    return kept;
  });
}

/** What this account said and no result has named yet, in the order given. */
export async function keptAnswers(database: DeviceDatabase, account_id: string): Promise<readonly AssignmentAnswer[]> {
  const answers = await database.read(['assignment_answers'], (tx) =>
    tx.objectStore('assignment_answers').index('account_id').getAll(account_id),
  );
  return answers.sort((a, b) => a.seq - b.seq);
}

/** The assignment's state as this phone knows it: what was said last counts before the server has heard it. */
export function stateOf(assignment: BundleAssignment, answers: readonly AssignmentAnswer[]): AssignmentState {
  const last = answers.findLast((one) => one.assignment_id === assignment.assignment_id && one.problem === null);
  return last?.answer ?? assignment.state;
}
