/** The evaluator's assignments as screens see them: from the bundle, with what was said on this phone on top.
 *
 * Answers have a queue of their own, so that no visit waits for them. Every write goes through src/device.
 */
import type { AssignmentState } from '../device/assignment-answers';
import { keepAnswer, keptAnswers, stateOf, type Said } from '../device/assignments';
import { deviceDatabase } from '../device/db';
import type { BundleAssignment, InteractionDraft, StoredVisit } from '../device/documents';
import { Sender, type SenderState } from '../device/sender';
import { answersTransport, onSignsOfLife, timer, withSendingLock } from './device-ports';
import { work } from './work.svelte';

/** Where an assignment stands for the person who has it. */
export type Standing = 'open' | 'accepted' | 'started' | 'logged' | 'declined' | 'over';

class Assignments {
  #account_id: string | null = null;
  #sender: Sender | null = null;
  #stopListening: () => void = () => undefined;

  sending = $state.raw<SenderState>({ kind: 'resting' });

  /** What is still before the evaluator, the nearest last day first. */
  readonly list = $derived.by(() =>
    (work.bundle?.assignments ?? [])
      .filter((one) => !['declined', 'over'].includes(this.standingOf(one)))
      .toSorted((a, b) => a.to_on.localeCompare(b.to_on)),
  );
  readonly readyCount = $derived.by(() => this.list.filter((one) => this.isReady(one)).length);
  readonly refused = $derived.by(() => work.overview.answers.find((one) => one.problem !== null)?.problem ?? null);

  async open(account_id: string): Promise<void> {
    if (this.#account_id === account_id) return this.send();
    this.close();
    this.#account_id = account_id;
    this.#sender = new Sender({
      drain: async () => {
        const kept = await keptAnswers(deviceDatabase, account_id);
        if (kept.every((one) => one.problem !== null)) return { kind: 'nothing_to_send' };
        const { drainAnswers } = await import('../device/assignment-answers');
        const ports = { database: deviceDatabase, transport: answersTransport, account_id, kept };
        const drained = await withSendingLock(() => drainAnswers(ports), 'floorwalk-answers');
        if (drained?.kind === 'progress') await work.readBundle();
        return drained;
      },
      now: () => work.ports.clock.monotonic(),
      random: Math.random,
      later: timer,
      changed: (state) => {
        this.sending = state;
        if (state.kind !== 'sending') work.lookLater();
      },
    });
    this.#stopListening = onSignsOfLife(() => void this.send());
    await this.send();
  }

  close(): void {
    this.#stopListening();
    this.#sender?.stop();
    this.#sender = null;
    this.#account_id = null;
    this.sending = { kind: 'resting' };
  }

  async send(): Promise<void> {
    await this.#sender?.kick();
  }

  /** Throws if it could not be kept: then nothing was said. */
  async say(said: Said): Promise<void> {
    if (this.#account_id === null) return;
    await keepAnswer(work.ports, this.#account_id, said);
    await work.look();
    void this.send();
  }

  async understoodRefused(): Promise<void> {
    if (this.#account_id === null) return;
    const { forgetRefused } = await import('../device/assignment-answers');
    await forgetRefused(deviceDatabase, this.#account_id);
    await work.look();
  }

  of(assignment_id: string): BundleAssignment | null {
    return work.bundle?.assignments?.find((one) => one.assignment_id === assignment_id) ?? null;
  }

  standingOf(one: BundleAssignment): Standing {
    const state: AssignmentState = stateOf(one, work.overview.answers);
    const visit = this.visitOf(one);
    if (visit !== null && (visit.interactions.length > 0 || visit.not_possible)) return 'logged';
    if (state === 'started' || state === 'declined') return state;
    const store = work.storeOf(one.store_id);
    if (store !== null && one.to_on < work.today(store)) return 'over';
    return state === 'open' || state === 'accepted' ? state : 'over';
  }

  /** Whether everything that the visit needs is on this phone. */
  isReady(one: BundleAssignment): boolean {
    return (
      this.standingOf(one) !== 'logged' &&
      work.storeOf(one.store_id) !== null &&
      work.programmeOf(one.programme_id) !== null &&
      work.rubricOf(one.rubric_version_id) !== null
    );
  }

  visitOf(one: BundleAssignment): StoredVisit | null {
    return work.overview.visits.find((visit) => visit.assignment_id === one.assignment_id) ?? null;
  }

  draftOf(one: BundleAssignment): InteractionDraft | null {
    const visit = this.visitOf(one);
    return work.overview.drafts.find((draft) => draft.visit_id === visit?.visit_id) ?? null;
  }
}

export const assignments = new Assignments();
