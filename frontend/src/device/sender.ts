/** When to send: at once after every save and every sign of life, else with growing pauses.
 *
 * Full jitter up to five minutes, so that forty phones behind one recovered router do not arrive together. What the
 * server asks for by Retry-After is kept even if a person is impatient. The state is never left "sending": it is set
 * back in `finally` (Enketo's queue stood still for 15 minutes because a thrown error left its flag set).
 */
import type { Drained, Failing } from './outbox';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const OTHER_TAB_PAUSE_MS = 5_000;

export type SenderState =
  | { readonly kind: 'resting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'pausing'; readonly failure: Failing | { readonly kind: 'other_tab' }; readonly until_ms: number };

export type SenderPorts = {
  /** One batch; null if another tab holds the lock. */
  readonly drain: () => Promise<Drained | null>;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly random: () => number;
  readonly later: (run: () => void, delay_ms: number) => () => void;
  readonly changed: (state: SenderState) => void;
};

export class Sender {
  readonly #ports: SenderPorts;
  #failures = 0;
  #notBefore_ms = 0;
  #running = false;
  #again = false;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** Something speaks for trying now: a save, the network, the app in front again, a person. */
  async kick(): Promise<void> {
    this.#failures = 0;
    await this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #run(): Promise<void> {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    const wait_ms = this.#notBefore_ms - this.#ports.now();
    if (wait_ms > 0) {
      this.#schedule(wait_ms);
      return;
    }
    this.#cancel();
    this.#running = true;
    try {
      await this.#untilDone();
    } finally {
      this.#running = false;
    }
  }

  async #untilDone(): Promise<void> {
    for (;;) {
      this.#again = false;
      this.#ports.changed({ kind: 'sending' });
      let drained: Drained | null;
      try {
        drained = await this.#ports.drain();
      } catch {
        // The database or the lock failed: the entries are where they were.
        drained = { kind: 'failed', failure: { kind: 'unreadable' } };
      }
      if (drained === null) return this.#pause({ kind: 'other_tab' }, OTHER_TAB_PAUSE_MS);
      if (drained.kind === 'failed') return this.#backOff(drained.failure);
      this.#failures = 0;
      if (drained.kind === 'progress' ? !drained.more && !this.#again : !this.#again) break;
    }
    this.#ports.changed({ kind: 'resting' });
  }

  #backOff(failure: Failing): void {
    const ceiling_ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    const asked_ms = 'retry_after_ms' in failure ? (failure.retry_after_ms ?? 0) : 0;
    if (asked_ms > 0) this.#notBefore_ms = this.#ports.now() + asked_ms;
    this.#pause(failure, Math.max(asked_ms, this.#ports.random() * ceiling_ms));
  }

  #pause(failure: Failing | { readonly kind: 'other_tab' }, delay_ms: number): void {
    this.#ports.changed({ kind: 'pausing', failure, until_ms: this.#ports.now() + delay_ms });
    this.#schedule(delay_ms);
  }

  #schedule(delay_ms: number): void {
    this.#cancel();
    if (!this.#stopped) this.#cancel = this.#ports.later(() => void this.#run(), delay_ms);
  }
}
