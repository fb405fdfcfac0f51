/** A form that is checked when it is sent: what is wrong in it, whether it is on its way, why it failed.
 *
 * The counterpart of organisation/question.svelte.ts, for screens that write. What the server says about single fields
 * is not inside.
 */
import type { Failure, Result } from '../api/client';

export type FieldCheck = { readonly fieldId: string; readonly text: string; readonly wrong: boolean };

export class FilledForm {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #tried = $state(false);
  readonly #checks: () => readonly FieldCheck[];

  constructor(checks: () => readonly FieldCheck[]) {
    this.#checks = checks;
  }

  /** None before somebody has tried to send it: nobody is told off while typing. */
  get faults(): readonly FieldCheck[] {
    return this.#tried ? this.#checks().filter((check) => check.wrong) : [];
  }

  faultAt(fieldId: string): string | null {
    return this.faults.find((fault) => fault.fieldId === fieldId)?.text ?? null;
  }

  /** Asks the server if nothing is wrong; whether it took it. The form is then as if nobody had tried yet. */
  async send(event: SubmitEvent, ask: () => Promise<Result<unknown>>): Promise<boolean> {
    event.preventDefault();
    this.#tried = true;
    if (this.busy || this.faults.length > 0) return false;
    this.busy = true;
    const answer = await ask();
    this.busy = false;
    this.failure = answer.kind === 'ok' || answer.kind === 'not_modified' ? null : answer;
    if (answer.kind !== 'ok') return false;
    this.#tried = false;
    return true;
  }
}
