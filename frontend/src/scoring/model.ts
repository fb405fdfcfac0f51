/**
 * The values that scoring works on, in their JSON form with every default filled in.
 *
 * Built and checked by document.ts. Scores are basis points (10 000 = 100.00 %), weights 0 to 1 000,
 * measured values the smallest unit of the rubric (ms for time).
 */

export const SCORING_VERSION = 1;
export const FULL_BP = 10_000;
export const DEFAULT_MEETS_BP = 7_500;
export const DEFAULT_TABLE_BP: readonly number[] = [0, 2_500, 5_000, 7_500, 10_000];
export const HEAVIEST_WEIGHT = 1_000;
/** Three years in ms: 2 × 10 000 × this stays a safe integer. */
export const LARGEST_MEASURE = 100_000_000_000;
/** Never served: a censored measurement. */
export const GAVE_UP = 'gave_up';

export const OUTCOMES = ['below', 'met', 'exceeded'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const STATES = ['scored', 'not_applicable', 'not_observed', 'cannot_remember'] as const;
export type State = (typeof STATES)[number];
export type Answer = boolean | number | string | null;

export type Option = {
  readonly option_key: string;
  readonly score_bp: number;
  readonly outcome: Outcome | null;
};

/** Lower is better: stretch ≤ target ≤ floor. Higher is better: stretch ≥ target ≥ floor. */
export type Measure = {
  readonly better: 'lower' | 'higher';
  readonly stretch: number;
  readonly target: number;
  readonly floor: number;
};

export type Scale =
  | { readonly kind: 'rating'; readonly table_bp: readonly number[]; readonly expected_rating: number | null }
  | { readonly kind: 'expectation' }
  | { readonly kind: 'yes_no'; readonly invert: boolean }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'measured'; readonly measure: Measure }
  | { readonly kind: 'text' | 'photo' };

export type Criterion = {
  readonly criterion_key: string;
  readonly scale: Scale;
  readonly weight: number;
  readonly business_area: string;
  readonly required: boolean;
  readonly critical: boolean;
  readonly critical_below_bp: number;
  readonly indifference_marker: boolean;
};

export type Section = {
  readonly section_key: string;
  readonly weight: number;
  readonly criteria: readonly Criterion[];
};

export type CriticalEffect =
  { readonly effect: 'flag' | 'zero' } | { readonly effect: 'cap'; readonly cap_bp: number };

export type ScoringRubric = {
  readonly meets_bp: number;
  readonly aggregation: 'criteria' | 'within_section';
  readonly critical_effect: CriticalEffect;
  readonly sections: readonly Section[];
};

/** One judgement as scoring needs it; an object with more fields will do as it is. */
export type Rating = {
  readonly criterion_key: string;
  readonly state: State;
  readonly answer?: Answer;
};

// The characters of Unicode's White_Space property, written out: `trim` and Python's `strip` differ.
const BLANKS_AT_THE_ENDS =
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

export function withoutBlanks(text: string): string {
  return text.replace(BLANKS_AT_THE_ENDS, '');
}

/** Nothing but white space. */
export function isBlank(text: string): boolean {
  return withoutBlanks(text) === '';
}
