/** A visit that a reviewer returned: made a visit of this phone again, filled in once more, answered with words.
 *
 * The answer is the visit's next revision and travels by the same outbox as every other. Words are on disk as they are
 * typed. Loaded when there is a return: most phones have none.
 */
import { type Clock } from './clock';
import type {
  BundleReturn,
  DraftRating,
  FinishedInteraction,
  Interaction,
  InteractionDraft,
  OutboxEntry,
  Rating,
  StoredReceipt,
  StoredVisit,
} from './documents';
import { frozenNext } from './freezing';
import { keepClock, type Ports } from './visits';

const newestOf = (visit: StoredVisit): number => visit.frozen.at(-1)?.revision ?? 0;

/** Whether this phone has said something since the reviewer read the visit. */
export const isAnswered = (visit: StoredVisit | null, { document }: BundleReturn): boolean =>
  visit !== null && newestOf(visit) > document.revision;

/** The visit as it stands on this phone, or as the server has it where this phone has less. */
function standing(kept: StoredVisit | undefined, one: BundleReturn, account_id: string, clock: Clock): StoredVisit {
  if (kept !== undefined && kept.contents_dropped !== true && newestOf(kept) >= one.document.revision) return kept;
  const { document, receipt } = one;
  const wall_ms = clock.wall();
  return {
    visit_id: document.visit_id,
    account_id,
    store_id: document.store_id,
    programme_id: document.programme_id,
    assignment_id: document.assignment_id ?? null,
    mode: document.mode,
    language: document.language ?? 'en',
    started: document.started,
    // The phone that it was made on may be another one: counted back by the clock.
    began_monotonic_ms: clock.monotonic() - (wall_ms - Date.parse(document.started.at)),
    visited_on: one.visited_on,
    ended: document.ended ?? document.interactions.at(-1)?.submitted ?? document.started,
    marks: document.marks ?? [],
    interactions: document.interactions.map((interaction): FinishedInteraction => ({
      interaction,
      revision: document.revision,
      saved_at: Date.parse(interaction.submitted.at),
      provisional_bp: null,
    })),
    frozen: [{ revision: document.revision, content_hash: receipt.content_hash, frozen_at: wall_ms }],
    ...(kept?.words === undefined ? {} : { words: kept.words, words_unsent: kept.words_unsent ?? false }),
  };
}

/** Puts the visit on this phone if it is not there as the reviewer read it, with the receipt that it has. */
async function adopted(ports: Ports, account_id: string, one: BundleReturn): Promise<StoredVisit> {
  const { database, clock } = ports;
  return database.write(['visits', 'receipts', 'meta'], async (tx) => {
    const visits = tx.objectStore('visits');
    const kept = await visits.get(one.document.visit_id);
    const visit = standing(kept, one, account_id, clock);
    if (visit === kept) return visit;
    const received_ms = Date.parse(one.receipt.received_at);
    const receipt: StoredReceipt = { ...one.receipt, account_id, sent_at: received_ms, stored_at: clock.wall() };
    await visits.put(visit);
    await tx.objectStore('receipts').put(receipt);
    await keepClock(tx, clock);
    return visit;
  });
}

/** What was typed so far, with every letter on disk when this resolves. */
export async function keepWords(
  ports: Ports,
  account_id: string,
  one: BundleReturn,
  position: number,
  words: string,
): Promise<void> {
  const { visit_id } = await adopted(ports, account_id, one);
  await ports.database.write(['visits'], async (tx) => {
    const visit = await tx.objectStore('visits').get(visit_id);
    if (visit === undefined) return;
    const others = (visit.words ?? []).filter((each) => each.return_id !== one.return_id || each.position !== position);
    const said = [...others, { return_id: one.return_id, position, words }];
    await tx.objectStore('visits').put({ ...visit, words: said, words_unsent: true });
  });
}

const draftRatingOf = ({ state, answer, comment, at, basis, edited }: Rating): DraftRating => ({
  state,
  answer: answer ?? null,
  comment: comment ?? '',
  at: at ?? null,
  timing_since: null,
  ...(basis === undefined ? {} : { basis }),
  ...(edited === undefined ? {} : { edited }),
});

const draftOf = (visit: StoredVisit, interaction: Interaction, wall_ms: number): InteractionDraft => ({
  interaction_id: interaction.interaction_id,
  evaluation_id: interaction.evaluation_id,
  account_id: visit.account_id,
  visit_id: visit.visit_id,
  store_id: visit.store_id,
  programme_id: visit.programme_id,
  rubric_version_id: interaction.rubric_version_id,
  staff: interaction.staff,
  touchpoint_key: interaction.touchpoint_key ?? '',
  started: interaction.started,
  ratings: Object.fromEntries(interaction.ratings.map((rating) => [rating.criterion_key, draftRatingOf(rating)])),
  stars: interaction.stars ?? [],
  evidence: interaction.evidence ?? [],
  indifferent: interaction.indifferent ?? false,
  comment: interaction.comment ?? '',
  step: 'review',
  saved_at: wall_ms,
});

/** Opens an interaction of the returned visit for filling in once more; the one that is open already is gone on with. */
export async function reopen(
  ports: Ports,
  account_id: string,
  one: BundleReturn,
  evaluation_id: string,
): Promise<InteractionDraft | null> {
  const visit = await adopted(ports, account_id, one);
  const found = visit.interactions.find(({ interaction }) => interaction.evaluation_id === evaluation_id);
  if (found === undefined) return null;
  return ports.database.write(['drafts', 'meta'], async (tx) => {
    const drafts = tx.objectStore('drafts');
    const open = await drafts.get(found.interaction.interaction_id);
    if (open !== undefined) return open;
    const draft = draftOf(visit, found.interaction, ports.clock.wall());
    await drafts.put(draft);
    await keepClock(tx, ports.clock);
    return draft;
  });
}

/** Freezes the visit's next revision with the words: from now on it goes out by itself. */
export async function answer(ports: Ports, account_id: string, one: BundleReturn): Promise<void> {
  const { visit_id } = await adopted(ports, account_id, one);
  const { database, clock } = ports;
  for (;;) {
    const visit = await database.read(['visits'], (tx) => tx.objectStore('visits').get(visit_id));
    if (visit === undefined) return;
    const next = await frozenNext(visit, clock.wall());
    const done = await database.write(['visits', 'outbox', 'meta'], async (tx) => {
      const now = await tx.objectStore('visits').get(visit_id);
      if (now?.frozen.length !== visit.frozen.length || (now.words !== undefined && !sameWords(now, visit)))
        return false;
      await tx.objectStore('visits').put(next.visit);
      await tx.objectStore('outbox').add(next.entry as OutboxEntry);
      await keepClock(tx, clock);
      return true;
    });
    if (done) return;
  }
}

const sameWords = (a: StoredVisit, b: StoredVisit): boolean => JSON.stringify(a.words) === JSON.stringify(b.words);

/** How long the evaluator still has, in ms; below 0: the time is over, and an answer is taken all the same. */
export const leftMs = ({ due_at }: BundleReturn, clock: Clock): number => Date.parse(due_at) - clock.wall();
