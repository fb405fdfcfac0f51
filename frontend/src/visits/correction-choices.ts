/** What a criterion of each kind can be corrected to, as options of a select. Pure. */
import { textIn } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { ReviewTexts } from '../messages/reviews.en';
import type { VisitTexts } from '../messages/visits.en';
import type { CriterionInRubric } from './answers';
import type { VisitRating } from './wire';

export type Chosen = {
  readonly state: 'scored' | 'not_applicable' | 'not_observed' | 'cannot_remember';
  readonly answer: boolean | number | string | null;
};
/** `chosen` of null: a value has to be typed besides. */
export type CorrectionChoice = { readonly key: string; readonly text: string; readonly chosen: Chosen | null };

const UNSCORED = ['not_applicable', 'not_observed', 'cannot_remember'] as const;
const OUTCOMES = ['exceeded', 'met', 'below'] as const;
const scored = (key: string, text: string, answer: Chosen['answer']): CorrectionChoice => ({
  key,
  text,
  chosen: { state: 'scored', answer },
});

function answersOf(
  { kind }: VisitRating,
  inRubric: CriterionInRubric | undefined,
  language: Language,
  texts: ReviewTexts,
  words: VisitTexts,
): readonly CorrectionChoice[] {
  switch (kind) {
    case 'yes_no':
      return [scored('yes', words.yes, true), scored('no', words.no, false)];
    case 'expectation':
      return OUTCOMES.map((each) => scored(each, words[each], each));
    case 'rating':
      return [5, 4, 3, 2, 1].map((each) => scored(String(each), words.ofFive(each), each));
    case 'measured':
      return [{ key: 'measured', text: texts.amount, chosen: null }, scored('gave_up', texts.gaveUp, 'gave_up')];
    default:
      return (inRubric?.criterion.options ?? []).map((option) =>
        scored(`option:${option.option_key}`, textIn(language, option.title), option.option_key),
      );
  }
}

export function choicesFor(
  rating: VisitRating,
  inRubric: CriterionInRubric | undefined,
  language: Language,
  texts: ReviewTexts,
  words: VisitTexts,
): readonly CorrectionChoice[] {
  const unscored = UNSCORED.map((state) => ({ key: state, text: words[state], chosen: { state, answer: null } }));
  return [...answersOf(rating, inRubric, language, texts, words), ...unscored];
}
