/** The answers of a criterion as big choices: label first, the anchor's text under it. Pure. */
import type { Answer, Criterion, Standard } from '../device/documents';
import type { EvaluatorTexts } from '../messages/evaluator.en';
import { textIn } from '../messages/format';
import type { Language } from '../messages/language.svelte';

export type Choice = { readonly value: NonNullable<Answer>; readonly label: string; readonly note?: string };

const RATINGS = [1, 2, 3, 4, 5] as const;
const EXPECTATIONS = ['below', 'met', 'exceeded'] as const;

export function choicesOf(
  criterion: Criterion,
  standard: Standard | null,
  language: Language,
  texts: EvaluatorTexts,
): readonly Choice[] {
  switch (criterion.kind) {
    case 'yes_no':
      return [
        { value: true, label: texts.yes },
        { value: false, label: texts.no },
      ];
    case 'expectation':
      return EXPECTATIONS.map((value) => {
        const anchor = standard?.anchors?.[value] ?? criterion.anchors?.[value];
        return { value, label: texts[value], ...(anchor ? { note: textIn(language, anchor) } : {}) };
      });
    case 'rating':
      return RATINGS.map((value) => {
        const anchor = criterion.anchors?.[String(value)];
        return { value, label: String(value), ...(anchor ? { note: textIn(language, anchor) } : {}) };
      });
    case 'choice':
      return (criterion.options ?? []).map((option) => ({
        value: option.option_key,
        label: textIn(language, option.title),
      }));
    default:
      return [];
  }
}

/** Short answers stand abreast, answers with an anchor's text take the full width. */
export function columnsOf(criterion: Criterion, choices: readonly Choice[]): 1 | 2 | 5 {
  if (choices.some((choice) => choice.note !== undefined)) return 1;
  return criterion.kind === 'rating' ? 5 : criterion.kind === 'yes_no' ? 2 : 1;
}
