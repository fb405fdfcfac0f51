/** How figures are written for people. Pure; the words around them are in messages/comparisons.
 *
 * One decimal only where the interval is narrow enough (scoring/rounding.ts decides), and never a mean that the
 * display rule hides.
 */
import type { ComparisonTexts } from '../messages/comparisons.en';
import { dateFormat, numberFormat } from '../messages/intl';
import type { Language } from '../messages/language.svelte';
import { rdiv, shownWithInterval } from '../scoring/rounding';
import type { Figure, Outcomes } from './wire';

export type DisplayedFigure =
  | { readonly kind: 'no_visits' }
  /** One or two visits: they are listed, and there is no mean. */
  | { readonly kind: 'too_few'; readonly visit_count: number }
  | {
      readonly kind: 'mean';
      readonly provisional: boolean;
      readonly mean_bp: number;
      readonly low_bp: number | null;
      readonly high_bp: number | null;
    };

export function displayed(figure: Figure): DisplayedFigure {
  if (figure.visit_count === 0) return { kind: 'no_visits' };
  if (figure.display === 'hidden' || figure.raw_mean_bp === null)
    return { kind: 'too_few', visit_count: figure.visit_count };
  return {
    kind: 'mean',
    provisional: figure.display === 'provisional',
    mean_bp: figure.raw_mean_bp,
    low_bp: figure.ci_low_bp,
    high_bp: figure.ci_high_bp,
  };
}

/** What is to be minded about the figure beside how many visits it has: a dispute, photos, other criteria than usual. */
export function flagWords(texts: Pick<ComparisonTexts, 'flagShort'>, figure: Pick<Figure, 'flags'>): readonly string[] {
  const words: Readonly<Record<string, string>> = texts.flagShort;
  return figure.flags.flatMap((flag) => words[flag] ?? []);
}

/** In points; with a decimal only where the interval allows one. Without an interval, whole points. */
export function pointsText(language: Language, bp: number, low_bp: number | null, high_bp: number | null): string {
  const text =
    low_bp === null || high_bp === null ? shownWithInterval(bp, 0, 10_000) : shownWithInterval(bp, low_bp, high_bp);
  const decimals = text.includes('.') ? 1 : 0;
  return numberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    Number(text),
  );
}

/** Whole percent of a count: 3 of 8 is "38 %". An empty whole has no share. */
export function shareText(language: Language, count: number, of: number): string {
  if (of === 0) return '–';
  return percentText(language, rdiv(10_000 * count, of));
}

export function percentText(language: Language, bp: number | null): string {
  if (bp === null) return '–';
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(rdiv(bp, 100) / 100);
}

/** The gap in whole points with its sign: "+14", "−3", "0". */
export function gapText(language: Language, gap_bp: number | null): string {
  if (gap_bp === null) return '–';
  const text = numberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(
    rdiv(gap_bp, 100),
  );
  return text.replace('-', '−'); // the minus sign, as wide as the plus
}

/** Both days, with what they share said once: "26 Aug – 23 Nov 2026". */
export function periodText(language: Language, days: { readonly from_on: string; readonly to_on: string }): string {
  const format = dateFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(Date.parse(`${days.from_on}T00:00:00Z`), Date.parse(`${days.to_on}T00:00:00Z`));
}

/** "Sep 2026" from the first day of the month. */
export const monthText = (language: Language, month: string): string =>
  dateFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month.slice(0, 7)}-01T00:00:00Z`),
  );

export const outcomeCount = (outcomes: Outcomes): number => outcomes.exceeded + outcomes.met + outcomes.below;
