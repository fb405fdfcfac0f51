/** Which work has been waiting for more than a day. Pure; the banner is evaluator/StuckBanner.svelte.
 *
 * The age is told by the monotonic time since the tap, which a clock that is set does not move. The wall clock may add
 * to it (some phones stand still while they sleep), but only as far as it can be believed.
 */
import type { AssignmentAnswer, StoredVisit } from './documents';
import { photosThat, stateOf, unreceiptedIn, unsentAnswersIn, type Overview } from './overview';

const STUCK_AFTER_MS = 24 * 3_600_000;
const BELIEVABLE_MS = 400 * 86_400_000; // a wall clock that says more has been set

export type Now = { readonly wall_ms: number; readonly monotonic_ms: number };

/** `interactions` are those that no receipt covers, `photos` those still to send; neither: the visit as a whole. */
export type StuckVisit = {
  readonly kind: 'visit';
  readonly visit: StoredVisit;
  readonly interactions: number;
  readonly photos: number;
  readonly refused: boolean;
};
export type Stuck = StuckVisit | { readonly kind: 'answer'; readonly answer: AssignmentAnswer };

/** Visits in the order of the phone's list, then answers to assignments. Photos that were refused wait for a person. */
export function stuckIn(overview: Overview, now: Now): readonly Stuck[] {
  const unreceipted = new Set(unreceiptedIn(overview));
  const visits = overview.visits.flatMap(
    (visit) => (unreceipted.has(visit) ? stuckVisit(overview, visit, now) : stuckPhotos(overview, visit, now)) ?? [],
  );
  const answers = unsentAnswersIn(overview).filter(
    // Answers of older versions of the app have only the wall clock's time.
    ({ said_monotonic_ms, added_at }) =>
      waitedMs(now, said_monotonic_ms ?? now.monotonic_ms, added_at) > STUCK_AFTER_MS,
  );
  return [...visits, ...answers.map((answer) => ({ kind: 'answer' as const, answer }))];
}

const photosOfVisit = (overview: Overview, { visit_id }: StoredVisit) =>
  photosThat(overview, 'waiting').filter((photo) => photo.visit_id === visit_id);

function stuckVisit(overview: Overview, visit: StoredVisit, now: Now): StuckVisit | null {
  const waiting = visit.interactions.filter((finished) => stateOf(overview, visit, finished).kind !== 'received');
  const since = waiting[0]?.interaction.submitted ?? visit.ended ?? visit.not_possible?.at ?? visit.started;
  const saved_at = waiting[0]?.saved_at ?? visit.frozen.at(-1)?.frozen_at ?? now.wall_ms;
  if (waitedMs(now, visit.began_monotonic_ms + since.elapsed_ms, saved_at) <= STUCK_AFTER_MS) return null;
  const refused = overview.queued.some((entry) => entry.visit_id === visit.visit_id && entry.problem !== null);
  const photos = photosOfVisit(overview, visit).length;
  return { kind: 'visit', visit, interactions: waiting.length, photos, refused };
}

/** The photos of a visit whose answers are received. */
function stuckPhotos(overview: Overview, visit: StoredVisit, now: Now): StuckVisit | null {
  const since = new Map(
    visit.interactions.flatMap(({ interaction }) =>
      (interaction.evidence ?? []).map(
        ({ evidence_id, taken }) => [evidence_id, taken ?? interaction.submitted] as const,
      ),
    ),
  );
  const old = photosOfVisit(overview, visit).filter(({ evidence_id, added_at }) => {
    const since_ms = visit.began_monotonic_ms + (since.get(evidence_id)?.elapsed_ms ?? 0);
    return waitedMs(now, since_ms, added_at) > STUCK_AFTER_MS;
  });
  return old.length === 0 ? null : { kind: 'visit', visit, interactions: 0, photos: old.length, refused: false };
}

function waitedMs(now: Now, since_monotonic_ms: number, since_wall_ms: number): number {
  const by_wall_ms = now.wall_ms - since_wall_ms;
  return Math.max(now.monotonic_ms - since_monotonic_ms, by_wall_ms <= BELIEVABLE_MS ? by_wall_ms : 0);
}
