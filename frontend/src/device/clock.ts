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

const LONGEST_AWAY_MS = 400 * 86_400_000; // a wall clock that says more has been set

/** How long the page was away, by the wall clock: one set back, or by years, says nothing. */
function awayMs(mark: ClockMark | null): number {
  const by_wall_ms = mark === null ? 0 : Date.now() - mark.wall_ms;
  return by_wall_ms > 0 && by_wall_ms <= LONGEST_AWAY_MS ? by_wall_ms : 0;
}

/** The browser's clock, going on from where `mark` stood before the reload. */
export function deviceClock(mark: ClockMark | null): Clock {
  const base_ms = (mark?.monotonic_ms ?? 0) + awayMs(mark) - performance.now();
  return {
    wall: () => Date.now(),
    monotonic: () => base_ms + performance.now(),
    offsetMinutes: (wall_ms) => -new Date(wall_ms).getTimezoneOffset(),
  };
}

/** The calendar day of an instant in a zone, as "2026-11-23". */
export function dayIn(timeZone: string, wall_ms: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(wall_ms);
}
