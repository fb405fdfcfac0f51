/** What a picture of very many stores shows: all of them up to a bound, beyond it what a reader looks for. Pure. */
import type { TierKey } from './tiers';

/** More than a national chain has; further lines and marks nobody tells apart. */
export const MOST_DRAWN = 500;
/** Of a longer order: so many from either end, and as many again of those that differ measurably. */
export const EACH_END = 100;

/** `skipped`: how many are left out just before this one. */
export type Line<Row> = { readonly row: Row; readonly skipped: number };

const isEnd = (place: number, count: number) => place < EACH_END || place >= count - EACH_END;

/** The rows in their order; of too many both ends, and those above and below their peers that are nearest to them. */
export function linesOf<Row>(rows: readonly Row[], tierOf: (row: Row) => TierKey): readonly Line<Row>[] {
  if (rows.length <= MOST_DRAWN) return rows.map((row) => ({ row, skipped: 0 }));
  const between = rows
    .map((row, place) => ({ tier: tierOf(row), place }))
    .filter(({ place }) => !isEnd(place, rows.length));
  const differing = [
    ...between.filter(({ tier }) => tier === 'above').slice(0, EACH_END),
    ...between.filter(({ tier }) => tier === 'below').slice(-EACH_END),
  ];
  const kept = new Set(differing.map(({ place }) => place));
  let last = -1;
  return rows.flatMap((row, place) => {
    if (!isEnd(place, rows.length) && !kept.has(place)) return [];
    const skipped = place - last - 1;
    last = place;
    return [{ row, skipped }];
  });
}
