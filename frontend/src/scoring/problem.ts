/**
 * What scoring refuses: a stable code and the path of the fault. The codes are those of
 * backend/floorwalk/scoring/errors.py; the text that a person reads is in the messages.
 */

export type ScoringCode =
  | 'scoring.rating_outside_rubric'
  | 'scoring.criterion_rated_twice'
  | 'scoring.answer_missing'
  | 'scoring.answer_unexpected'
  | 'scoring.answer_of_wrong_kind'
  | 'scoring.answer_out_of_range'
  | 'scoring.star_act_missing'
  | 'scoring.star_touchpoint_missing'
  | 'scoring.star_evidence_too_short'
  | 'scoring.star_weight_out_of_range'
  | 'scoring.star_on_critical_failure'
  | 'scoring.field_missing'
  | 'scoring.field_unknown'
  | 'scoring.wrong_type'
  | 'scoring.unknown_word'
  | 'scoring.value_out_of_range'
  | 'scoring.key_used_twice'
  | 'scoring.field_of_other_kind'
  | 'scoring.unscored_kind_counts'
  | 'scoring.measure_out_of_order';

export type ScoringProblem = { readonly code: ScoringCode; readonly path: string };

export type Answered<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ScoringProblem };

/** Carries a problem up to `answered`; it does not leave this folder. */
class Refusal extends Error {
  readonly problem: ScoringProblem;

  constructor(problem: ScoringProblem) {
    super(`${problem.code} at ${problem.path}`);
    this.problem = problem;
  }
}

export function refuse(code: ScoringCode, path: string): never {
  throw new Refusal({ code, path });
}

/** The value, or the problem that ended the work; a bug stays an exception. */
export function answered<T>(work: () => T): Answered<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}
