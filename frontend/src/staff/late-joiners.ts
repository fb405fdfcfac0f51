/** Choosing among people who were not told: one person may stand there once for each notice. Pure. */
import type { LateJoiner } from './wire';

export const keyOf = (person: LateJoiner): string =>
  `${person.staff_notice_id} ${person.staff_member_id} ${person.store_id}`;

/** For each notice the chosen people, each once. */
export function byNotice(people: readonly LateJoiner[], chosen: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const person of people) {
    if (!chosen.has(keyOf(person))) continue;
    const there = found.get(person.staff_notice_id) ?? [];
    if (!there.includes(person.staff_member_id)) there.push(person.staff_member_id);
    found.set(person.staff_notice_id, there);
  }
  return found;
}
