/** Which visits have been waiting for more than a day. Pure; the banner is evaluator/StuckBanner.svelte.
 *
 * The age is told by the monotonic time since the tap, which a clock that is set does not move. The wall clock may add
 * to it (some phones stand still while they sleep), but only as far as it can be believed.
 */
import type { StoredVisit } from './documents';
import { stateOf, unreceiptedIn, type Overview } from './overview';

const STUCK_AFTER_MS = 24 * 3_600_000;
const BELIEVABLE_MS = 400 * 86_400_000; // a wall clock that says more has been set

export type Now = { readonly wall_ms: number; readonly monotonic_ms: number };

export type Stuck = { readonly visit: StoredVisit; readonly interactions: number; readonly refused: boolean };

/** Oldest first. `interactions` are those that no receipt covers. */
export function stuckIn(overview: Overview, now: Now): readonly Stuck[] {
  return unreceiptedIn(overview).flatMap((visit) => {
    const waiting = visit.interactions.filter((finished) => stateOf(overview, visit, finished).kind !== 'received');
    const since = waiting[0]?.interaction.submitted ?? visit.ended ?? visit.not_possible?.at ?? visit.started;
    const saved_at = waiting[0]?.saved_at ?? visit.frozen.at(-1)?.frozen_at ?? now.wall_ms;
    if (waitedMs(now, visit.began_monotonic_ms + since.elapsed_ms, saved_at) <= STUCK_AFTER_MS) return [];
    const refused = overview.queued.some((entry) => entry.visit_id === visit.visit_id && entry.problem !== null);
    return [{ visit, interactions: waiting.length, refused }];
  });
}

function waitedMs(now: Now, since_monotonic_ms: number, since_wall_ms: number): number {
  const by_wall_ms = now.wall_ms - since_wall_ms;
  return Math.max(now.monotonic_ms - since_monotonic_ms, by_wall_ms <= BELIEVABLE_MS ? by_wall_ms : 0);
}
