/**
 * The one division that a score may pass through, and how basis points are shown.
 *
 * Half is rounded away from zero, and never to -0. `Math.round` (half up) and `toFixed` (binary
 * fractions) stay out. The same rules in Python: backend/floorwalk/scoring/rounding.py.
 */

const NO_SCORE_SHOWN = '–';
/** A half-width of one point; wider, and a decimal would feign precision. */
const WIDEST_INTERVAL_WITH_DECIMALS_BP = 200;

/** The integer nearest to numerator / divisor, half away from zero; for safe integers and a divisor above 0. */
export function rdiv(numerator: number, divisor: number): number {
  if (numerator < 0) return 0 - rdiv(-numerator, divisor);
  const a = 2 * numerator + divisor;
  const b = 2 * divisor;
  return (a - (a % b)) / b;
}

/** Percent with one decimal, from the stored integer: 9 995 is "100.0", -4 is "0.0", null is "–". */
export function shown(bp: number | null, decimalMark = '.'): string {
  if (bp === null) return NO_SCORE_SHOWN;
  const tenths = rdiv(bp, 10);
  const size = Math.abs(tenths);
  return `${tenths < 0 ? '-' : ''}${(size - (size % 10)) / 10}${decimalMark}${size % 10}`;
}

/** Whole percent, from the stored integer and not from the decimal shown: 4 949 is "49", 4 950 is "50". */
export function shownWhole(bp: number | null): string {
  return bp === null ? NO_SCORE_SHOWN : String(rdiv(bp, 100));
}

/** One decimal, or whole percent where the interval's half-width is above one point. */
export function shownWithInterval(bp: number | null, ciLowBp: number, ciHighBp: number, decimalMark = '.'): string {
  return ciHighBp - ciLowBp > WIDEST_INTERVAL_WITH_DECIMALS_BP ? shownWhole(bp) : shown(bp, decimalMark);
}
