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

const LONGEST_AWAY_MS = 30 * 86_400_000; // a wall clock that says more has jumped, and no wait is that long

/** The browser's clock, going on from where `mark` stood before the reload; a wall clock set back adds nothing,
 * and one set forward at most a month. */
export function deviceClock(mark: ClockMark | null): Clock {
  const away_ms = mark === null ? 0 : Math.min(LONGEST_AWAY_MS, Math.max(0, Date.now() - mark.wall_ms));
  const base_ms = (mark?.monotonic_ms ?? 0) + away_ms - performance.now();
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
