/** What a decider may put in place of a rating, as choices of a select, and back into the form that the server takes.
 *
 * Pure. A choice is the state, or `scored:` and the answer as JSON; a measured value is typed apart.
 */
import type { DisputeTexts } from '../messages/disputes.en';
import { textIn } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { VisitTexts } from '../messages/visits.en';
import type { CriterionInRubric } from '../visits/answers';
import type { VisitRating } from '../visits/wire';
import type { CorrectedRating } from './wire';

export type Choice = { readonly value: string; readonly text: string };
export const MEASURED = 'measured';
const STATES = ['not_applicable', 'not_observed'] as const;
const RATINGS = [1, 2, 3, 4, 5];
const MS_OF_A_SECOND = 1_000;

const scored = (answer: boolean | number | string, text: string): Choice => ({
  value: `scored:${JSON.stringify(answer)}`,
  text,
});

/** Every answer that the criterion takes, then the states without an answer; words and photos cannot be corrected. */
export function choicesOf(
  language: Language,
  texts: DisputeTexts,
  visitTexts: VisitTexts,
  rating: VisitRating,
  inRubric: CriterionInRubric | undefined,
): readonly Choice[] {
  const states = STATES.map((state) => ({ value: state, text: visitTexts[state] }));
  switch (rating.kind) {
    case 'yes_no':
      return [scored(true, visitTexts.yes), scored(false, visitTexts.no), ...states];
    case 'expectation':
      return [...(['exceeded', 'met', 'below'] as const).map((each) => scored(each, visitTexts[each])), ...states];
    case 'rating':
      return [...RATINGS.map((each) => scored(each, visitTexts.ofFive(each))), ...states];
    case 'choice':
      return [
        ...(inRubric?.criterion.options ?? []).map((each) => scored(each.option_key, textIn(language, each.title))),
        ...states,
      ];
    case 'measured':
      return [{ value: MEASURED, text: texts.value }, scored('gave_up', visitTexts.gaveUp), ...states];
    default:
      return [];
  }
}

/** None for a measured value that is no number, and where nothing was chosen. Waits are typed in seconds. */
export function correctedBy(
  rating: VisitRating,
  chosen: string,
  typed: string,
  unit: string | undefined,
): CorrectedRating | null {
  const { criterion_key } = rating;
  if (chosen === MEASURED) {
    const value = Number(typed.replace(',', '.'));
    if (typed.trim() === '' || !Number.isFinite(value) || value < 0) return null;
    return { criterion_key, state: 'scored', answer: Math.round(unit === 'ms' ? value * MS_OF_A_SECOND : value) };
  }
  if (chosen.startsWith('scored:')) {
    const answer: unknown = JSON.parse(chosen.slice('scored:'.length));
    const isAnswer = typeof answer === 'boolean' || typeof answer === 'number' || typeof answer === 'string';
    return isAnswer ? { criterion_key, state: 'scored', answer } : null;
  }
  const state = STATES.find((each) => each === chosen);
  return state === undefined ? null : { criterion_key, state, answer: null };
}
