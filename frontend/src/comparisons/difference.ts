/** A against B, as the address says it and as it is asked. Pure.
 *
 * A side is "all", "area:<id>" or "store:<id>". A has the period of the view; B has its own, or the same.
 */
import { daysAfter, isDay, type View } from './view';

type Days = { readonly from_on: string; readonly to_on: string };

export type Sides = {
  readonly a: string | null;
  readonly b: string | null;
  /** null: the period of A. */
  readonly periodOfB: Days | null;
};

const SIDE = /^(all|(area|store):[0-9a-f-]{36})$/;
const sideIn = (text: string | null) => (text !== null && SIDE.test(text) ? text : null);

export function sidesIn(query: URLSearchParams): Sides {
  const from_on = query.get('b_from_on');
  const to_on = query.get('b_to_on');
  return {
    a: sideIn(query.get('a')),
    b: sideIn(query.get('b')),
    periodOfB: isDay(from_on) && isDay(to_on) ? { from_on, to_on } : null,
  };
}

/** As many days, ending on the day before the period begins. */
export function periodBefore(view: Days): Days {
  const length = (Date.parse(view.to_on) - Date.parse(view.from_on)) / 86_400_000;
  const to_on = daysAfter(view.from_on, -1);
  return { from_on: daysAfter(to_on, -length), to_on };
}

export const areEqual = (one: Days, other: Days): boolean => one.from_on === other.from_on && one.to_on === other.to_on;

export type PeriodOfB = 'same' | 'before' | 'other';

export function periodKindOf(view: Days, periodOfB: Days | null): PeriodOfB {
  if (periodOfB === null || areEqual(view, periodOfB)) return 'same';
  return areEqual(periodOfB, periodBefore(view)) ? 'before' : 'other';
}

/** Nothing can be said of a thing against itself. */
export const isSame = (view: Days, sides: Sides): boolean =>
  sides.a !== null && sides.a === sides.b && periodKindOf(view, sides.periodOfB) === 'same';

/** The address of the answer; null while it is not said what A and B are. */
export function questionOf(view: View, sides: Sides): string | null {
  if (sides.a === null || sides.b === null || isSame(view, sides)) return null;
  const query = new URLSearchParams({ a: sides.a, b: sides.b, from_on: view.from_on, to_on: view.to_on });
  if (sides.periodOfB !== null) {
    query.set('b_from_on', sides.periodOfB.from_on);
    query.set('b_to_on', sides.periodOfB.to_on);
  }
  if (view.comparability_key !== null) query.set('comparability_key', view.comparability_key);
  return `/api/comparisons/difference?${query}`;
}

/** The largest of the axis either way, in whole tens of points, so that zero stands in the middle. */
export function reachOf(values_bp: readonly number[]): number {
  const most = Math.max(0, ...values_bp.map(Math.abs));
  return Math.max(1_000, Math.ceil(most / 1_000) * 1_000);
}
