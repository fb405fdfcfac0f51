/** One question to the server as reactive state, for screens that read.
 *
 * The older answer stays on the screen while the next one is on its way, and an answer that was overtaken is
 * dropped. Not inside: writing (screens call the API folder themselves) and what is said about a failure.
 */
import { get, type Failure, type Result } from '../api/client';

export class Question<T> {
  answer = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  waiting = $state(false);
  /** When the answer came, on this device's clock. */
  answered_at = $state<number | null>(null);
  #turn = 0;
  #asking: (() => Promise<Result<T>>) | null = null;
  #isStale = false;

  /** What the server has at this path. */
  at(path: string): Promise<void> {
    return this.ask(() => get<T>(path));
  }

  async ask(asking: () => Promise<Result<T>>): Promise<void> {
    const turn = ++this.#turn;
    this.#asking = asking;
    this.waiting = true;
    const result = await asking();
    if (turn !== this.#turn) return;
    this.waiting = false;
    if (result.kind === 'not_modified') return;
    this.failure = result.kind === 'ok' ? null : result;
    // A figure of another period under a failure would be read as the answer to this one.
    this.answer = result.kind === 'ok' ? result.value : null;
    this.answered_at = result.kind === 'ok' ? Date.now() : null;
    if (this.#isStale) await this.refresh();
  }

  async again(): Promise<void> {
    if (this.#asking !== null) await this.ask(this.#asking);
  }

  /** Asks again for what is shown, without a sign of it. A failure leaves the older answer: it still is one. */
  async refresh(): Promise<void> {
    this.#isStale = this.waiting; // an answer under way may have been made before the change: once more after it
    if (this.#asking === null || this.waiting) return;
    const turn = ++this.#turn;
    const result = await this.#asking();
    if (turn !== this.#turn || result.kind !== 'ok') return;
    this.failure = null;
    this.answer = result.value;
    this.answered_at = Date.now();
  }

  /** Nothing was asked yet, or what was asked no longer counts. */
  forget(): void {
    this.#turn += 1;
    this.#asking = null;
    this.answer = null;
    this.failure = null;
    this.waiting = false;
    this.answered_at = null;
  }

  get isMissing(): boolean {
    return this.failure?.kind === 'problem' && this.failure.problem.status === 404;
  }
}
