/** Two versions of a rubric and what they have in common. Pure. */
import type { CommonCriteriaTexts } from '../messages/common-criteria.en';
import { textIn } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import { percentText } from './figures';
import type { Comparability, NoCommonScore } from './wire';

/** Of the keys in scope those of the same rubric under other rules: what the chosen one may be compared with. */
export function otherVersions(keys: readonly Comparability[], chosenKey: string | null): readonly Comparability[] {
  const chosen = keys.find((each) => each.comparability_key === chosenKey);
  return keys.filter((each) => each !== chosen && each.rubric_key === chosen?.rubric_key);
}

export function versionName(keys: readonly Comparability[], key: string, language: Language): string {
  const found = keys.find((each) => each.comparability_key === key);
  return found === undefined ? key : `${textIn(language, found.title)}, ${found.version_labels.join(', ')}`;
}

/** The address of the comparison for a view that is written as "?from_on=…". */
export function commonCriteriaHref(
  query: string,
  pair: { readonly comparability_key: string; readonly other_key: string; readonly business_area_key?: string },
): string {
  const asked = new URLSearchParams(query);
  for (const [name, value] of Object.entries(pair)) if (value !== undefined) asked.set(name, value);
  return `/common-criteria?${asked}`;
}

export type Shares = {
  readonly chosen_share_bp: number;
  readonly other_share_bp: number;
  readonly least_share_bp: number;
};

/** Why the two cannot be compared, as a sentence. */
export function whyNot(texts: CommonCriteriaTexts, language: Language, reason: NoCommonScore, shares: Shares): string {
  return texts.noCommonScore[reason](
    percentText(language, shares.chosen_share_bp),
    percentText(language, shares.other_share_bp),
    percentText(language, shares.least_share_bp),
  );
}
