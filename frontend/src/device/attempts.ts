/** A visit that cannot happen: saved with its reason as an attempt, queued and receipted like a visit.
 *
 * It stays on the phone for five seconds, and can be undone until it has left. Marks taken before stay in it; what had
 * been filled in is set aside with the visit, so that an undo gives it back and nothing that was tapped is lost.
 */
import { dayIn, momentOf } from './clock';
import type { InteractionDraft, NotPossible, OutboxEntry, StoredVisit } from './documents';
import { frozenNext } from './freezing';
import { UNDO_MS } from './marks';
import { keepClock, newVisit, type Beginning, type Ports } from './visits';

export type Reason = NotPossible['reason'];
export const REASONS = ['closed', 'refit', 'unsafe', 'recognised', 'scenario_impossible'] as const satisfies Reason[];

const STORES = ['visits', 'drafts', 'outbox', 'meta'] as const;

/** From the store's screen: nothing was begun. A visit that runs there with interactions is another one, and stays. */
export async function attemptAt(
  ports: Ports,
  beginning: Omit<Beginning, 'rubric_version_id' | 'staff'>,
  reason: Reason,
): Promise<StoredVisit> {
  const day = dayIn(beginning.store.time_zone, ports.clock.wall());
  const attempt = await frozenAttempt(ports, newVisit(ports.clock, beginning, day), reason);
  await ports.database.write([...STORES], async (tx) => {
    await tx.objectStore('visits').put(attempt.visit);
    await tx.objectStore('outbox').add(attempt.entry as OutboxEntry);
    await keepClock(tx, ports.clock);
  });
  return attempt.visit;
}

/** From a visit that was begun: its draft is set aside. Null if it was finished or given up meanwhile (in another tab). */
export async function attemptInstead(
  ports: Ports,
  { visit_id, interaction_id }: Pick<InteractionDraft, 'visit_id' | 'interaction_id'>,
  reason: Reason,
): Promise<StoredVisit | null> {
  for (;;) {
    const [visit, draft] = await ports.database.read(['visits', 'drafts'], (tx) =>
      Promise.all([tx.objectStore('visits').get(visit_id), tx.objectStore('drafts').get(interaction_id)]),
    );
    if (visit === undefined || draft === undefined || visit.frozen.length > 0) return null;
    const attempt = await frozenAttempt(ports, { ...visit, set_aside: draft }, reason);
    const done = await ports.database.write([...STORES], async (tx) => {
      const now = await tx.objectStore('visits').get(visit_id);
      const draftNow = await tx.objectStore('drafts').get(interaction_id);
      if (now === undefined || draftNow === undefined || now.frozen.length > 0) return 'gone';
      // Another tab has saved something since: it must be set aside too.
      if (now.marks?.length !== visit.marks?.length || draftNow.saved_at !== draft.saved_at) return 'changed';
      await tx.objectStore('visits').put(attempt.visit);
      await tx.objectStore('drafts').delete(interaction_id);
      await tx.objectStore('outbox').add(attempt.entry as OutboxEntry);
      await keepClock(tx, ports.clock);
      return 'stored';
    });
    if (done === 'gone') return null;
    if (done === 'stored') return attempt.visit;
  }
}

async function frozenAttempt({ clock }: Ports, visit: StoredVisit, reason: Reason) {
  const at = momentOf(clock, visit.began_monotonic_ms);
  const frozen = await frozenNext({ ...visit, not_possible: { reason, at }, ended: at }, clock.wall());
  return { ...frozen, entry: { ...frozen.entry, held_for_ms: UNDO_MS } };
}

/** Takes the attempt back while it has not left this phone; the draft that is there again, if one was set aside.
 *
 * `sent`: it is too late, the server may know it.
 */
export async function undoAttempt(
  { database }: Ports,
  visit_id: string,
): Promise<{ readonly kind: 'undone'; readonly draft: InteractionDraft | null } | { readonly kind: 'sent' }> {
  return database.write(['visits', 'drafts', 'outbox'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    const visit = await tx.objectStore('visits').get(visit_id);
    const entries = await outbox.index('visit_id').getAll(visit_id);
    if (!visit?.not_possible || entries.length === 0 || entries.some((entry) => entry.attempted))
      return { kind: 'sent' as const };
    for (const { seq } of entries) await outbox.delete(seq);
    const draft = visit.set_aside ?? null;
    if (draft === null) await tx.objectStore('visits').delete(visit_id);
    else {
      const { set_aside: _set_aside, ...before } = visit;
      await tx.objectStore('visits').put({ ...before, not_possible: null, ended: null, frozen: [] });
      await tx.objectStore('drafts').put(draft);
    }
    return { kind: 'undone' as const, draft };
  });
}
