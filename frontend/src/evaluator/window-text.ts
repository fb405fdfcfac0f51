/** The days of an assignment in words, as seen from the store's today. Pure. */
import type { AssignmentsListTexts } from '../messages/assignments-list.en';
import type { Language } from '../messages/language.svelte';

/** "Thu 3 Dec": no year, for a window is near. */
export const shortDay = (language: Language, day: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);

type Window = { readonly from_on: string; readonly to_on: string };

export function windowText(
  { from_on, to_on }: Window,
  today: string,
  language: Language,
  texts: AssignmentsListTexts,
): string {
  if (from_on > today)
    return from_on === to_on
      ? texts.on(shortDay(language, from_on))
      : texts.between(shortDay(language, from_on), shortDay(language, to_on));
  if (to_on === today) return texts.lastDayToday;
  return to_on === dayAfter(today) ? texts.untilTomorrow : texts.until(shortDay(language, to_on));
}
