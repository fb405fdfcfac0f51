/** How numbers, times and localised texts are written for people. Pure: the language is a parameter.
 *
 * Scores follow the display rule of the scoring rules: one decimal from the stored integer, half away from zero.
 */
import { shown } from '../scoring/rounding';
import { dateFormat, numberFormat, pluralRules } from './intl';
import type { Language } from './language.svelte';

/** A text in several languages as rubrics and business areas carry it; English is always there. */
export type LocalisedText = Readonly<Record<string, string>>;

export function textIn(language: Language, text: LocalisedText): string {
  return text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
}

const DECIMAL: Readonly<Record<Language, string>> = { en: '.', de: ',' };

/** Basis points with one decimal, without the unit: 8333 → "83.3"; no score → "–". */
export const scoreText = (language: Language, score_bp: number | null): string =>
  shown(score_bp, DECIMAL[language]).replace('-', '−');

export const timeText = (language: Language, at: number, timeZone?: string) =>
  dateFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone }).format(at);

/** An instant as the server writes it, to the second, in this device's zone. */
export const instantText = (language: Language, at: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(Date.parse(at));

/** A calendar day ("2026-11-23") as people say it; no zone is involved. */
export const dayText = (language: Language, day: string) =>
  dateFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));

export const countText = (language: Language, count: number) => numberFormat(language, {}).format(count);

/** Minutes and seconds of a wait: 95000 → "1:35". */
export function waitText(waited_ms: number): string {
  const seconds = Math.floor(waited_ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Picks the plural form the language asks for: `plural('de', n, { one: '1 Besuch', other: `${n} Besuche` })`. */
export function plural(
  language: Language,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[pluralRules(language, {}).select(count)] ?? forms.other;
}
