/** A given answer in a few words, for lists. Null: not answered. Pure. */
import type { Criterion, DraftRating } from '../device/documents';
import type { EvaluatorTexts } from '../messages/evaluator.en';
import { waitText } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import { choicesOf } from './choices';

export function answerText(
  criterion: Criterion,
  rating: DraftRating,
  language: Language,
  texts: EvaluatorTexts,
): string | null {
  switch (rating.state) {
    case null:
      return null;
    case 'not_applicable':
      return texts.notApplicable;
    case 'not_observed':
      return texts.notObserved;
    case 'cannot_remember':
      return texts.cannotRemember;
    case 'scored':
      if (criterion.kind === 'measured')
        return typeof rating.answer === 'number' ? waitText(rating.answer) : texts.gaveUp;
      if (criterion.kind === 'text') return '✓';
      return choicesOf(criterion, null, language, texts).find((choice) => choice.value === rating.answer)?.label ?? '✓';
  }
}
