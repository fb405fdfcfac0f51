/** What is on this phone for one account, and what may honestly be said about each record.
 *
 * "All received" is said from receipts alone: an empty queue may just as well be a wiped one.
 */
import type { Problem } from '../api/wire';
import type { DeviceDatabase } from './db';
import type {
  AssignmentAnswer,
  FinishedInteraction,
  InteractionDraft,
  OutboxEntry,
  StoredPhoto,
  StoredReceipt,
  StoredVisit,
} from './documents';
import { draftOf } from './guards';

const KEPT_AFTER_RECEIPT_MS = 30 * 86_400_000; // what was sent stays visible for a month

export type QueuedVisit = Omit<OutboxEntry, 'body'>;

/** A photo without its picture. */
export type ListedPhoto = Omit<StoredPhoto, 'blob'>;

export type Overview = {
  readonly visits: readonly StoredVisit[];
  readonly drafts: readonly InteractionDraft[];
  readonly queued: readonly QueuedVisit[];
  readonly receipts: readonly StoredReceipt[];
  readonly photos: readonly ListedPhoto[];
  /** What was said to assignments and no result has named yet, in the order given. */
  readonly answers: readonly AssignmentAnswer[];
};

export const EMPTY_OVERVIEW: Overview = { visits: [], drafts: [], queued: [], receipts: [], photos: [], answers: [] };

export async function overviewOf(database: DeviceDatabase, account_id: string): Promise<Overview> {
  return database.read(['visits', 'drafts', 'outbox', 'receipts', 'photos', 'assignment_answers'], async (tx) => {
    const [visits, drafts, entries, receipts, photos, answers] = await Promise.all([
      tx.objectStore('visits').index('account_id').getAll(account_id),
      tx.objectStore('drafts').index('account_id').getAll(account_id),
      tx.objectStore('outbox').index('account_id').getAll(account_id),
      tx.objectStore('receipts').index('account_id').getAll(account_id),
      tx.objectStore('photos').index('account_id').getAll(account_id),
      tx.objectStore('assignment_answers').index('account_id').getAll(account_id),
    ]);
    return {
      visits,
      // What an update can no longer read stays stored; it is only not offered for filling in.
      drafts: drafts.filter((draft) => draftOf(draft) !== null),
      queued: entries.sort((a, b) => a.seq - b.seq).map(({ body: _body, ...queued }) => queued),
      receipts,
      photos: photos.map(({ blob: _blob, ...photo }) => photo),
      answers: answers.sort((a, b) => a.seq - b.seq),
    };
  });
}

export type RecordState =
  | { readonly kind: 'saved'; readonly saved_at: number }
  | { readonly kind: 'sent'; readonly saved_at: number; readonly sent_at: number }
  | {
      readonly kind: 'received';
      readonly saved_at: number;
      readonly sent_at: number;
      readonly receipt_label: string;
      /** Received without them, complete with them. */
      readonly photos: { readonly left: number; readonly all: number };
    }
  | { readonly kind: 'refused'; readonly saved_at: number; readonly problem: Problem };

/** How people know a receipt: its last four hex characters. */
export const receiptLabel = (receipt: { readonly receipt_id: string }): string =>
  receipt.receipt_id.slice(-4).toUpperCase();

/** Where one finished interaction stands: the first receipt that covers it, else its newest entry. */
export function stateOf(overview: Overview, visit: StoredVisit, finished: FinishedInteraction): RecordState {
  return stateSince(overview, visit, finished.revision, finished.saved_at, photosOf(overview, finished));
}

/** Where what stands in this revision and in all after it has got to, with the photos that belong to it. */
function stateSince(
  overview: Overview,
  visit: StoredVisit,
  revision: number,
  saved_at: number,
  photos: readonly ListedPhoto[],
): RecordState {
  const holding = visit.frozen.filter((frozen) => frozen.revision >= revision);
  for (const { content_hash } of holding) {
    const receipt = overview.receipts.find(
      (candidate) => candidate.visit_id === visit.visit_id && candidate.content_hash === content_hash,
    );
    if (receipt !== undefined) {
      const left = photos.filter((photo) => photo.state === 'waiting').length;
      const receipt_label = receiptLabel(receipt);
      return {
        kind: 'received',
        saved_at,
        sent_at: receipt.sent_at,
        receipt_label,
        photos: { left, all: photos.length },
      };
    }
  }
  const entries = overview.queued.filter((entry) => entry.visit_id === visit.visit_id && entry.revision >= revision);
  const refused = entries.find((entry) => entry.problem !== null);
  if (refused?.problem) return { kind: 'refused', saved_at, problem: refused.problem };
  const sent_at = entries.findLast((entry) => entry.sent_at !== null)?.sent_at ?? null;
  return sent_at === null ? { kind: 'saved', saved_at } : { kind: 'sent', saved_at, sent_at };
}

/** The same for a visit that could not happen. */
export function attemptStateOf(overview: Overview, visit: StoredVisit): RecordState {
  const [first] = visit.frozen;
  return stateSince(overview, visit, first?.revision ?? 1, first?.frozen_at ?? 0, []);
}

/** Whether an attempt can still be taken back: it has never left this phone. */
export const mayUndoAttempt = (overview: Overview, visit_id: string): boolean => {
  const entries = overview.queued.filter((entry) => entry.visit_id === visit_id);
  return entries.length > 0 && !entries.some((entry) => entry.attempted);
};

/** Where a visit stands as a whole: its newest content, which holds everything before it. Null: nothing is frozen. */
export function visitStateOf(overview: Overview, visit: StoredVisit): RecordState | null {
  const newest = visit.frozen.at(-1);
  if (newest === undefined) return null;
  const saved_at = visit.interactions.at(-1)?.saved_at ?? newest.frozen_at;
  const photos = visit.interactions.flatMap((finished) => photosOf(overview, finished));
  return stateSince(overview, visit, newest.revision, saved_at, photos);
}

/** The photos of a finished interaction. */
export function photosOf(overview: Overview, { interaction }: FinishedInteraction): readonly ListedPhoto[] {
  const named = new Set(interaction.evidence?.map(({ evidence_id }) => evidence_id));
  return overview.photos.filter(({ evidence_id }) => named.has(evidence_id));
}

/** Photos of finished interactions that are in this state; those of a draft belong to the draft. */
export function photosThat(overview: Overview, state: ListedPhoto['state']): readonly ListedPhoto[] {
  const inDrafts = new Set(
    overview.drafts.flatMap((draft) => (draft.evidence ?? []).map(({ evidence_id }) => evidence_id)),
  );
  return overview.photos.filter((photo) => photo.state === state && !inDrafts.has(photo.evidence_id));
}

const isReceived = (overview: Overview, visit: StoredVisit): boolean => {
  const newest = visit.frozen.at(-1);
  return newest !== undefined && overview.receipts.some((receipt) => receipt.content_hash === newest.content_hash);
};

/** Visits whose newest content no receipt names. */
export const unreceiptedIn = (overview: Overview): readonly StoredVisit[] =>
  overview.visits.filter(
    (visit) => visit.words_unsent === true || (visit.frozen.length > 0 && !isReceived(overview, visit)),
  );

/** What was said to assignments and waits to be sent; refused ones wait for a person. */
export const unsentAnswersIn = (overview: Overview): readonly AssignmentAnswer[] =>
  overview.answers.filter((answer) => answer.problem === null);

export type Sum = 'nothing_yet' | 'all_received' | 'something_waits' | 'something_refused';

export function sumOf(overview: Overview): Sum {
  if (overview.queued.some((entry) => entry.problem !== null) || photosThat(overview, 'refused').length > 0)
    return 'something_refused';
  const waits = [overview.queued, unreceiptedIn(overview), photosThat(overview, 'waiting'), unsentAnswersIn(overview)];
  if (waits.some((list) => list.length > 0)) return 'something_waits';
  return overview.visits.some((visit) => visit.frozen.length > 0) ? 'all_received' : 'nothing_yet';
}

/** Forgets ended visits a month after the receipt for their newest content, and their photos with them.
 *
 * Not while one of the photos is still to be sent.
 */
export async function forgetLongReceived(database: DeviceDatabase, account_id: string, wall_ms: number): Promise<void> {
  const overview = await overviewOf(database, account_id);
  const old = overview.visits.filter((visit) => {
    const newest = visit.frozen.at(-1)?.content_hash;
    const receipt = overview.receipts.find((candidate) => candidate.content_hash === newest);
    const quiet =
      !overview.drafts.some((draft) => draft.visit_id === visit.visit_id) &&
      !overview.photos.some((photo) => photo.visit_id === visit.visit_id && photo.state === 'waiting');
    return (
      visit.ended !== null &&
      visit.words_unsent !== true &&
      quiet &&
      receipt !== undefined &&
      wall_ms - receipt.stored_at > KEPT_AFTER_RECEIPT_MS
    );
  });
  if (old.length === 0) return;
  await database.write(['visits', 'receipts', 'photos'], async (tx) => {
    for (const visit of old) {
      await tx.objectStore('visits').delete(visit.visit_id);
      for (const photo of overview.photos)
        if (photo.visit_id === visit.visit_id) await tx.objectStore('photos').delete(photo.evidence_id);
      for (const { content_hash } of visit.frozen) await tx.objectStore('receipts').delete(content_hash);
    }
  });
}
