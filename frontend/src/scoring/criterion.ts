/** The score and the outcome of one answer, per kind of criterion. What the answers add up to is score.ts. */

import { FULL_BP, GAVE_UP, LARGEST_MEASURE, type Answer, type Outcome, type Scale } from './model';
import { refuse } from './problem';
import { rdiv } from './rounding';

export type ScoredAnswer = { readonly score_bp: number | null; readonly outcome: Outcome | null };

export const NOTHING: ScoredAnswer = { score_bp: null, outcome: null };
const KEPT: ScoredAnswer = { score_bp: FULL_BP, outcome: 'met' };
const NOT_KEPT: ScoredAnswer = { score_bp: 0, outcome: 'below' };
const NEVER_SERVED: ScoredAnswer = { score_bp: 0, outcome: 'below' };

/** What an answer in the state `scored` is worth; a text or photo is worth nothing and takes nothing. */
export function scoredAnswer(scale: Scale, meetsBp: number, answer: Answer, path: string): ScoredAnswer {
  switch (scale.kind) {
    case 'rating': {
      if (!isInteger(answer)) return refuse('scoring.answer_of_wrong_kind', path);
      const score = answer >= 1 ? scale.table_bp[answer - 1] : undefined;
      if (score === undefined) return refuse('scoring.answer_out_of_range', path);
      return { score_bp: score, outcome: against(scale.expected_rating, answer) };
    }
    case 'yes_no':
      if (typeof answer !== 'boolean') return refuse('scoring.answer_of_wrong_kind', path);
      return answer !== scale.invert ? KEPT : NOT_KEPT;
    case 'expectation':
      return expectation(meetsBp, answer, path);
    case 'choice': {
      if (typeof answer !== 'string') return refuse('scoring.answer_of_wrong_kind', path);
      const option = scale.options.find((candidate) => candidate.option_key === answer);
      if (option === undefined) return refuse('scoring.rating_outside_rubric', path);
      return { score_bp: option.score_bp, outcome: option.outcome };
    }
    case 'measured': {
      if (answer === GAVE_UP) return NEVER_SERVED;
      if (!isInteger(answer)) return refuse('scoring.answer_of_wrong_kind', path);
      if (answer < 0 || answer > LARGEST_MEASURE) return refuse('scoring.answer_out_of_range', path);
      const { better, stretch, target, floor } = scale.measure;
      return better === 'lower'
        ? lowerIsBetter(answer, stretch, target, floor, meetsBp)
        : lowerIsBetter(-answer, -stretch, -target, -floor, meetsBp);
    }
    case 'text':
    case 'photo':
      if (typeof answer !== 'string') return refuse('scoring.answer_of_wrong_kind', path);
      return NOTHING;
  }
}

function isInteger(answer: Answer): answer is number {
  return typeof answer === 'number' && Number.isInteger(answer);
}

function against(expectedRating: number | null, answer: number): Outcome | null {
  if (expectedRating === null) return null;
  if (answer === expectedRating) return 'met';
  return answer > expectedRating ? 'exceeded' : 'below';
}

function expectation(meetsBp: number, answer: Answer, path: string): ScoredAnswer {
  if (typeof answer !== 'string') return refuse('scoring.answer_of_wrong_kind', path);
  switch (answer) {
    case 'below':
      return { score_bp: 0, outcome: answer };
    case 'met':
      return { score_bp: meetsBp, outcome: answer };
    case 'exceeded':
      return { score_bp: FULL_BP, outcome: answer };
    default:
      return refuse('scoring.answer_out_of_range', path);
  }
}

/** Tested in this order, so that equal thresholds divide by nothing. */
function lowerIsBetter(value: number, stretch: number, target: number, floor: number, meetsBp: number): ScoredAnswer {
  if (value <= stretch) return { score_bp: FULL_BP, outcome: 'exceeded' };
  if (value <= target) {
    const above = rdiv((FULL_BP - meetsBp) * (target - value), target - stretch);
    return { score_bp: meetsBp + above, outcome: 'met' };
  }
  if (value < floor) return { score_bp: rdiv(meetsBp * (floor - value), floor - target), outcome: 'below' };
  return { score_bp: 0, outcome: 'below' };
}
