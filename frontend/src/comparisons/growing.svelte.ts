/** A long list is drawn a part at a time: what fills a screen at once, the rest whenever nothing else is to do.
 *
 * It only ever grows at its end, so nothing moves under a finger, and soon all of it is there to be searched and read
 * aloud. For paper all of it is drawn before the page is printed.
 */
import { flushSync } from 'svelte';

/** Not in Safari; there a short pause serves. */
const whenIdle = (then: () => void): (() => void) => {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(then);
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(then, 30);
  return () => clearTimeout(handle);
};

export class Growing {
  #drawn = $state(0);
  readonly #step: number;

  /** `step` rows at once; with `whole` all of them, for an address that names a part of the page. */
  constructor(step: number, whole = false) {
    this.#step = step;
    this.#drawn = whole ? Number.POSITIVE_INFINITY : step;
  }

  /** How many rows are drawn by now; more than there are when all of them are. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Call in an effect, with the number of rows that there are. */
  grow(rowCount: number): () => void {
    const drawAll = () => flushSync(() => (this.#drawn = Number.POSITIVE_INFINITY));
    addEventListener('beforeprint', drawAll);
    const cancel = this.#drawn < rowCount ? whenIdle(() => (this.#drawn += this.#step)) : () => undefined;
    return () => {
      removeEventListener('beforeprint', drawAll);
      cancel();
    };
  }
}

/** The first `drawn` rows of groups that stand under each other; groups that begin later are left out. */
export function drawnOf<G extends { readonly rows: readonly unknown[] }>(groups: readonly G[], drawn: number): G[] {
  let left = drawn;
  return groups.flatMap((group) => {
    if (left <= 0) return [];
    const rows = group.rows.slice(0, left);
    left -= group.rows.length;
    return [{ ...group, rows }];
  });
}
