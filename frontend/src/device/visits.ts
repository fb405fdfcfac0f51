/** Visits and interactions on this phone: begin, save with every tap, submit, finish.
 *
 * Inside: what is written to IndexedDB and when a document is frozen for sending. Not inside: sending (outbox.ts).
 *
 * One attendance at a store is one visit with many interactions. Each finished interaction freezes the next
 * revision of its visit, holding all interactions so far, so that nothing waits for the end of the walk.
 */
import { dayIn, momentOf, type Clock } from './clock';
import type { DeviceDatabase, Transaction } from './db';
import type {
  BundleProgramme,
  BundleStore,
  FinishedInteraction,
  InteractionDraft,
  OutboxEntry,
  RubricDocument,
  Staff,
  StoredVisit,
} from './documents';
import { bytesOf, frozenNext, interactionOf, type Frozen } from './freezing';
import { uuidv7 } from './ids';
import { carryPhotos, dropPhotosOf, keepPhotos, NO_PHOTOS, type PhotoChange } from './photos';

export const MOST_INTERACTIONS = 60; // a visit, by protocol 1
/** Protocol 1 allows 256 KiB a visit; the last revision may still grow by `ended`. */
export const LARGEST_DOCUMENT_BYTES = 255 * 1024;

const STORES = ['visits', 'drafts', 'outbox', 'photos', 'meta'] as const;

export type Ports = { readonly database: DeviceDatabase; readonly clock: Clock };

export type Beginning = {
  readonly account_id: string;
  readonly store: BundleStore;
  readonly programme: BundleProgramme;
  readonly rubric_version_id: string;
  readonly language: string;
  readonly staff: Staff | null;
  /** Where it begins; absent: at the staff. */
  readonly first_step?: 'marks';
  /** What asked for the visit; absent: whatever visit is running at this store in this programme. */
  readonly assignment_id?: string | null;
};

export const keepClock = (tx: Transaction<'readwrite'>, clock: Clock) =>
  tx.objectStore('meta').put({ wall_ms: clock.wall(), monotonic_ms: clock.monotonic() }, 'clock');

/** Whether a new interaction may join the visit: same walk, same day, not full, and nothing of it refused.
 *
 * A covert visit is one interaction with the marks that belong to it.
 */
function mayGrow(visit: StoredVisit, beginning: Beginning, day: string, entries: readonly OutboxEntry[]): boolean {
  return (
    visit.ended === null &&
    visit.account_id === beginning.account_id &&
    visit.store_id === beginning.store.store_id &&
    visit.programme_id === beginning.programme.programme_id &&
    visit.visited_on === day &&
    (beginning.assignment_id === undefined || beginning.assignment_id === (visit.assignment_id ?? null)) &&
    visit.interactions.length < (visit.mode === 'covert' ? 1 : MOST_INTERACTIONS) &&
    !entries.some((entry) => entry.problem !== null)
  );
}

/** Starts an interaction in the running visit of this store and day, or in a new visit. Others are finished.
 *
 * A covert visit that was started and not finished is gone on with: a second start is the same attendance.
 */
export async function beginInteraction(ports: Ports, beginning: Beginning): Promise<InteractionDraft> {
  const { database, clock } = ports;
  const day = dayIn(beginning.store.time_zone, clock.wall());
  const visits = await openVisits(database, beginning.account_id);
  let visit: StoredVisit | null = null;
  for (const candidate of visits) {
    const entries = await entriesOf(database, candidate.visit_id);
    if (visit === null && mayGrow(candidate, beginning, day, entries)) visit = candidate;
    else if (candidate.interactions.length > 0) await finishVisit(ports, candidate.visit_id);
  }
  const started = visit?.mode === 'covert' ? await draftIn(database, visit) : null;
  if (started !== null) return started;
  const joined = visit ?? newVisit(clock, beginning, day);
  const wall_ms = clock.wall();
  const draft: InteractionDraft = {
    interaction_id: uuidv7(wall_ms),
    evaluation_id: uuidv7(wall_ms),
    account_id: beginning.account_id,
    visit_id: joined.visit_id,
    store_id: joined.store_id,
    programme_id: joined.programme_id,
    rubric_version_id: beginning.rubric_version_id,
    staff: beginning.staff,
    touchpoint_key: null,
    started: momentOf(clock, joined.began_monotonic_ms),
    ratings: {},
    stars: [],
    indifferent: false,
    comment: '',
    step: beginning.first_step ?? 'staff',
    saved_at: wall_ms,
  };
  await database.write([...STORES], async (tx) => {
    if (visit === null) await tx.objectStore('visits').put(joined);
    await tx.objectStore('drafts').put(draft);
    await keepClock(tx, clock);
  });
  return draft;
}

export function newVisit(
  clock: Clock,
  beginning: Pick<Beginning, 'account_id' | 'store' | 'programme' | 'language' | 'assignment_id'>,
  day: string,
): StoredVisit {
  const began_monotonic_ms = clock.monotonic();
  return {
    visit_id: uuidv7(clock.wall()),
    account_id: beginning.account_id,
    store_id: beginning.store.store_id,
    programme_id: beginning.programme.programme_id,
    assignment_id: beginning.assignment_id ?? null,
    mode: beginning.programme.mode,
    language: beginning.language,
    started: momentOf(clock, began_monotonic_ms),
    began_monotonic_ms,
    visited_on: day,
    ended: null,
    interactions: [],
    frozen: [],
  };
}

/** One tap: on disk when this resolves, and only then may a screen call it saved. Returns the draft as stored.
 *
 * Null if the interaction was submitted or discarded meanwhile (in another tab): a late tap must not revive it.
 * Photos taken or taken out again go in the same transaction: there is no draft without its photo, or the other way.
 */
export async function saveDraft(
  { database, clock }: Ports,
  draft: InteractionDraft,
  photos: PhotoChange = NO_PHOTOS,
): Promise<InteractionDraft | null> {
  const saved: InteractionDraft = { ...draft, saved_at: clock.wall() };
  const stores = photos === NO_PHOTOS ? (['drafts', 'meta'] as const) : (['drafts', 'photos', 'meta'] as const);
  return database.write([...stores], async (tx) => {
    const drafts = tx.objectStore('drafts');
    if ((await drafts.getKey(draft.interaction_id)) === undefined) return null;
    await drafts.put(saved);
    await keepPhotos(tx, photos);
    await keepClock(tx, clock);
    return saved;
  });
}

/** Throws an unfinished interaction away, and its visit with it if nothing else is in it. Only a person asks for it. */
export async function discardDraft({ database }: Ports, interaction_id: string): Promise<void> {
  await database.write(['drafts', 'visits', 'photos'], async (tx) => {
    const draft = await tx.objectStore('drafts').get(interaction_id);
    await tx.objectStore('drafts').delete(interaction_id);
    const visit = draft && (await tx.objectStore('visits').get(draft.visit_id));
    const sentOnce = visit?.interactions.find((one) => one.interaction.interaction_id === interaction_id);
    const stays = new Set(sentOnce?.interaction.evidence?.map(({ evidence_id }) => evidence_id));
    if (draft) await dropPhotosOf(tx, draft, stays);
    const others = draft
      ? (await tx.objectStore('drafts').getAll()).filter((other) => other.visit_id === draft.visit_id)
      : [];
    if (visit && visit.interactions.length === 0 && others.length === 0)
      await tx.objectStore('visits').delete(visit.visit_id);
  });
}

/** Replaces what never left the phone. What was sent once stays until a receipt names it, even if it is older. */
async function queue(tx: Transaction<'readwrite'>, { visit, entry }: Frozen): Promise<void> {
  const outbox = tx.objectStore('outbox');
  for (const older of await outbox.index('visit_id').getAll(visit.visit_id)) {
    if (!older.attempted && older.problem === null) await outbox.delete(older.seq);
  }
  await tx.objectStore('visits').put(visit);
  // `seq` is made by the database, so that the order of sending never depends on a clock.
  await outbox.add(entry as OutboxEntry);
}

/** Finishes an interaction: draft → frozen next revision of its visit, in one transaction.
 *
 * Null if the draft is gone (a second tap on "Done"). A visit that is full, refused or too large is left as it is,
 * and the interaction goes out in a new one.
 */
export async function submitInteraction(
  ports: Ports,
  draft: InteractionDraft,
  rubric: RubricDocument,
  provisional_bp: number | null,
): Promise<StoredVisit | null> {
  const { database, clock } = ports;
  for (;;) {
    const visit = await database.read(['visits'], (tx) => tx.objectStore('visits').get(draft.visit_id));
    if (visit === undefined) return null;
    const wall_ms = clock.wall();
    const submitted = momentOf(clock, visit.began_monotonic_ms);
    // Returned by a reviewer and filled in once more: it takes its own place again, and never leaves its visit.
    const place = visit.interactions.findIndex((one) => one.interaction.interaction_id === draft.interaction_id);
    const withIt = (base: StoredVisit): StoredVisit => {
      const finished: FinishedInteraction = {
        interaction: interactionOf(rubric, draft, submitted),
        revision: (base.frozen.at(-1)?.revision ?? 0) + 1,
        saved_at: wall_ms,
        provisional_bp,
      };
      // Nobody fills the form in while still in the store: a covert visit ended with its last mark.
      const ended = base.mode === 'covert' ? (base.ended ?? base.marks?.at(-1)?.moment ?? submitted) : base.ended;
      const interactions = place === -1 ? [...base.interactions, finished] : base.interactions.with(place, finished);
      return { ...base, ended, interactions };
    };
    const entries = await entriesOf(database, visit.visit_id);
    let next = await frozenNext(withIt(visit), wall_ms);
    const full = visit.interactions.length >= MOST_INTERACTIONS || bytesOf(next.entry.body) > LARGEST_DOCUMENT_BYTES;
    if (
      place === -1 &&
      visit.interactions.length > 0 &&
      (full || visit.ended !== null || entries.some((entry) => entry.problem !== null))
    ) {
      next = await frozenNext(
        withIt({
          ...visit,
          visit_id: uuidv7(wall_ms),
          started: draft.started,
          ended: null,
          interactions: [],
          frozen: [],
        }),
        wall_ms,
      );
    }
    const done = await database.write([...STORES], async (tx) => {
      if ((await tx.objectStore('drafts').get(draft.interaction_id)) === undefined) return 'gone';
      const now = await tx.objectStore('visits').get(visit.visit_id);
      if (now?.frozen.length !== visit.frozen.length) return 'changed'; // by another tab: build it again
      await queue(tx, next);
      await carryPhotos(tx, draft, next.visit.visit_id);
      await tx.objectStore('drafts').delete(draft.interaction_id);
      await keepClock(tx, clock);
      return 'stored';
    });
    if (done === 'gone') return null;
    if (done === 'stored') return next.visit;
  }
}

/** Ends the attendance and freezes a last revision that says so. A visit with a refused revision is only closed here. */
export async function finishVisit(ports: Ports, visit_id: string): Promise<void> {
  const { database, clock } = ports;
  for (;;) {
    const visit = await database.read(['visits'], (tx) => tx.objectStore('visits').get(visit_id));
    if (visit === undefined || visit.ended !== null) return;
    const entries = await entriesOf(database, visit_id);
    const wall_ms = clock.wall();
    const sameDay = wall_ms - Date.parse(visit.started.at) < 86_400_000;
    const last = visit.interactions.at(-1)?.interaction.submitted;
    const ended = sameDay || last === undefined ? momentOf(clock, visit.began_monotonic_ms) : last;
    const next = await frozenNext({ ...visit, ended }, wall_ms);
    const mayFreeze = visit.interactions.length > 0 && !entries.some((entry) => entry.problem !== null);
    const done = await database.write([...STORES], async (tx) => {
      const now = await tx.objectStore('visits').get(visit_id);
      if (now === undefined || now.ended !== null) return true;
      if (now.frozen.length !== visit.frozen.length) return false;
      if (mayFreeze) await queue(tx, next);
      else await tx.objectStore('visits').put({ ...now, ended });
      await keepClock(tx, clock);
      return true;
    });
    if (done) return;
  }
}

const draftIn = (database: DeviceDatabase, { account_id, visit_id }: StoredVisit) =>
  database.read(['drafts'], async (tx) => {
    const drafts = await tx.objectStore('drafts').index('account_id').getAll(account_id);
    return drafts.find((draft) => draft.visit_id === visit_id) ?? null;
  });

const openVisits = (database: DeviceDatabase, account_id: string) =>
  database.read(['visits'], async (tx) =>
    (await tx.objectStore('visits').index('account_id').getAll(account_id)).filter((visit) => visit.ended === null),
  );

const entriesOf = (database: DeviceDatabase, visit_id: string) =>
  database.read(['outbox'], (tx) => tx.objectStore('outbox').index('visit_id').getAll(visit_id));
