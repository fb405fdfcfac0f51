/** Time marks of a covert visit: one tap each, on disk before it shows, undone within five seconds.
 *
 * A mark belongs to its visit, which is on disk since "Start the visit": a kill between two taps costs nothing.
 */
import { momentOf, type Clock } from './clock';
import type { Mark, StoredVisit } from './documents';
import { keepClock, type Ports } from './visits';

export const UNDO_MS = 5_000;

export const markOf = (visit: StoredVisit, mark_key: string): Mark | null =>
  visit.marks?.find((mark) => mark.mark_key === mark_key) ?? null;

/** Milliseconds for which the mark can still be undone; 0 or less: it stands. */
export function undoableFor(clock: Clock, visit: StoredVisit, mark: Mark): number {
  const now = momentOf(clock, visit.began_monotonic_ms);
  return UNDO_MS - (now.elapsed_ms - mark.moment.elapsed_ms);
}

/** Takes the mark at this very moment; the visit as it then stands on disk.
 *
 * A second tap changes nothing. Null if the visit is gone, or was finished or given up meanwhile in another tab.
 */
export async function takeMark(ports: Ports, visit: StoredVisit, mark_key: string): Promise<StoredVisit | null> {
  const moment = momentOf(ports.clock, visit.began_monotonic_ms);
  return changeMarks(ports, visit, (stored) =>
    markOf(stored, mark_key) !== null ? stored.marks : [...(stored.marks ?? []), { mark_key, moment, edited: false }],
  );
}

/** Takes a mark back; after five seconds it stands. */
export async function undoMark(ports: Ports, visit: StoredVisit, mark_key: string): Promise<StoredVisit | null> {
  return changeMarks(ports, visit, (stored) => {
    const mark = markOf(stored, mark_key);
    if (mark === null || undoableFor(ports.clock, stored, mark) <= 0) return stored.marks;
    return stored.marks?.filter((other) => other !== mark);
  });
}

async function changeMarks(
  { database, clock }: Ports,
  { visit_id }: StoredVisit,
  marksOf: (stored: StoredVisit) => StoredVisit['marks'],
): Promise<StoredVisit | null> {
  return database.write(['visits', 'meta'], async (tx) => {
    const stored = await tx.objectStore('visits').get(visit_id);
    if (stored === undefined || stored.ended !== null || stored.frozen.length > 0) return null;
    const marks = marksOf(stored);
    if (marks === stored.marks || marks === undefined) return stored;
    const changed: StoredVisit = { ...stored, marks };
    await tx.objectStore('visits').put(changed);
    await keepClock(tx, clock);
    return changed;
  });
}
