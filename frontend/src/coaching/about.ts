/** The choice of what a plan or an action item is about, as one value of a select. Pure. */
import { textIn, type LocalisedText } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { PlansTexts } from '../messages/plans.en';

type Named = { readonly key: string; readonly title: LocalisedText };
type Offered = { readonly business_areas: readonly Named[]; readonly criteria: readonly Named[] };
export type ScopeKind = 'business_area' | 'criterion';

/** "criterion:greeting"; the empty text for everything. */
export const aboutValue = (kind: string | null, ref: string | null): string =>
  (kind === 'business_area' || kind === 'criterion') && ref ? `${kind}:${ref}` : '';

export function scopeIn(value: string): { readonly scope_kind: ScopeKind; readonly scope_ref: string } | null {
  const [kind = '', ref = ''] = value.split(/:(.*)/s);
  return (kind === 'business_area' || kind === 'criterion') && ref !== '' ? { scope_kind: kind, scope_ref: ref } : null;
}

export function aboutOptions(
  texts: PlansTexts,
  language: Language,
  whole: string,
  offered: Offered,
): readonly { readonly value: string; readonly text: string }[] {
  return [
    { value: '', text: whole },
    ...offered.business_areas.map((one) => ({
      value: aboutValue('business_area', one.key),
      text: texts.businessArea(textIn(language, one.title)),
    })),
    ...offered.criteria.map((one) => ({
      value: aboutValue('criterion', one.key),
      text: texts.criterion(textIn(language, one.title)),
    })),
  ];
}

/** A calendar day some days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
