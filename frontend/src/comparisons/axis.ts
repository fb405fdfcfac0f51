/** Where a figure stands on an axis of points. Pure; IntervalAxis, the caterpillar and the funnel draw. */

/** A stretch of the axis, in basis points; a bar that begins at zero has the full one. */
export type Scale = { readonly low_bp: number; readonly high_bp: number };

export const FULL_SCALE: Scale = { low_bp: 0, high_bp: 10_000 };
export const AXIS_TICKS = [0, 25, 50, 75, 100] as const;

const STEP_BP = 1_000;
const NARROWEST_BP = 2 * STEP_BP; // a narrower stretch would blow up a difference of a point

/** Percent of the axis' length: 8 333 bp is 83.33; what lies outside the scale stands at its end. */
export function positionOf(bp: number, scale: Scale = FULL_SCALE): number {
  const within = Math.min(scale.high_bp, Math.max(scale.low_bp, bp)) - scale.low_bp;
  return (100 * within) / (scale.high_bp - scale.low_bp);
}

export type DrawnInterval = { readonly from: number; readonly length: number };

/** The bar of an interval; null where there is none. An interval of no width keeps a length of 0. */
export function intervalOf(
  low_bp: number | null,
  high_bp: number | null,
  scale: Scale = FULL_SCALE,
): DrawnInterval | null {
  if (low_bp === null || high_bp === null || high_bp < low_bp) return null;
  const from = positionOf(low_bp, scale);
  return { from, length: positionOf(high_bp, scale) - from };
}

/** The tens of points that hold every value, at least twenty points apart; without values the full scale. */
export function scaleAround(values_bp: readonly number[]): Scale {
  if (values_bp.length === 0) return FULL_SCALE;
  const low_bp = Math.max(0, Math.floor(Math.min(...values_bp) / STEP_BP) * STEP_BP);
  const high_bp = Math.min(10_000, Math.ceil(Math.max(...values_bp) / STEP_BP) * STEP_BP);
  if (high_bp - low_bp >= NARROWEST_BP) return { low_bp, high_bp };
  return low_bp + NARROWEST_BP <= 10_000
    ? { low_bp, high_bp: low_bp + NARROWEST_BP }
    : { low_bp: 10_000 - NARROWEST_BP, high_bp: 10_000 };
}

/** The marks of a scale in whole points: every ten, every twenty where more than six tens are shown. */
export function ticksOf(scale: Scale): readonly number[] {
  const every = scale.high_bp - scale.low_bp > 6 * STEP_BP ? 20 : 10;
  const ticks: number[] = [];
  for (let tick = Math.ceil(scale.low_bp / 100 / every) * every; tick * 100 <= scale.high_bp; tick += every)
    ticks.push(tick);
  return ticks;
}

/** The step of the heat map's scale: 0 for under 50, then one per ten points, 5 for 90 and more. */
export const heatStepOf = (mean_bp: number): 0 | 1 | 2 | 3 | 4 | 5 => {
  if (mean_bp < 5_000) return 0;
  if (mean_bp < 6_000) return 1;
  if (mean_bp < 7_000) return 2;
  if (mean_bp < 8_000) return 3;
  return mean_bp < 9_000 ? 4 : 5;
};
