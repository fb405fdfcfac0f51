/** The stores as a list shows them: in groups, or in one order without groups; long groups begin with their front. Pure. */
import { ordered, type RowOrder } from './row-order';
import { placedOf } from './standing';
import { groupsOf, type TierKey } from './tiers';
import type { StoreRow } from './wire';

/** What a person looks through; the rest is one press away, and 500 rows would keep a phone from answering. */
export const SHOWN_AT_FIRST = 50;

export type ShownGroup = {
  /** null: an order of all stores, without groups. */
  readonly tier: TierKey | null;
  readonly rows: readonly StoreRow[];
  /** With those that are not shown yet. */
  readonly count: number;
  /** There are more than these, which a press shows. */
  readonly isCut: boolean;
};

export function shownGroups(
  rows: readonly StoreRow[],
  order: RowOrder,
  wholes: ReadonlySet<TierKey | null>,
  language: string,
): readonly ShownGroup[] {
  const { by } = order;
  const groups =
    by === 'tier'
      ? groupsOf(rows, placedOf, language)
      : [{ tier: null, rows: ordered(rows, { by, direction: order.direction }, language) }];
  return groups.map((group) => ({
    tier: group.tier,
    rows: wholes.has(group.tier) ? group.rows : group.rows.slice(0, SHOWN_AT_FIRST),
    count: group.rows.length,
    isCut: !wholes.has(group.tier) && group.rows.length > SHOWN_AT_FIRST,
  }));
}
