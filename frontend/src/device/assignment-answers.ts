/** Sending what was said to assignments: in the order given, forgotten only for a result that names it.
 *
 * An answer leaves the queue when the server names its answer_id as taken; in the same transaction the kept bundle
 * learns the assignment's new state, so that no screen falls back to the old one. Loaded when there is something to
 * send: most starts have nothing.
 */
import type { Problem } from '../api/wire';
import type { DeviceDatabase } from './db';
import type { AssignmentAnswer, BundleAssignment } from './documents';
import type { Drained, Transport } from './outbox';

const BATCH_ANSWERS = 100; // by protocol 1
const STATES = [
  'open',
  'accepted',
  'started',
  'submitted',
  'closed',
  'declined',
  'expired',
  'could_not_complete',
] as const;
export type AssignmentState = (typeof STATES)[number];

type Result =
  | { readonly answer_id: string; readonly status: 'taken'; readonly state: AssignmentState }
  | { readonly answer_id: string; readonly status: 'refused'; readonly problem: Problem };

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The results that name an answer; null if this is no answer of ours. */
function resultsOf(value: unknown): readonly Result[] | null {
  if (!isFields(value) || !Array.isArray(value['results'])) return null;
  return (value['results'] as readonly unknown[]).flatMap((item): readonly Result[] => {
    if (!isFields(item) || typeof item['answer_id'] !== 'string') return [];
    const { answer_id, status, problem } = item;
    const state = STATES.find((known) => known === item['state']);
    if (status === 'taken' && state !== undefined) return [{ answer_id, status, state }];
    if (status === 'refused' && isFields(problem) && typeof problem['code'] === 'string')
      return [{ answer_id, status, problem: problem as unknown as Problem }];
    return [];
  });
}

export type AnswerPorts = {
  readonly database: DeviceDatabase;
  readonly transport: Transport;
  readonly account_id: string;
  /** What is kept for the account, in the order given. */
  readonly kept: readonly AssignmentAnswer[];
};

/** Sends the oldest waiting answers of this account; what no result names stays. */
export async function drainAnswers({ database, transport, account_id, kept }: AnswerPorts): Promise<Drained> {
  const waiting = kept.filter((one) => one.problem === null);
  const batch = waiting.slice(0, BATCH_ANSWERS);
  if (batch.length === 0) return { kind: 'nothing_to_send' };
  const answers = batch.map(({ answer_id, assignment_id, answer, reason, rubric_version_id, answered }) => ({
    answer_id,
    assignment_id,
    answer,
    reason,
    rubric_version_id,
    answered,
  }));
  const delivery = await transport(JSON.stringify({ answers }), account_id);
  if (delivery.kind !== 'answered') return { kind: 'failed', failure: delivery };
  const results = resultsOf(delivery.value) ?? [];
  const settled = await settle(database, account_id, new Set(batch.map((one) => one.answer_id)), results);
  if (settled.received + settled.refused === 0) return { kind: 'failed', failure: { kind: 'unreadable' } };
  return { kind: 'progress', ...settled, more: waiting.length > settled.received + settled.refused };
}

async function settle(
  database: DeviceDatabase,
  account_id: string,
  sent: ReadonlySet<string>,
  results: readonly Result[],
): Promise<{ received: number; refused: number }> {
  return database.write(['assignment_answers', 'bundles'], async (tx) => {
    const answers = tx.objectStore('assignment_answers');
    const states = new Map<string, AssignmentState>();
    let refused = 0;
    for (const result of results) {
      const kept = sent.has(result.answer_id) ? await answers.get(result.answer_id) : undefined;
      if (kept === undefined) continue;
      if (result.status === 'refused') {
        await answers.put({ ...kept, problem: result.problem });
        refused += 1;
      } else {
        await answers.delete(kept.answer_id);
        states.set(kept.assignment_id, result.state);
      }
    }
    const stored = await tx.objectStore('bundles').get(account_id);
    if (stored?.bundle.assignments !== undefined && states.size > 0) {
      const assignments = stored.bundle.assignments.flatMap((one): readonly BundleAssignment[] => {
        const state = states.get(one.assignment_id) ?? one.state;
        return state === 'open' || state === 'accepted' || state === 'started' ? [{ ...one, state }] : [];
      });
      await tx.objectStore('bundles').put({ ...stored, bundle: { ...stored.bundle, assignments } });
    }
    return { received: results.filter((one) => one.status === 'taken' && sent.has(one.answer_id)).length, refused };
  });
}

/** A person has read why an answer was not taken. */
export async function forgetRefused(database: DeviceDatabase, account_id: string): Promise<void> {
  await database.write(['assignment_answers'], async (tx) => {
    const answers = tx.objectStore('assignment_answers');
    for (const one of await answers.index('account_id').getAll(account_id))
      if (one.problem !== null) await answers.delete(one.answer_id);
  });
}
