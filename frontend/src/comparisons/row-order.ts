/** The order of the stores' rows, as the address says it. Pure. An order is not a rank: nothing is numbered. */
import { displayed } from './figures';
import type { StoreRow } from './wire';

/** `tier` is the order of the groups (tiers.ts), which has no other direction. */
export const ORDERS = ['tier', 'name', 'visits', 'mean'] as const;
export type OrderKey = (typeof ORDERS)[number];
export type RowOrder = { readonly by: OrderKey; readonly direction: 'ascending' | 'descending' };

const FIRST_DIRECTION: Readonly<Record<OrderKey, RowOrder['direction']>> = {
  tier: 'ascending',
  name: 'ascending',
  visits: 'descending',
  mean: 'descending',
};

/** "mean" or "-mean"; the minus sign is descending. Anything else is by groups. */
export function orderIn(query: URLSearchParams): RowOrder {
  const text = query.get('order') ?? 'tier';
  const by = ORDERS.find((order) => order === text.replace(/^-/, '')) ?? 'tier';
  return { by, direction: text.startsWith('-') ? 'descending' : 'ascending' };
}

export const orderText = (order: RowOrder): string => (order.direction === 'descending' ? '-' : '') + order.by;

/** A second press on the same column turns it round. */
export function pressed(now: RowOrder, by: OrderKey): RowOrder {
  if (now.by !== by) return { by, direction: FIRST_DIRECTION[by] };
  return { by, direction: now.direction === 'ascending' ? 'descending' : 'ascending' };
}

function valueOf(row: StoreRow, by: 'visits' | 'mean'): number | null {
  if (by === 'visits') return row.figure.visit_count;
  const shown = displayed(row.figure);
  return shown.kind === 'mean' ? shown.mean_bp : null;
}

/** Stores without a mean stand last in both directions; equal ones stay in the order of their names. */
export function ordered(
  rows: readonly StoreRow[],
  order: { readonly by: Exclude<OrderKey, 'tier'>; readonly direction: RowOrder['direction'] },
  language: string,
): readonly StoreRow[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = order.direction === 'ascending' ? 1 : -1;
  const { by } = order;
  return [...rows].sort((a, b) => {
    const names = collator.compare(a.name, b.name);
    if (by === 'name') return sign * names;
    const x = valueOf(a, by);
    const y = valueOf(b, by);
    if (x === null || y === null) return x === y ? names : x === null ? 1 : -1;
    return sign * (x - y) || names;
  });
}
