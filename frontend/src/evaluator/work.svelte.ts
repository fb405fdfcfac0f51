/** The evaluator's work on this phone as screens see it: what is stored, what is sent, what the browser promised.
 *
 * State for screens only; every write goes through src/device. One account at a time: opening another closes this.
 */
import { APP_VERSION } from '../app-version';
import { router } from '../shell/router.svelte';
import { session } from '../identity/session.svelte';
import { appUpdate } from '../shell/app-update.svelte';
import { askCanary, keepCanary, unsentIn, type CanarySays } from '../device/canary';
import { keptBundle, refreshBundle } from '../device/bundle';
import { dayIn, deviceClock, type DeviceClock } from '../device/clock';
import { deviceDatabase } from '../device/db';
import type {
  Bundle,
  BundleProgramme,
  BundleRubric,
  BundleStore,
  InteractionDraft,
  RubricDocument,
  StoredVisit,
} from '../device/documents';
import { uuidv7 } from '../device/ids';
import { drain, isHeld, retryRefused } from '../device/outbox';
import { EMPTY_OVERVIEW, forgetLongReceived, overviewOf, photosThat, sumOf, type Overview } from '../device/overview';
import type { Now } from '../device/stuck';
import { Sender, type SenderState } from '../device/sender';
import { beginInteraction, discardDraft, finishVisit, type Beginning, type Ports } from '../device/visits';
import { addressOf } from './labels';
import {
  askToPersist,
  fetchBundle,
  onSight,
  onSignsOfLife,
  syncTransport,
  timer,
  withSendingLock,
} from './device-ports';

const UNDER_WAY_AFTER_MS = 300; // a request that fails sooner has not left: no screen says so
const FRESH_ENOUGH_MS = 12 * 3_600_000; // an interaction left open longer is offered, not opened by itself

class Work {
  #account_id: string | null = null;
  #sender: Sender | null = null;
  #photoSender: Sender | null = null;
  #stopListening: () => void = () => undefined;
  #clock: DeviceClock = deviceClock(null);
  #stopWatchingSight: () => void = () => undefined;
  #cancelHeld: () => void = () => undefined;

  bundle = $state.raw<Bundle | null>(null);
  overview = $state.raw<Overview>(EMPTY_OVERVIEW);
  sending = $state.raw<SenderState>({ kind: 'resting' });
  sendingPhotos = $state.raw<SenderState>({ kind: 'resting' });
  persisted = $state.raw<boolean | null>(null);
  canary = $state.raw<CanarySays>({ kind: 'well' });
  /** False until the phone's own storage was read once: before that nothing is known, not even "nothing". */
  opened = $state(false);
  bundleState = $state.raw<'unknown' | 'asking' | 'asked' | 'unreachable'>('unknown');

  get account_id(): string | null {
    return this.#account_id;
  }

  get ports(): Ports {
    return { database: deviceDatabase, clock: this.#clock };
  }

  /** Whether there may be something to say on every screen (Attention.svelte). */
  get needsAttention(): boolean {
    return appUpdate.wanted || ['something_waits', 'something_refused'].includes(sumOf(this.overview));
  }

  now(): Now {
    return { wall_ms: this.#clock.wall(), monotonic_ms: this.#clock.monotonic() };
  }

  /** Opens the work of an account; the same account again changes nothing. */
  async open(account_id: string): Promise<void> {
    if (this.#account_id === account_id) return;
    this.close();
    this.#account_id = account_id;
    this.#clock = deviceClock(await deviceDatabase.meta('clock'));
    this.#stopWatchingSight = onSight(this.#clock);
    await this.#keepClock();
    await forgetLongReceived(deviceDatabase, account_id, this.#clock.wall());
    const stored = await keptBundle(deviceDatabase, account_id);
    if (this.#account_id !== account_id) return;
    this.bundle = stored?.bundle ?? null;
    await this.look();
    this.opened = true;
    const device_id = await this.#deviceId();
    const ports = {
      database: deviceDatabase,
      clock: this.#clock,
      transport: syncTransport,
      account_id,
      device_id,
      app_version: APP_VERSION,
    };
    this.#sender = new Sender({
      drain: async () => {
        const notYet = timer(() => this.lookLater(), UNDER_WAY_AFTER_MS); // and then the lines say when it was sent
        const drained = await withSendingLock(() => drain(ports)).finally(notYet);
        if (drained?.kind === 'progress' && drained.update_wanted) appUpdate.want();
        if (this.#account_id !== account_id) await session.forgetReceived(); // it came in after the sign-out
        return drained;
      },
      now: () => this.#clock.monotonic(),
      random: Math.random,
      later: timer,
      changed: (state) => {
        this.sending = state;
        if (state.kind !== 'sending') this.lookLater();
        if (state.kind === 'resting') void this.#sendPhotos(account_id);
      },
    });
    this.#stopListening = onSignsOfLife(() => void this.signOfLife());
    await this.signOfLife();
    this.persisted = await askToPersist();
  }

  close(): void {
    this.#sender?.stop();
    this.#photoSender?.stop();
    this.#sender = this.#photoSender = null;
    this.#stopListening();
    this.#stopWatchingSight();
    this.#cancelHeld();
    this.#account_id = null;
    this.opened = false;
    this.bundle = null;
    this.bundleState = 'unknown';
    this.overview = EMPTY_OVERVIEW;
    this.canary = { kind: 'well' };
    this.sending = this.sendingPhotos = { kind: 'resting' };
  }

  /** The kept bundle again, after the answers to assignments changed it. */
  async readBundle(): Promise<void> {
    const account_id = this.#account_id;
    if (account_id === null) return;
    const stored = await keptBundle(deviceDatabase, account_id);
    if (this.#account_id === account_id && stored !== null) this.bundle = stored.bundle;
  }

  /** Asks the browser once more not to throw the data away; it often agrees only after a tap or an installation. */
  async protect(): Promise<void> {
    this.persisted = await askToPersist();
  }

  /** Reads again what is on the phone, and writes the canary. */
  async look(): Promise<void> {
    const account_id = this.#account_id;
    if (account_id === null) return;
    const overview = await overviewOf(deviceDatabase, account_id);
    if (this.#account_id !== account_id) return;
    this.overview = overview;
    this.#sendWhatIsHeldSoon();
    appUpdate.holdWhile(overview.drafts.length > 0 || overview.visits.some((visit) => this.isRunning(visit)));
    await this.#askCanary(account_id);
    if (this.canary.kind === 'well') await this.#keepCanary();
  }

  /** What is held back so that it can be undone has to leave by itself a moment later. */
  #sendWhatIsHeldSoon(): void {
    this.#cancelHeld();
    const wall_ms = this.#clock.wall();
    const held = this.overview.queued.filter((entry) => isHeld(entry, wall_ms));
    if (held.length === 0) return;
    const free_at = Math.max(...held.map((entry) => entry.added_at + (entry.held_for_ms ?? 0)));
    this.#cancelHeld = timer(() => void this.submitted(), free_at - wall_ms);
  }

  /** Nobody waits for it: storage that the browser takes away under a look is noticed by the next one. */
  lookLater(): void {
    this.look().catch(() => undefined);
  }

  async signOfLife(): Promise<void> {
    void this.#refreshBundle();
    await this.#sender?.kick();
  }

  async sendNow(): Promise<void> {
    await this.#sender?.kick();
  }

  async retry(visit_id: string): Promise<void> {
    await retryRefused(deviceDatabase, visit_id);
    await (await import('../device/photo-album')).retryPhotos(deviceDatabase, visit_id);
    await this.look();
    await this.#sender?.kick();
  }

  async understoodWiped(): Promise<void> {
    this.canary = { kind: 'well' };
    await this.#keepCanary();
  }

  /** With the list of time marks, if the rubric has one; else at the staff. */
  async begin(beginning: Omit<Beginning, 'account_id' | 'first_step'>): Promise<InteractionDraft | null> {
    const account_id = this.#account_id;
    if (account_id === null) return null;
    const rubric = this.rubricOf(beginning.rubric_version_id)?.document;
    const marks = rubric !== undefined && hasMarks(beginning.programme, rubric);
    const { store, programme } = beginning;
    const assignment_id = beginning.assignment_id ?? this.assignmentFor(store, programme);
    const draft = await beginInteraction(this.ports, {
      ...beginning,
      ...(assignment_id === null ? {} : { assignment_id }),
      account_id,
      ...(marks ? { first_step: 'marks' } : {}),
    });
    await this.look();
    return draft;
  }

  async discard(interaction_id: string): Promise<void> {
    await discardDraft(this.ports, interaction_id);
    await this.look();
  }

  async finish(visit_id: string): Promise<void> {
    await finishVisit(this.ports, visit_id);
    await this.look();
    void this.#sender?.kick();
  }

  /** After an interaction was frozen: show it and try to send it. */
  async submitted(): Promise<void> {
    await this.look();
    void this.#sender?.kick();
  }

  storeOf(store_id: string): BundleStore | null {
    return this.bundle?.stores.find((store) => store.store_id === store_id) ?? null;
  }

  programmeOf(programme_id: string): BundleProgramme | null {
    return this.bundle?.programmes.find((programme) => programme.programme_id === programme_id) ?? null;
  }

  rubricOf(rubric_version_id: string): BundleRubric | null {
    return this.bundle?.rubric_versions.find((version) => version.rubric_version_id === rubric_version_id) ?? null;
  }

  isRunning(visit: StoredVisit): boolean {
    const zone = this.storeOf(visit.store_id)?.time_zone ?? 'UTC';
    return (
      visit.ended === null && visit.interactions.length > 0 && visit.visited_on === dayIn(zone, this.#clock.wall())
    );
  }

  /** The one assignment that asks for a covert visit here today: begun from the store's screen it is the same visit. */
  assignmentFor(store: BundleStore, programme: BundleProgramme): string | null {
    if (programme.mode !== 'covert') return null;
    const today = this.today(store);
    const asked = (this.bundle?.assignments ?? []).filter(
      (one) =>
        one.store_id === store.store_id &&
        one.programme_id === programme.programme_id &&
        one.from_on <= today &&
        today <= one.to_on,
    );
    return asked.length === 1 ? (asked[0]?.assignment_id ?? null) : null;
  }

  today(store: BundleStore): string {
    return dayIn(store.time_zone, this.#clock.wall());
  }

  /** The interaction that was being filled in when the app went away, if that was not long ago. */
  get interrupted(): InteractionDraft | null {
    const latest = [...this.overview.drafts].sort((a, b) => b.saved_at - a.saved_at)[0];
    return latest !== undefined && this.#clock.wall() - latest.saved_at < FRESH_ENOUGH_MS ? latest : null;
  }

  /** When the answers are through: they always go first. */
  async #sendPhotos(account_id: string): Promise<void> {
    await this.look();
    if (photosThat(this.overview, 'waiting').length === 0) return;
    const { photoSender } = await import('./photo-sending');
    if (this.#account_id !== account_id) return;
    this.#photoSender ??= photoSender(
      account_id,
      () => this.#clock.monotonic(),
      (state) => {
        this.sendingPhotos = state;
        this.lookLater();
      },
    );
    await this.#photoSender.kick();
  }

  async #refreshBundle(): Promise<void> {
    const account_id = this.#account_id;
    if (account_id === null || session.viewer?.account_id !== account_id || this.bundleState === 'asking') return;
    this.bundleState = 'asking';
    let reached = false;
    const fresh = await refreshBundle(
      deviceDatabase,
      async (etag) => {
        const answer = await fetchBundle(etag);
        reached = answer.kind !== 'failed';
        return answer;
      },
      account_id,
      this.#clock.wall(),
    ).catch(() => null);
    if (this.#account_id !== account_id) return;
    if (fresh !== null) this.bundle = fresh.bundle;
    this.bundleState = reached ? 'asked' : 'unreachable';
  }

  /** So that the next start counts from here, whatever the wall clock did before. A full phone keeps the older mark. */
  async #keepClock(): Promise<void> {
    await deviceDatabase.setMeta('clock', this.now()).catch(() => undefined);
  }

  /** At each look: storage can also go while the app is open. What it said stands until a person has understood it. */
  async #askCanary(account_id: string): Promise<void> {
    if (this.canary.kind === 'well')
      this.canary = await askCanary(deviceDatabase, localStorage, account_id, this.#clock.wall());
  }

  async #keepCanary(): Promise<void> {
    const account_id = this.#account_id;
    if (account_id === null) return;
    await keepCanary(deviceDatabase, localStorage, account_id, unsentIn(this.overview), this.#clock.wall());
  }

  async #deviceId(): Promise<string> {
    const known = await deviceDatabase.meta('device_id');
    if (known !== null) return known;
    const made = uuidv7(this.#clock.wall());
    await deviceDatabase.setMeta('device_id', made);
    return made;
  }
}

export const work = new Work();

/** Whether the visit has a list of time marks before its form. */
export const hasMarks = ({ mode }: Pick<BundleProgramme, 'mode'>, { marks }: RubricDocument): boolean =>
  mode === 'covert' && (marks ?? []).length > 0;

/** The one interrupted interaction is opened by itself only when the app starts, not when somebody goes back. */
let mayResume = true;

export function resumeOnce(): void {
  if (!mayResume || !work.opened) return;
  mayResume = false;
  const draft = work.interrupted;
  if (draft !== null) router.go(addressOf(draft));
}

export const neverResume = (): void => {
  mayResume = false;
};
