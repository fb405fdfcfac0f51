/** A rating's answer in words, with the rubric's own texts where the version is at hand. Pure. */
import type { Language } from '../messages/language.svelte';
import { countText, textIn, waitText } from '../messages/format';
import type { VisitTexts } from '../messages/visits.en';
import type { DocumentCriterion, RubricDocument, Standard } from '../rubrics/wire';
import type { VisitRating } from './wire';

export type CriterionInRubric = { readonly criterion: DocumentCriterion; readonly standard: Standard | null };

/** Every criterion of a version by its key, with its standard. */
export function criteriaIn(document: RubricDocument): ReadonlyMap<string, CriterionInRubric> {
  const standards = new Map((document.standards ?? []).map((standard) => [standard.standard_key, standard]));
  return new Map(
    document.sections.flatMap((section) =>
      section.criteria.map((criterion) => [
        criterion.criterion_key,
        { criterion, standard: standards.get(criterion.standard_key ?? '') ?? null },
      ]),
    ),
  );
}

const OUTCOMES = ['exceeded', 'met', 'below'] as const;

/** What was answered; a state other than scored is its own word, and never looks like a zero. */
export function answerText(
  language: Language,
  texts: VisitTexts,
  rating: VisitRating,
  inRubric: CriterionInRubric | undefined,
): string {
  if (rating.state !== 'scored') return texts[rating.state];
  const { answer, kind } = rating;
  if (answer === null) return texts.noAnswer;
  if (typeof answer === 'boolean') return answer ? texts.yes : texts.no;
  if (typeof answer === 'number') {
    if (kind === 'rating') return texts.ofFive(answer);
    const unit = inRubric?.standard?.measure?.unit;
    if (unit === 'ms') return texts.minutes(waitText(answer));
    return unit === undefined || unit === 'count'
      ? countText(language, answer)
      : `${countText(language, answer)} ${unit}`;
  }
  if (kind === 'measured' && answer === 'gave_up') return texts.gaveUp;
  if (kind === 'photo') return texts.photo;
  if (kind === 'expectation') {
    const outcome = OUTCOMES.find((each) => each === answer);
    return outcome === undefined ? answer : texts[outcome];
  }
  const option = inRubric?.criterion.options?.find((each) => each.option_key === answer);
  return option === undefined ? answer : textIn(language, option.title);
}
