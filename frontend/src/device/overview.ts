/** What is on this phone for one account, and what may honestly be said about each record.
 *
 * "All received" is said from receipts alone: an empty queue may just as well be a wiped one.
 */
import type { Problem } from '../api/wire';
import type { DeviceDatabase } from './db';
import type { FinishedInteraction, InteractionDraft, OutboxEntry, StoredReceipt, StoredVisit } from './documents';
import { draftOf } from './guards';

const KEPT_AFTER_RECEIPT_MS = 30 * 86_400_000; // what was sent stays visible for a month

export type QueuedVisit = Omit<OutboxEntry, 'body'>;

export type Overview = {
  readonly visits: readonly StoredVisit[];
  readonly drafts: readonly InteractionDraft[];
  readonly queued: readonly QueuedVisit[];
  readonly receipts: readonly StoredReceipt[];
};

export const EMPTY_OVERVIEW: Overview = { visits: [], drafts: [], queued: [], receipts: [] };

export async function overviewOf(database: DeviceDatabase, account_id: string): Promise<Overview> {
  return database.read(['visits', 'drafts', 'outbox', 'receipts'], async (tx) => {
    const [visits, drafts, entries, receipts] = await Promise.all([
      tx.objectStore('visits').index('account_id').getAll(account_id),
      tx.objectStore('drafts').index('account_id').getAll(account_id),
      tx.objectStore('outbox').index('account_id').getAll(account_id),
      tx.objectStore('receipts').index('account_id').getAll(account_id),
    ]);
    return {
      visits,
      // What an update can no longer read stays stored; it is only not offered for filling in.
      drafts: drafts.filter((draft) => draftOf(draft) !== null),
      queued: entries.sort((a, b) => a.seq - b.seq).map(({ body: _body, ...queued }) => queued),
      receipts,
    };
  });
}

export type RecordState =
  | { readonly kind: 'saved'; readonly saved_at: number }
  | { readonly kind: 'sent'; readonly saved_at: number; readonly sent_at: number }
  | { readonly kind: 'received'; readonly saved_at: number; readonly sent_at: number; readonly receipt_label: string }
  | { readonly kind: 'refused'; readonly saved_at: number; readonly problem: Problem };

/** How people know a receipt: its last four hex characters. */
export const receiptLabel = (receipt: { readonly receipt_id: string }): string =>
  receipt.receipt_id.slice(-4).toUpperCase();

/** Where one finished interaction stands: the first receipt that covers it, else its newest entry. */
export function stateOf(overview: Overview, visit: StoredVisit, finished: FinishedInteraction): RecordState {
  return stateSince(overview, visit, finished.revision, finished.saved_at);
}

/** Where what stands in this revision and in all after it has got to. */
function stateSince(overview: Overview, visit: StoredVisit, revision: number, saved_at: number): RecordState {
  const holding = visit.frozen.filter((frozen) => frozen.revision >= revision);
  for (const { content_hash } of holding) {
    const receipt = overview.receipts.find(
      (candidate) => candidate.visit_id === visit.visit_id && candidate.content_hash === content_hash,
    );
    if (receipt !== undefined)
      return { kind: 'received', saved_at, sent_at: receipt.sent_at, receipt_label: receiptLabel(receipt) };
  }
  const entries = overview.queued.filter((entry) => entry.visit_id === visit.visit_id && entry.revision >= revision);
  const refused = entries.find((entry) => entry.problem !== null);
  if (refused?.problem) return { kind: 'refused', saved_at, problem: refused.problem };
  const sent_at = entries.findLast((entry) => entry.sent_at !== null)?.sent_at ?? null;
  return sent_at === null ? { kind: 'saved', saved_at } : { kind: 'sent', saved_at, sent_at };
}

/** Where a visit stands as a whole: its newest content, which holds everything before it. Null: nothing is frozen. */
export function visitStateOf(overview: Overview, visit: StoredVisit): RecordState | null {
  const newest = visit.frozen.at(-1);
  if (newest === undefined) return null;
  const saved_at = visit.interactions.at(-1)?.saved_at ?? newest.frozen_at;
  return stateSince(overview, visit, newest.revision, saved_at);
}

const isReceived = (overview: Overview, visit: StoredVisit): boolean => {
  const newest = visit.frozen.at(-1);
  return newest !== undefined && overview.receipts.some((receipt) => receipt.content_hash === newest.content_hash);
};

/** Visits whose newest content no receipt names. */
export const unreceiptedIn = (overview: Overview): readonly StoredVisit[] =>
  overview.visits.filter((visit) => visit.frozen.length > 0 && !isReceived(overview, visit));

export type Sum = 'nothing_yet' | 'all_received' | 'something_waits' | 'something_refused';

export function sumOf(overview: Overview): Sum {
  if (overview.queued.some((entry) => entry.problem !== null)) return 'something_refused';
  if (overview.queued.length > 0 || unreceiptedIn(overview).length > 0) return 'something_waits';
  return overview.visits.some((visit) => visit.frozen.length > 0) ? 'all_received' : 'nothing_yet';
}

/** Forgets ended visits a month after the receipt for their newest content. */
export async function forgetLongReceived(database: DeviceDatabase, account_id: string, wall_ms: number): Promise<void> {
  const overview = await overviewOf(database, account_id);
  const old = overview.visits.filter((visit) => {
    const newest = visit.frozen.at(-1)?.content_hash;
    const receipt = overview.receipts.find((candidate) => candidate.content_hash === newest);
    const quiet = !overview.drafts.some((draft) => draft.visit_id === visit.visit_id);
    return (
      visit.ended !== null && quiet && receipt !== undefined && wall_ms - receipt.stored_at > KEPT_AFTER_RECEIPT_MS
    );
  });
  if (old.length === 0) return;
  await database.write(['visits', 'receipts'], async (tx) => {
    for (const visit of old) {
      await tx.objectStore('visits').delete(visit.visit_id);
      for (const { content_hash } of visit.frozen) await tx.objectStore('receipts').delete(content_hash);
    }
  });
}
