/** Time on the device, as parameters: the wall clock may jump, the monotonic one never goes back. */
import type { Fixed, Schemas } from '../api/wire';

/** An instant: UTC, the device's offset from it, and milliseconds since the visit began (never negative: waits are
 * computed from these, because wall clocks get corrected).
 */
export type Moment = Fixed<Schemas['Moment']>;

export type Clock = {
  /** Milliseconds since 1970 by the phone's clock. */
  wall(): number;
  /** Milliseconds since some start; survives a reload of the page (deviceClock). */
  monotonic(): number;
  /** Minutes to add to UTC for the phone's local time. */
  offsetMinutes(wall_ms: number): number;
};

export function momentOf(clock: Clock, began_monotonic_ms: number): Moment {
  const wall_ms = clock.wall();
  return {
    at: new Date(wall_ms).toISOString(),
    offset_minutes: clock.offsetMinutes(wall_ms),
    elapsed_ms: Math.max(0, Math.round(clock.monotonic() - began_monotonic_ms)),
  };
}

export type ClockMark = { readonly wall_ms: number; readonly monotonic_ms: number };

/** A clock that is told when the page goes out of sight and comes back: a sleeping phone's own monotonic clock stands
 * still, and a wait between two time marks is mostly spent in a pocket.
 */
export type DeviceClock = Clock & { hide(): void; show(): void };

export type Hands = Pick<Clock, 'wall' | 'monotonic'>;

const BROWSER: Hands = { wall: () => Date.now(), monotonic: () => performance.now() };
const LEAST_SLEEP_MS = 1_000; // the two clocks drift apart by less without anybody sleeping
const LONGEST_AWAY_MS = 400 * 86_400_000; // a wall clock that says more has been set
const LONGEST_SLEEP_MS = 12 * 3_600_000; // beyond, somebody has set the clock; nobody is in a store for so long

/** How long the page was away, by the wall clock: one set back, or by years, says nothing. */
function awayMs(mark: ClockMark | null, hands: Hands): number {
  const by_wall_ms = mark === null ? 0 : hands.wall() - mark.wall_ms;
  return by_wall_ms > 0 && by_wall_ms <= LONGEST_AWAY_MS ? by_wall_ms : 0;
}

/** The browser's clock, going on from where `mark` stood before the reload.
 *
 * While the page is in sight only the monotonic clock counts: a difference is then a wall clock that was set.
 */
export function deviceClock(mark: ClockMark | null, hands: Hands = BROWSER): DeviceClock {
  let base_ms = (mark?.monotonic_ms ?? 0) + awayMs(mark, hands) - hands.monotonic();
  let hidden: ClockMark | null = null;
  const monotonic = () => base_ms + hands.monotonic();
  return {
    wall: () => hands.wall(),
    monotonic,
    offsetMinutes: (wall_ms) => -new Date(wall_ms).getTimezoneOffset(),
    hide() {
      hidden ??= { wall_ms: hands.wall(), monotonic_ms: monotonic() };
    },
    show() {
      if (hidden === null) return;
      const asleep_ms = hands.wall() - hidden.wall_ms - (monotonic() - hidden.monotonic_ms);
      hidden = null;
      if (asleep_ms >= LEAST_SLEEP_MS && asleep_ms <= LONGEST_SLEEP_MS) base_ms += asleep_ms;
    },
  };
}

/** The calendar day of an instant in a zone, as "2026-11-23". */
export function dayIn(timeZone: string, wall_ms: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(wall_ms);
}
