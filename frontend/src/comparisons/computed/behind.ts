/** The address of the visits behind a figure, on the server and in the app: the same filters in both. Pure. */
import { viewIn, type View } from '../view';
import type { Behind } from './explained';

const NARROWING = ['store_id', 'business_area_key', 'criterion_key', 'staff_member_id', 'evaluator_code'] as const;

/** `key` is the one that the figure was counted under, which the address of the screen may not name. */
export function behindQuery(view: View, key: string | null, behind: Behind): string {
  const query = new URLSearchParams({
    from_on: behind.from_on ?? view.from_on,
    to_on: behind.to_on ?? view.to_on,
  });
  const area_id = behind.area_id === undefined ? view.area_id : behind.area_id;
  if (area_id !== null) query.set('area_id', area_id);
  const comparability_key = behind.comparability_key ?? key;
  if (comparability_key !== null) query.set('comparability_key', comparability_key);
  for (const name of NARROWING) {
    const value = behind[name];
    if (value !== undefined) query.set(name, value);
  }
  return `?${query}`;
}

/** What such an address says. */
export function behindIn(query: URLSearchParams, today: string): { readonly view: View; readonly behind: Behind } {
  const named = NARROWING.flatMap((name) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return { view: viewIn(query, today), behind: Object.fromEntries(named) };
}
