/** One interaction being filled in: every change is on disk before the screen calls it saved.
 *
 * Changes are applied to the screen at once and written one after the other; the newest state always wins, and
 * `saved` turns true only when exactly that state has been written.
 */
import { momentOf, type Moment } from '../device/clock';
import type {
  Answer,
  Criterion,
  DraftRating,
  Evidence,
  InteractionDraft,
  RatingState,
  RubricDocument,
  Staff,
  Star,
  Step,
  StoredPhoto,
  StoredVisit,
  UnfinishedStar,
} from '../device/documents';
import { missingIn } from '../device/freezing';
import { NO_PHOTOS, type PhotoChange } from '../device/photos';
import { saveDraft, type Ports } from '../device/visits';
import { computedRating, waitBetween } from '../device/waits';

import { textIn } from '../messages/format';
import { spoken } from '../messages/language.svelte';

export const EMPTY_RATING: DraftRating = { state: null, answer: null, comment: '', at: null, timing_since: null };

/** `gone`: submitted or discarded in another tab. */
export type Saving = 'saved' | 'saving' | 'failed' | 'gone';

export type StepPlan = {
  readonly asksStaff: boolean;
  readonly asksTouchpoint: boolean;
  /** A covert visit whose marks come before the form. */
  readonly hasMarks?: boolean;
};

export class Editing {
  readonly rubric: RubricDocument;
  readonly criteria: readonly Criterion[];
  readonly #visit: StoredVisit;
  readonly #ports: Ports;
  readonly #plan: StepPlan;
  #photos: PhotoChange = NO_PHOTOS;
  #preparing: Promise<unknown> = Promise.resolve();
  #turns = 0;
  #writing: Promise<void> | null = null;

  draft = $state.raw<InteractionDraft>() as InteractionDraft;
  saving = $state<Saving>('saved');

  constructor(ports: Ports, visit: StoredVisit, draft: InteractionDraft, rubric: RubricDocument, plan: StepPlan) {
    this.#ports = ports;
    this.#visit = visit;
    this.#plan = plan;
    this.rubric = rubric;
    this.criteria = rubric.sections.flatMap((section) => section.criteria);
    this.draft = draft;
  }

  get position(): number {
    const { step } = this.draft;
    return typeof step === 'string'
      ? -1
      : this.criteria.findIndex((criterion) => criterion.criterion_key === step.criterion_key);
  }

  get current(): Criterion | null {
    return this.criteria[this.position] ?? null;
  }

  /** What the screen shows: a step this interaction does not ask for is passed over. */
  get step(): 'marks' | 'staff' | 'touchpoint' | 'criterion' | 'review' {
    const { step } = this.draft;
    if (typeof step !== 'string') return this.current === null ? 'review' : 'criterion';
    return step;
  }

  get answeredCount(): number {
    return this.criteria.filter((criterion) => this.ratingOf(criterion.criterion_key).state !== null).length;
  }

  get isCovert(): boolean {
    return this.#visit.mode === 'covert';
  }

  get missing(): readonly string[] {
    return missingIn(this.rubric, this.draft);
  }

  titleOf(criterion_key: string): string {
    const criterion = this.criteria.find((candidate) => candidate.criterion_key === criterion_key);
    return criterion === undefined ? criterion_key : textIn(spoken.current, criterion.title);
  }

  ratingOf(criterion_key: string): DraftRating {
    return this.draft.ratings[criterion_key] ?? EMPTY_RATING;
  }

  now(): Moment {
    return momentOf(this.#ports.clock, this.#visit.began_monotonic_ms);
  }

  chooseStaff(staff: Staff): Promise<void> {
    return this.#change({ staff, step: this.#plan.asksTouchpoint ? 'touchpoint' : this.#firstOpen() });
  }

  chooseTouchpoint(touchpoint_key: string): Promise<void> {
    return this.#change({ touchpoint_key, step: this.#firstOpen() });
  }

  /** A judgement, or the reason why there is none; both are an answer. */
  rate(criterion_key: string, state: RatingState | null, answer: Answer): Promise<void> {
    return this.#byHand(criterion_key, { state, answer, at: this.now(), timing_since: null });
  }

  startTiming(criterion_key: string): Promise<void> {
    return this.#byHand(criterion_key, { state: null, answer: null, at: null, timing_since: this.now() });
  }

  /** Milliseconds since the stop-watch was started, by the clock that is never set. */
  timedSince(since: Moment): number {
    return Math.max(0, this.now().elapsed_ms - since.elapsed_ms);
  }

  /** The wait that the visit's marks give for this criterion; null if they give none. */
  waitFromMarks(criterion: Criterion): number | null {
    return waitBetween(criterion, this.#visit.marks ?? []);
  }

  /** Goes back from a changed wait to the one that the marks give. */
  takeWaitFromMarks(criterion: Criterion): Promise<void> {
    const wait_ms = this.waitFromMarks(criterion);
    if (wait_ms === null) return Promise.resolve();
    const { criterion_key } = criterion;
    return this.#rating(criterion_key, computedRating(wait_ms, this.now(), this.ratingOf(criterion_key)));
  }

  /** How the evaluator came to know; null takes it back. */
  setBasis(criterion_key: string, basis: DraftRating['basis']): Promise<void> {
    return this.#rating(criterion_key, { basis: basis ?? null });
  }

  comment(criterion_key: string, comment: string): Promise<void> {
    return this.#rating(criterion_key, { comment });
  }

  commentOnAll(comment: string): Promise<void> {
    return this.#change({ comment });
  }

  /** The star being written; where the interaction was is where a star mostly is. */
  get unfinishedStar(): UnfinishedStar {
    const { unfinished_star, touchpoint_key } = this.draft;
    return unfinished_star ?? { act: '', touchpoint_key: touchpoint_key ?? '', evidence: '', weight: 1 };
  }

  /** Whether words of a star stand there that was not given. */
  get hasUnfinishedStar(): boolean {
    return `${this.unfinishedStar.act}${this.unfinishedStar.evidence}`.trim() !== '';
  }

  /** With every letter, like a comment: a crash costs none of it. */
  writeStar(part: Partial<UnfinishedStar>): Promise<void> {
    return this.#change({ unfinished_star: { ...this.unfinishedStar, ...part } });
  }

  giveStar(star: Star): Promise<void> {
    return this.#change({ stars: [...this.draft.stars, star], unfinished_star: null });
  }

  removeStar(position: number): Promise<void> {
    return this.#change({ stars: this.draft.stars.filter((_star, at) => at !== position) });
  }

  /** On disk with its name in the draft when this says true. False: it did not fit, and the answers are as before. */
  async addPhoto(photo: StoredPhoto, evidence: Evidence, answers: DraftRating | null): Promise<boolean> {
    await this.settled();
    const rated = answers === null ? null : this.ratingOf(evidence.criterion_key ?? '');
    this.#photos = { added: [photo], removed: [] };
    await this.#withPhotos([...(this.draft.evidence ?? []), evidence], answers, evidence.criterion_key);
    if (this.saving === 'saved') return true;
    this.#photos = NO_PHOTOS;
    const before = (this.draft.evidence ?? []).filter(({ evidence_id }) => evidence_id !== evidence.evidence_id);
    await this.#withPhotos(before, rated, evidence.criterion_key);
    return false;
  }

  async removePhoto(evidence: Evidence, answers: DraftRating | null): Promise<void> {
    await this.settled();
    this.#photos = { added: [], removed: [evidence.evidence_id] };
    const others = (this.draft.evidence ?? []).filter(({ evidence_id }) => evidence_id !== evidence.evidence_id);
    await this.#withPhotos(others, answers, evidence.criterion_key);
  }

  setIndifferent(indifferent: boolean): Promise<void> {
    return this.#change({ indifferent });
  }

  goTo(step: Step): Promise<void> {
    this.#turns += 1;
    return this.#change({ step });
  }

  /** Somebody looks elsewhere: at the list of criteria, at the star. What would go on by itself stays. */
  stay(): void {
    this.#turns += 1;
  }

  /** Asked now, answers later whether nobody has gone or looked elsewhere since. */
  isStillHere(): () => boolean {
    const turns = this.#turns;
    return () => this.#turns === turns;
  }

  /** After an answer: the next criterion without one, forwards first; when all have one, the review. */
  goOn(): Promise<void> {
    const from = this.position;
    const open = (criterion: Criterion) =>
      this.ratingOf(criterion.criterion_key).state === null && criterion.required !== false;
    const following = this.criteria[from + 1];
    const isUnread = following !== undefined && this.ratingOf(following.criterion_key).state === null;
    const next =
      this.criteria.slice(from + 1).find(open) ?? (isUnread ? following : undefined) ?? this.criteria.find(open);
    return this.goTo(next === undefined ? 'review' : { criterion_key: next.criterion_key });
  }

  /** The next criterion without an answer after this one, else the first; null if all have one. */
  get nextOpen(): Step | null {
    const open = this.criteria.filter((criterion) => this.ratingOf(criterion.criterion_key).state === null);
    const next = open.find((criterion) => this.criteria.indexOf(criterion) > this.position) ?? open[0];
    return next === undefined ? null : { criterion_key: next.criterion_key };
  }

  goForward(): Promise<void> {
    const next = this.criteria[this.position + 1];
    return this.goTo(next === undefined ? 'review' : { criterion_key: next.criterion_key });
  }

  /** One step back, or null where the interaction begins. */
  get stepBefore(): Step | null {
    const at = this.step === 'review' ? this.criteria.length : this.position;
    const before = this.criteria[at - 1];
    const { asksStaff, asksTouchpoint, hasMarks } = this.#plan;
    const first = hasMarks === true ? 'marks' : null;
    const staff = asksStaff ? 'staff' : first;
    if (this.step === 'marks') return null;
    if (this.step === 'staff') return first;
    if (this.step === 'touchpoint') return staff;
    if (before !== undefined) return { criterion_key: before.criterion_key };
    return asksTouchpoint ? 'touchpoint' : staff;
  }

  /** Passes over steps this programme or rubric does not ask for. */
  async skipWhatIsNotAsked(): Promise<void> {
    if (this.draft.step === 'staff' && (!this.#plan.asksStaff || this.draft.staff !== null)) {
      await this.chooseStaff(this.draft.staff ?? { kind: 'unknown' });
    }
  }

  /** Tries once more after a failed save. */
  saveAgain(): Promise<void> {
    return this.#write();
  }

  /** Resolves when everything that was tapped is on disk. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  /** A photo that is being made small belongs to the interaction already: nobody leaves or finishes it before. */
  preparePhoto(preparing: Promise<void>): void {
    this.#preparing = Promise.allSettled([this.#preparing, preparing]);
  }

  /** Resolves when every photo that was taken and everything that was tapped is on disk. */
  async ready(): Promise<void> {
    for (let awaited: unknown = null; awaited !== this.#preparing;) {
      awaited = this.#preparing;
      await awaited;
    }
    await this.settled();
  }

  #firstOpen(): Step {
    const first = this.criteria.find((criterion) => this.ratingOf(criterion.criterion_key).state === null);
    return first === undefined ? 'review' : { criterion_key: first.criterion_key };
  }

  /** A wait that the marks gave is an edited one from its first change by hand. */
  #byHand(criterion_key: string, change: Partial<DraftRating>): Promise<void> {
    const wasComputed = this.ratingOf(criterion_key).computed === true;
    return this.#rating(
      criterion_key,
      wasComputed ? { ...change, computed: false, edited: true, basis: null } : change,
    );
  }

  /** `rating` is what the photos make of a criterion that asks for one; null: of no criterion. */
  #withPhotos(
    evidence: readonly Evidence[],
    rating: DraftRating | null,
    criterion_key: string | null | undefined,
  ): Promise<void> {
    const ratings =
      rating === null || !criterion_key ? this.draft.ratings : { ...this.draft.ratings, [criterion_key]: rating };
    return this.#change({ evidence, ratings });
  }

  #rating(criterion_key: string, change: Partial<DraftRating>): Promise<void> {
    const ratings = { ...this.draft.ratings, [criterion_key]: { ...this.ratingOf(criterion_key), ...change } };
    return this.#change({ ratings });
  }

  #change(change: Partial<InteractionDraft>): Promise<void> {
    this.draft = { ...this.draft, ...change };
    return this.#write();
  }

  #write(): Promise<void> {
    this.saving = 'saving';
    this.#writing ??= this.#writeNewest();
    return this.#writing;
  }

  async #writeNewest(): Promise<void> {
    try {
      for (;;) {
        const writing = this.draft;
        const photos = this.#photos;
        const stored = await saveDraft(this.#ports, writing, photos);
        if (stored === null) {
          this.saving = 'gone';
          return;
        }
        if (this.#photos === photos) this.#photos = NO_PHOTOS;
        if (this.draft === writing) {
          this.draft = stored;
          this.saving = 'saved';
          return;
        }
      }
    } catch {
      this.saving = 'failed';
    } finally {
      this.#writing = null;
    }
  }
}
