/**
 * What one interaction is worth, for the provisional score on the phone: the port of
 * backend/floorwalk/scoring/score.py, equal to it to the last digit (schemas/vectors/scoring).
 *
 * Each level's rounded integer is the input of the next. What a single answer is worth is criterion.ts.
 */

import { NOTHING, scoredAnswer, type ScoredAnswer } from './criterion';
import { showsByMarkers } from './indifference';
import { FULL_BP, isBlank, type Criterion, type CriticalEffect, type Outcome, type Rating, type ScoringRubric } from './model';
import { answered, refuse, type Answered } from './problem';
import { rdiv } from './rounding';

/** One given rating's worth; both null for a rating that is not scored, and for text and photo. */
export type RatingScore = { criterion_key: string; score_bp: number | null; outcome: Outcome | null };

/** Scores in basis points; null is no score, which is never 0. The fields are explained at the Python original. */
export type InteractionScore = {
  ratings: RatingScore[];
  sections: Record<string, number | null>;
  business_areas: Record<string, number | null>;
  raw_bp: number | null;
  critical_failed: boolean;
  critical_failures: string[];
  final_bp: number | null;
  exceeded: number;
  met: number;
  below: number;
  gap_bp: number | null;
  weight_scored: number;
  weight_applicable: number;
  coverage_bp: number | null;
  not_applicable: number;
  not_observed: number;
  cannot_remember: number;
  unanswered_required: string[];
  indifferent_by_markers: boolean;
};

type Points = { earned: number; weight: number };
type Given = { state: Rating['state'] | 'blank'; worth: ScoredAnswer };

/** Points earned over points reachable, weighted, and everything that is counted beside it. */
export function scoreOf(rubric: ScoringRubric, ratings: readonly Rating[]): Answered<InteractionScore> {
  return answered(() => scored(rubric, given(rubric, ratings)));
}

function scored(rubric: ScoringRubric, rated: ReadonlyMap<string, Given>): InteractionScore {
  const ratings: RatingScore[] = [];
  const failures: string[] = [];
  const unanswered: string[] = [];
  const outcomes = { exceeded: 0, met: 0, below: 0 };
  const states = { scored: 0, blank: 0, not_applicable: 0, not_observed: 0, cannot_remember: 0 };
  let markersBelow = 0;
  let weightApplicable = 0;
  const sections: (Points & { key: string; sectionWeight: number })[] = [];
  const areas = new Map<string, Points>();

  for (const section of rubric.sections) {
    const points = { key: section.section_key, sectionWeight: section.weight, earned: 0, weight: 0 };
    sections.push(points);
    for (const criterion of section.criteria) {
      const area = areas.get(criterion.business_area) ?? { earned: 0, weight: 0 };
      areas.set(criterion.business_area, area);
      const key = criterion.criterion_key;
      const rating = rated.get(key);
      if (rating !== undefined) {
        ratings.push({ criterion_key: key, ...rating.worth });
        states[rating.state] += 1;
      }
      if (rating?.state !== 'not_applicable') weightApplicable += criterion.weight;
      if (criterion.required && (rating === undefined || rating.state === 'blank')) unanswered.push(key);
      if (rating === undefined || rating.worth.score_bp === null) continue;
      const { score_bp, outcome } = rating.worth;
      points.earned += criterion.weight * score_bp;
      points.weight += criterion.weight;
      area.earned += criterion.weight * score_bp;
      area.weight += criterion.weight;
      if (criterion.critical && score_bp < criterion.critical_below_bp) failures.push(key);
      if (outcome !== null) outcomes[outcome] += 1;
      if (criterion.indifference_marker && outcome === 'below') markersBelow += 1;
    }
  }

  const whole = {
    earned: sections.reduce((sum, section) => sum + section.earned, 0),
    weight: sections.reduce((sum, section) => sum + section.weight, 0),
  };
  const rawBp = rubric.aggregation === 'within_section' ? withinSections(sections) : mean(whole);
  return {
    ratings,
    sections: Object.fromEntries(sections.map((points) => [points.key, mean(points)])),
    business_areas: Object.fromEntries([...areas].map(([key, points]) => [key, mean(points)])),
    raw_bp: rawBp,
    critical_failed: failures.length > 0,
    critical_failures: failures,
    final_bp: finalOf(rawBp, rubric.critical_effect, failures.length > 0),
    ...outcomes,
    gap_bp: gapOf(outcomes.exceeded, outcomes.met, outcomes.below),
    weight_scored: whole.weight,
    weight_applicable: weightApplicable,
    coverage_bp: coverageOf(whole.weight, weightApplicable),
    not_applicable: states.not_applicable,
    not_observed: states.not_observed,
    cannot_remember: states.cannot_remember,
    unanswered_required: unanswered,
    indifferent_by_markers: showsByMarkers(markersBelow),
  };
}

/** The score after the declared effect of a critical failure; a cap never lifts, and no score stays no score. */
export function finalOf(rawBp: number | null, criticalEffect: CriticalEffect, failed: boolean): number | null {
  if (rawBp === null || !failed) return rawBp;
  switch (criticalEffect.effect) {
    case 'flag':
      return rawBp;
    case 'cap':
      return Math.min(rawBp, criticalEffect.cap_bp);
    case 'zero':
      return 0;
  }
}

/** The expectation index: exceeded share minus below share, -10 000 to 10 000; null without an outcome. */
export function gapOf(exceeded: number, met: number, below: number): number | null {
  const withOutcome = exceeded + met + below;
  return withOutcome > 0 ? rdiv(FULL_BP * (exceeded - below), withOutcome) : null;
}

/** The share of the applicable weight that was scored; null where nothing of weight applied. */
export function coverageOf(weightScored: number, weightApplicable: number): number | null {
  return weightApplicable > 0 ? rdiv(FULL_BP * weightScored, weightApplicable) : null;
}

/** Each rated criterion with its state and worth; `blank` is a text of white space only, which answers nothing. */
function given(rubric: ScoringRubric, ratings: readonly Rating[]): Map<string, Given> {
  const criteria = criteriaOf(rubric);
  const rated = new Map<string, Given>();
  for (const [position, rating] of ratings.entries()) {
    const path = `ratings[${position}]`;
    const criterion = criteria.get(rating.criterion_key);
    if (criterion === undefined) return refuse('scoring.rating_outside_rubric', `${path}.criterion_key`);
    if (rated.has(rating.criterion_key)) return refuse('scoring.criterion_rated_twice', `${path}.criterion_key`);
    const answer = rating.answer ?? null;
    if (rating.state !== 'scored') {
      if (answer !== null) return refuse('scoring.answer_unexpected', `${path}.answer`);
      rated.set(rating.criterion_key, { state: rating.state, worth: NOTHING });
      continue;
    }
    if (answer === null) return refuse('scoring.answer_missing', `${path}.answer`);
    const worth = scoredAnswer(criterion.scale, rubric.meets_bp, answer, `${path}.answer`);
    const blank = worth === NOTHING && typeof answer === 'string' && isBlank(answer);
    rated.set(rating.criterion_key, { state: blank ? 'blank' : 'scored', worth });
  }
  return rated;
}

function mean(points: Points): number | null {
  return points.weight > 0 ? rdiv(points.earned, points.weight) : null;
}

/** Section weights stay fixed while a section has any scored weight; the quotient keeps 1/10 000 bp. */
function withinSections(sections: readonly (Points & { sectionWeight: number })[]): number | null {
  let points = 0;
  let weights = 0;
  for (const { sectionWeight, earned, weight } of sections) {
    if (weight === 0) continue;
    points += sectionWeight * rdiv(FULL_BP * earned, weight);
    weights += sectionWeight;
  }
  return weights > 0 ? rdiv(points, FULL_BP * weights) : null;
}

function criteriaOf(rubric: ScoringRubric): Map<string, Criterion> {
  const criteria = new Map<string, Criterion>();
  for (const section of rubric.sections) {
    for (const criterion of section.criteria) criteria.set(criterion.criterion_key, criterion);
  }
  return criteria;
}
