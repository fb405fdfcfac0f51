/** The order of the heat map's rows, as the address says it: by name, or by one business area. Pure. */
import { displayed } from './figures';
import type { HeatmapCell, HeatmapRow } from './wire';

/** `by` is the key of a business area; null is the store's name. */
export type HeatOrder = { readonly by: string | null; readonly direction: 'ascending' | 'descending' };

const NAME = 'name';

export function heatOrderIn(query: URLSearchParams): HeatOrder {
  const text = query.get('order') ?? NAME;
  const key = text.replace(/^-/, '');
  return { by: key === NAME ? null : key, direction: text.startsWith('-') ? 'descending' : 'ascending' };
}

export const heatOrderText = ({ by, direction }: HeatOrder): string =>
  (direction === 'descending' ? '-' : '') + (by ?? NAME);

/** The lowest first, because that is what one looks for; a second press turns it round. */
export function heatPressed(now: HeatOrder, by: string | null): HeatOrder {
  const turned = now.by === by && now.direction === 'ascending';
  return { by, direction: turned ? 'descending' : 'ascending' };
}

export const cellOf = (row: HeatmapRow, key: string): HeatmapCell | null =>
  row.cells.find((cell) => cell.business_area_key === key) ?? null;

function meanOf(row: HeatmapRow, key: string): number | null {
  const cell = cellOf(row, key);
  if (cell === null) return null;
  const shown = displayed(cell.figure);
  return shown.kind === 'mean' ? shown.mean_bp : null;
}

/** Stores without a mean stand last in both directions; equal ones by name. */
export function heatOrdered(rows: readonly HeatmapRow[], order: HeatOrder, language: string): readonly HeatmapRow[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = order.direction === 'ascending' ? 1 : -1;
  const { by } = order;
  return [...rows].sort((a, b) => {
    const names = collator.compare(a.name, b.name);
    if (by === null) return sign * names;
    const x = meanOf(a, by);
    const y = meanOf(b, by);
    if (x === null || y === null) return x === y ? names : x === null ? 1 : -1;
    return sign * (x - y) || names;
  });
}
