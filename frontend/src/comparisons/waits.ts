/** How measured values and the bins of their distribution are written and parted. Pure. */
import { countText, waitText } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { MeasuredWaits, WaitBin } from './wire';

/** "1:35" for a time, else the number with its unit. */
export function amountText(language: Language, unit: string | null, value: number): string {
  if (unit === 'ms') return waitText(value);
  const number = countText(language, value);
  return unit === null || unit === 'count' ? number : `${number} ${unit}`;
}

/** Whether all of a bin keeps the promise; the target is always an end of one. */
export function keepsPromise(waits: Pick<MeasuredWaits, 'better' | 'target'>, bin: WaitBin): boolean {
  if (waits.better === 'lower') return bin.to_value !== null && bin.to_value <= waits.target;
  return bin.from_value !== null && bin.from_value >= waits.target;
}

/** The bins from the best to the worst, and behind which of them the promise ends: -1 is before all. Empty bins
 * beyond both the promise and every measurement are left out. */
export function fromTheBest(waits: Pick<MeasuredWaits, 'better' | 'target' | 'bins'>): {
  readonly bins: readonly WaitBin[];
  readonly promiseEndsAfter: number;
} {
  const bins = waits.better === 'lower' ? waits.bins : [...waits.bins].reverse();
  const promiseEndsAfter = bins.findLastIndex((bin) => keepsPromise(waits, bin));
  const last = Math.max(
    promiseEndsAfter,
    bins.findLastIndex((bin) => bin.count > 0),
  );
  return { bins: bins.slice(0, last + 1), promiseEndsAfter };
}
