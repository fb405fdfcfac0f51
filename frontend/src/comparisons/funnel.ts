/** The funnel: each store's mean over its number of visits, between the limits of what chance alone would do. Pure.
 *
 * Distances are percent of the drawing from its upper start corner; FunnelPlot.svelte draws.
 */
import { positionOf, scaleAround, type Scale } from './axis';
import type { TierKey } from './tiers';

/** What the peers' mean would spread to by chance alone at this number of visits. */
export type FunnelLimit = { readonly visit_count: number; readonly lower_bp: number; readonly upper_bp: number };
type Placed = { readonly visit_count: number; readonly mean_bp: number };

export type Funnel = {
  readonly scale: Scale;
  /** The number of visits at the far end. */
  readonly reach: number;
};

/** Limits at few visits may be wider than any figure: they are cut off rather than flatten the rest. */
export function funnelOf(points: readonly Placed[], limits: readonly FunnelLimit[]): Funnel {
  const most = Math.max(1, ...points.map((point) => point.visit_count));
  const every = stepOf(most);
  const narrowest = limits.filter((limit) => limit.visit_count >= 3 && limit.visit_count <= most);
  return {
    scale: scaleAround([
      ...points.map((point) => point.mean_bp),
      ...narrowest.flatMap((limit) => [limit.lower_bp, limit.upper_bp]),
    ]),
    reach: (Math.floor(most / every) + 1) * every,
  };
}

/** At most six marks on the axis of visits: 1, 2 or 5 times a power of ten apart. */
function stepOf(most: number): number {
  for (let power = 1; ; power *= 10)
    for (const factor of [1, 2, 5]) if (most / (factor * power) < 6) return factor * power;
}

export function visitTicksOf(funnel: Funnel): readonly number[] {
  const every = stepOf(funnel.reach - 1);
  const ticks: number[] = [];
  for (let tick = 0; tick <= funnel.reach; tick += every) ticks.push(tick);
  return ticks;
}

export const acrossOf = (funnel: Funnel, visit_count: number): number =>
  (100 * Math.min(funnel.reach, visit_count)) / funnel.reach;
export const downOf = (funnel: Funnel, bp: number): number => 100 - positionOf(bp, funnel.scale);

/** The two lines of the limits as points of an SVG polyline on a drawing of 100 × 100. */
export function limitLines(funnel: Funnel, limits: readonly FunnelLimit[]): { low: string; high: string } {
  const along = [...limits]
    .filter((limit) => limit.visit_count <= funnel.reach)
    .sort((a, b) => a.visit_count - b.visit_count);
  const line = (bp: (limit: FunnelLimit) => number) =>
    along
      .map((limit) => `${rounded(acrossOf(funnel, limit.visit_count))},${rounded(downOf(funnel, bp(limit)))}`)
      .join(' ');
  return { low: line((limit) => limit.lower_bp), high: line((limit) => limit.upper_bp) };
}

const rounded = (percent: number) => Math.round(percent * 100) / 100;

/** The limits that the server drew nearest below a number of visits. */
export const chanceAt = (limits: readonly FunnelLimit[], visit_count: number): FunnelLimit | null =>
  limits.filter((limit) => limit.visit_count <= visit_count).at(-1) ?? null;

/** How far a mean lies beyond its limit, as a share of the way from the middle to it; 0 within the limits. */
export function beyondOf(limits: readonly FunnelLimit[], { visit_count, mean_bp }: Placed): number {
  const limit = chanceAt(limits, visit_count);
  if (limit === null) return 0;
  const over = Math.max(mean_bp - limit.upper_bp, limit.lower_bp - mean_bp);
  return Math.max(0, over) / Math.max(1, (limit.upper_bp - limit.lower_bp) / 2);
}

/** A label needs a line of its own; more of them than this cover the picture. */
export const MOST_NAMED = 12;

/** Whoever the picture has something to say of: those in the groups above and below, then those outside the limits;
 * the furthest first. */
export function notable<Store extends Placed & { readonly tier: TierKey }>(
  stores: readonly Store[],
  limits: readonly FunnelLimit[],
): readonly Store[] {
  const differs = ({ tier }: Store) => tier === 'above' || tier === 'below';
  return stores
    .map((store) => ({ store, beyond: beyondOf(limits, store) }))
    .filter(({ store, beyond }) => beyond > 0 || differs(store))
    .sort((a, b) => Number(differs(b.store)) - Number(differs(a.store)) || b.beyond - a.beyond)
    .map(({ store }) => store);
}

/** A name beside its mark: from where to where it reaches across, and how far down the mark is, in percent. */
export type Label = { readonly from: number; readonly to: number; readonly down: number };

/** `width` in percent. Right of the middle a name stands before its mark. */
export const labelAt = (across: number, down: number, width: number): Label =>
  across > 50 ? { from: across - width, to: across, down } : { from: across, to: across + width, down };

/** Heights for the names, in the order given: names that would meet are at least `gap` apart, and all are within the
 * drawing. A name in another column moves none. */
export function labelHeights(labels: readonly Label[], gap: number): readonly number[] {
  const placed = labels.map((label) => ({ ...label, height: label.down }));
  const meets = (one: Label, other: Label) => one.from < other.to && other.from < one.to;
  const order = [...placed].sort((a, b) => a.down - b.down);
  order.forEach((one, place) => {
    for (const above of order.slice(0, place)) {
      if (meets(one, above)) one.height = Math.max(one.height, above.height + gap);
    }
  });
  [...order].reverse().forEach((one, place, all) => {
    one.height = Math.min(one.height, 100);
    for (const under of all.slice(0, place)) {
      if (meets(one, under)) one.height = Math.min(one.height, under.height - gap);
    }
  });
  return placed.map(({ height }) => height);
}

/** Very many points as one path of dots on a drawing of 100 × 100; what falls on the same spot is drawn once. */
export function dotsOf(funnel: Funnel, points: readonly Placed[]): string {
  const quarter = (percent: number) => Math.round(4 * percent) / 4;
  const spots = new Set(
    points.map(
      (point) => `M${quarter(acrossOf(funnel, point.visit_count))} ${quarter(downOf(funnel, point.mean_bp))}h0`,
    ),
  );
  return [...spots].join('');
}
