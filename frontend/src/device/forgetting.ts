/** What leaves the phone with its author: answers and comments of visits that the server has, and the staff's names.
 *
 * A stub stays of each visit (store, day, receipts), so that its author still sees that it was received. Work that no
 * receipt names, and open drafts, stay whole: losing them is worse (docs/security.md).
 */
import type { DeviceDatabase } from './db';
import type { FinishedInteraction, StoredVisit } from './documents';

/** Nothing of the judgement: only that there was an interaction, when, and which photos belong to it. */
const stubOf = ({ interaction, ...finished }: FinishedInteraction): FinishedInteraction => ({
  ...finished,
  provisional_bp: null,
  interaction: {
    ...interaction,
    staff: { kind: 'unknown' },
    touchpoint_key: null,
    ratings: [],
    stars: [],
    evidence: interaction.evidence?.map((evidence) => ({ ...evidence, file_name: null })) ?? [],
    indifferent: false,
    comment: null,
  },
});

/** Closed, so that no interaction can join it: its next revision would be sent without what it held. */
const withoutContents = (visit: StoredVisit): StoredVisit => ({
  ...visit,
  ended: visit.ended ?? visit.interactions.at(-1)?.interaction.submitted ?? visit.started,
  marks: [],
  words: [],
  interactions: visit.interactions.map(stubOf),
  contents_dropped: true,
});

/** Drops what was received, of every account but the one that is signed in.
 *
 * `remembered` is the account whose session has ended and that may go on working: it keeps its stores and rubrics.
 */
export async function forgetReceived(
  database: DeviceDatabase,
  signed_in: string | null,
  remembered: string | null,
): Promise<void> {
  const stores = ['visits', 'drafts', 'outbox', 'receipts', 'photos', 'assignment_answers', 'bundles'] as const;
  await database.write([...stores], async (tx) => {
    const [visits, drafts, entries, receipts, photos, answers, bundles] = await Promise.all([
      tx.objectStore('visits').getAll(),
      tx.objectStore('drafts').getAll(),
      tx.objectStore('outbox').getAll(),
      tx.objectStore('receipts').getAllKeys(),
      tx.objectStore('photos').getAll(),
      tx.objectStore('assignment_answers').getAll(),
      tx.objectStore('bundles').getAllKeys(),
    ]);
    const received = new Set(receipts);
    const inUse = new Set([...drafts, ...entries].map(({ visit_id }) => visit_id));
    const isDone = (visit: StoredVisit) =>
      !inUse.has(visit.visit_id) &&
      visit.words_unsent !== true &&
      received.has(visit.frozen.at(-1)?.content_hash ?? '');
    const working = new Set(
      [
        ...visits.filter((visit) => !isDone(visit)),
        ...drafts,
        ...entries,
        ...photos.filter((photo) => photo.state === 'waiting'),
        ...answers,
      ].map(({ account_id }) => account_id),
    );
    for (const visit of visits) {
      if (visit.account_id !== signed_in && visit.contents_dropped !== true && isDone(visit))
        await tx.objectStore('visits').put(withoutContents(visit));
    }
    for (const account_id of bundles) {
      if (account_id !== signed_in && account_id !== remembered && !working.has(account_id))
        await tx.objectStore('bundles').delete(account_id);
    }
  });
}
