/** One visit under review as the screen holds it: what was read, its entity tag, and every act upon it.
 *
 * Each act says what was read (If-Match). Whoever was overtaken by another reviewer or by the evaluator sees the visit
 * as it is now, and is told so; nothing is done to what they have not seen.
 */
import { get, post, type Failure, type RequestOptions, type Result } from '../api/client';
import type { Review } from './wire';

export type Act = 'take-up' | 'put-back' | 'publish' | 'return' | 'correct' | TakenBack;
/** What may be taken back of one interaction: all of it, or only whose it is. */
export type TakenBack = 'void-evaluation' | 'remove-staff-link';
export type Question = {
  readonly evaluation_id: string;
  readonly criterion_key: string | null;
  readonly question: string;
};
export type Correction = {
  readonly evaluation_id: string;
  readonly ratings: readonly {
    readonly criterion_key: string;
    readonly state: 'scored' | 'not_applicable' | 'not_observed' | 'cannot_remember';
    readonly answer: boolean | number | string | null;
  }[];
  readonly reason: string;
};

export const ifMatch = (tag: string | undefined): RequestOptions =>
  tag === undefined ? {} : { headers: { 'If-Match': tag } };

export class Reviewing {
  review = $state.raw<Review | null>(null);
  tag = $state.raw<string>();
  failure = $state.raw<Failure | null>(null);
  busy = $state.raw<Act | null>(null);
  /** Somebody else was quicker with something. */
  overtaken = $state(false);
  #visit_id = '';
  #turn = 0;

  get isMissing(): boolean {
    return this.failure?.kind === 'problem' && this.failure.problem.status === 404;
  }

  async open(visit_id: string): Promise<void> {
    const another = visit_id !== this.#visit_id;
    this.#visit_id = visit_id;
    if (another) {
      this.review = null;
      this.overtaken = false;
    }
    const turn = ++this.#turn;
    const answer = await get<Review>(this.#address());
    if (turn !== this.#turn) return;
    if (answer.kind === 'ok') {
      this.review = answer.value;
      this.tag = answer.headers.get('etag') ?? undefined;
      this.failure = null;
    } else if (answer.kind !== 'not_modified') this.failure = answer;
  }

  again = (): Promise<void> => this.open(this.#visit_id);

  takeUp = () => this.#do('take-up', () => post(this.#address('take-up'), undefined));
  putBack = () => this.#do('put-back', () => post(this.#address('put-back'), undefined));
  publish = () =>
    this.#do('publish', () =>
      post(`/api/visits/${encodeURIComponent(this.#visit_id)}/publish`, undefined, ifMatch(this.tag)),
    );
  sendBack = (questions: readonly Question[], answer_within_hours: number) =>
    this.#do('return', () => post(this.#address('return'), { questions, answer_within_hours }, ifMatch(this.tag)));
  correct = (correction: Correction) =>
    this.#do('correct', () => post(this.#address('corrections'), correction, ifMatch(this.tag)));

  takeBack = (what: TakenBack, evaluation_id: string, reason: string) =>
    this.#do(what, () => post(this.#address(what), { evaluation_id, reason }, ifMatch(this.tag)));

  /** Whether it was done; the visit is read again either way. */
  async #do(act: Act, ask: () => Promise<Result<unknown>>): Promise<boolean> {
    if (this.busy !== null) return false;
    this.busy = act;
    const answer = await ask();
    const stale = answer.kind === 'problem' && answer.problem.status === 412;
    this.overtaken = stale;
    const failed = answer.kind === 'ok' || answer.kind === 'not_modified' ? null : answer;
    if (failed === null || stale) await this.open(this.#visit_id);
    if (!stale) this.failure = failed;
    this.busy = null;
    return failed === null;
  }

  #address(act?: string): string {
    const own = `/api/reviews/${encodeURIComponent(this.#visit_id)}`;
    return act === undefined ? own : `${own}/${act}`;
  }
}
