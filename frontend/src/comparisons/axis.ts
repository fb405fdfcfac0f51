/** Where a figure stands on the axis from 0 to 100. Pure; IntervalAxis.svelte draws. */

export const AXIS_TICKS = [0, 25, 50, 75, 100] as const;

/** Percent of the axis' length: 8 333 bp is 83.33; what lies outside the scale stands at its end. */
export const positionOf = (bp: number): number => Math.min(10_000, Math.max(0, bp)) / 100;

export type DrawnInterval = { readonly from: number; readonly length: number };

/** The bar of an interval; null where there is none. An interval of no width keeps a length of 0. */
export function intervalOf(low_bp: number | null, high_bp: number | null): DrawnInterval | null {
  if (low_bp === null || high_bp === null || high_bp < low_bp) return null;
  const from = positionOf(low_bp);
  return { from, length: positionOf(high_bp) - from };
}

/** The step of the heat map's scale: 0 for under 50, then one per ten points, 5 for 90 and more. */
export const heatStepOf = (mean_bp: number): 0 | 1 | 2 | 3 | 4 | 5 => {
  if (mean_bp < 5_000) return 0;
  if (mean_bp < 6_000) return 1;
  if (mean_bp < 7_000) return 2;
  if (mean_bp < 8_000) return 3;
  return mean_bp < 9_000 ? 4 : 5;
};
