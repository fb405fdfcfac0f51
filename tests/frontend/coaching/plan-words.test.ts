/** The outcome of a coaching plan in words: never more than the figures carry. */
import { describe, expect, test } from 'vitest';
import { aboutValue, dayAfter, scopeIn } from '../../../frontend/src/coaching/about';
import { aboutText, outcomeText } from '../../../frontend/src/coaching/plan-words';
import type { PlanOutcome } from '../../../frontend/src/coaching/wire';
import texts from '../../../frontend/src/messages/plans.en';

const NOTHING: PlanOutcome = {
  verdict: 'no_evidence_yet',
  reason: null,
  more_observations: null,
  smallest_effect_bp: null,
  expected_bp: null,
  effect_bp: null,
  probability_improved_ppm: null,
};
const said = (outcome: Partial<PlanOutcome>) =>
  outcomeText(texts, 'en', { ...NOTHING, ...outcome }, (reason) => `the reason ${reason}`);

describe('no evidence yet', () => {
  test('names how many visits would tell and what could not have been seen', () => {
    const { mark, verdict, sentences } = said({ more_observations: 4, smallest_effect_bp: 1_180 });
    expect([mark, verdict]).toEqual(['met', 'No evidence yet']);
    expect(sentences).toEqual(['Needs 4 more visits; an effect under 12 points could not have been seen.']);
  });

  test('names no number where none would tell', () => {
    expect(said({ smallest_effect_bp: 700 }).sentences[0]).toMatch(/^An effect under 7 points .* hardly tell\.$/);
  });

  test('says first why, and does not claim that something has been judged', () => {
    const outcome = { reason: 'too_few_interactions', more_observations: 1, smallest_effect_bp: 1_200 };
    expect(said(outcome).sentences).toEqual([
      'Since the talk: the reason too_few_interactions.',
      'Needs 1 more visit; even then, an effect under 12 points could not be seen.',
    ]);
  });

  test.each(['no_baseline', 'not_observed_yet', 'rubric_changed', 'too_few_peers', 'spread_unknown', 'not_measurable'])(
    'has a sentence of its own for %s',
    (reason) => {
      const [sentence] = said({ reason }).sentences;
      expect(sentence).not.toContain(reason);
    },
  );
});

describe('a verdict', () => {
  const judged = { expected_bp: 6_640, probability_improved_ppm: 996_600 };

  test('is told against what was to be expected, not against the figure before', () => {
    const { mark, sentences } = said({ ...judged, verdict: 'improved', effect_bp: 1_150 });
    expect(mark).toBe('exceeded');
    expect(sentences[0]).toBe('12 points above the 66 that were to be expected without coaching.');
  });

  test('is never certain', () => {
    expect(said({ ...judged, verdict: 'improved', effect_bp: 900, probability_improved_ppm: 1_000_000 }).sentences[1])
      .toContain('99%');
    expect(said({ ...judged, verdict: 'worse', effect_bp: -900, probability_improved_ppm: 10 }).sentences[1])
      .toContain('1%');
  });

  test('for the worse has no minus sign before its points', () => {
    expect(said({ ...judged, verdict: 'worse', effect_bp: -900 }).sentences[0]).toMatch(/^9 points below/);
  });
});

describe('what it is about', () => {
  test('is one value of a select and comes back from it', () => {
    expect(scopeIn(aboutValue('criterion', 'open_questions'))).toEqual({
      scope_kind: 'criterion',
      scope_ref: 'open_questions',
    });
    expect(scopeIn(aboutValue('person', null))).toBeNull();
    expect(aboutValue('store', 'x')).toBe('');
  });

  test('has a name also for everything', () => {
    expect(aboutText(texts, 'en', { scope_kind: 'person', scope_title: null })).toBe('Everything observed');
    expect(aboutText(texts, 'en', { scope_kind: 'store', scope_title: null })).toBe('The store as a whole');
    const criterion = { scope_kind: 'criterion', scope_title: { en: 'Greeting' } };
    expect(aboutText(texts, 'en', criterion)).toBe('Criterion: Greeting');
  });

  test('a day after another crosses months', () => {
    expect(dayAfter('2026-02-27', 2)).toBe('2026-03-01');
  });
});
