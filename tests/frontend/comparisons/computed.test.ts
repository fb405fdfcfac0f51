import { describe, expect, it } from 'vitest';
import { behindIn, behindQuery } from '../../../frontend/src/comparisons/computed/behind';
import { scopeOf, shareOf, type Subject } from '../../../frontend/src/comparisons/computed/explained';
import { exactText, flagsBehind, flagsOf, formulaOf, nameOf, numbersOf } from '../../../frontend/src/comparisons/computed/formulas';
import { drawnOf } from '../../../frontend/src/comparisons/growing.svelte';
import type { MeasuredWaits, PeerGroup } from '../../../frontend/src/comparisons/wire';
import german from '../../../frontend/src/messages/computed.de';
import english from '../../../frontend/src/messages/computed.en';
import { store } from './rows';

const linden = store('Linden', 8_333, 9, { is_ordered: true, rank_low: 1, rank_high: 3, tier: 'not_distinguishable' });
const hafen = store('Hafen', null, 1);
const group: PeerGroup = {
  peer_key: 'all',
  format: null,
  is_limited_to_view: false,
  store_count: 6,
  centre_bp: 7_500,
  between_sd_bp: 300,
  is_difference_measurable: true,
  visit_sd_bp: 900,
  funnel: [],
};
const share = { hits: 2, of: 34, share_bp: 588, ci_low_bp: 163, ci_high_bp: 1_900 };
const waits: MeasuredWaits = {
  criterion_key: 'queued_for',
  title: { en: 'Queue' },
  unit: 'ms',
  better: 'lower',
  stretch: 60_000,
  target: 240_000,
  floor: 600_000,
  visit_count: 9,
  measured_count: 8,
  gave_up: 1,
  within_promise: share,
  quantiles: { p10: 1_000, p25: 2_000, p50: 95_000, p75: 99_000, p90: null },
  bins: [],
};
const row = {
  evaluator_code: 'EV-1',
  visit_count: 9,
  store_count: 3,
  area_count: 1,
  raw_mean_bp: 8_000,
  effect_bp: -120,
  ci_low_bp: -300,
  ci_high_bp: 60,
  adjusted_mean_bp: 8_120,
};
const period = { from_on: '2026-08-01', to_on: '2026-08-31' };
const side = { kind: 'store', id: 'b', code: '2', name: 'B', period, store_count: 1, figure: linden.figure } as const;
const SUBJECTS: readonly Subject[] = [
  { kind: 'mean', figure: linden.figure },
  { kind: 'mean', figure: hafen.figure },
  { kind: 'outcomes', outcomes: linden.outcomes },
  { kind: 'coverage', coverage_bp: 9_300 },
  { kind: 'share', of: 'critical', share },
  { kind: 'share', of: 'below_meets', share: { hits: 0, of: 0, share_bp: null, ci_low_bp: null, ci_high_bp: null } },
  { kind: 'swing', consistency: { swing_bp: 900, no_swing: null, below_meets: share }, visit_count: 9 },
  { kind: 'standing', standing: linden.standing, group },
  { kind: 'standing', standing: { ...linden.standing, more_visits_until_told_apart: 7 }, group },
  { kind: 'standing', standing: hafen.standing, group: undefined },
  { kind: 'months', months: [{ month_on: '2026-09-01', visit_count: 2, raw_mean_bp: null }] },
  { kind: 'count', of: 'stars', count: 3 },
  { kind: 'measured', waits },
  { kind: 'measured', waits: { ...waits, quantiles: null } },
  { kind: 'limits', group, visit_count: 9 },
  {
    kind: 'difference',
    a_mean_bp: 8_000,
    pair: {
      b: side,
      difference_bp: -333,
      ci_low_bp: -900,
      ci_high_bp: 234,
      p_value_ppm: 200_000,
      p_adjusted_ppm: 200_000,
      detectable_bp: 810,
      verdict: 'cannot_tell',
      no_difference: null,
    },
  },
  {
    kind: 'change',
    change: {
      before: period,
      figure: linden.figure,
      figure_before: linden.figure,
      difference_bp: 500,
      ci_low_bp: 100,
      ci_high_bp: 900,
      p_adjusted_ppm: 12_000,
    },
  },
  { kind: 'too_few', store_count: 2 },
  { kind: 'severity', row },
  { kind: 'adjusted', row },
  { kind: 'gates' },
];

describe.each([
  ['en', english],
  ['de', german],
] as const)('in %s every kind of figure', (language, texts) => {
  it.each(SUBJECTS.map((subject) => [subject.kind, subject] as const))('says how it is computed: %s', (_, subject) => {
    const explained = { about: { title: 'Linden', behind: { store_id: 'a' } }, subject };
    const said = [
      nameOf(texts, language, subject),
      ...numbersOf(texts, language, explained).map(({ term, text }) => `${term}: ${text}`),
      ...formulaOf(texts, language, explained),
      ...flagsOf(texts, explained),
    ];
    expect(formulaOf(texts, language, explained).length).toBeGreaterThan(0);
    for (const sentence of said) expect(sentence).not.toMatch(/undefined|null|NaN|^$/);
  });
});

describe('the numbers', () => {
  it('are to the last digit, with a minus sign as wide as a plus', () => {
    expect(exactText('en', 8_333)).toBe('83.33');
    expect(exactText('de', 8_330)).toBe('83,30');
    expect(exactText('en', -120)).toBe('−1.20');
  });

  it('of a mean that is hidden are the visits alone, and the flag says why', () => {
    const subject: Subject = { kind: 'mean', figure: hafen.figure };
    const lines = numbersOf(english, 'en', { about: { title: 'Hafen', behind: { store_id: 'a' } }, subject });
    expect(lines.map(({ text }) => text).join(' ')).toContain('none shown');
    expect(lines.some(({ term }) => term === english.interval)).toBe(false);
  });
});

describe('what is to be minded about a mean', () => {
  const figure = { ...linden.figure, flags: ['disputed', 'photos_missing', 'common_criteria'] };
  const subject: Subject = { kind: 'mean', figure };

  it('is counted over the visits where a list of them stands behind it, and said once', () => {
    expect(flagsOf(english, { about: { title: 'Linden', behind: {} }, subject })).toEqual([english.flagNames['common_criteria']]);
    expect(flagsOf(english, { about: { title: 'Linden', behind: null }, subject })).toHaveLength(3);
  });

  it('is in the formula where other criteria than usual are counted', () => {
    const about = { title: 'Linden', behind: { store_id: 'a' } };
    expect(formulaOf(english, 'en', { about, subject })[0]).toBe(english.onCommonCriteria);
    expect(formulaOf(english, 'en', { about, subject: { kind: 'mean', figure: linden.figure } })[0]).not.toBe(
      english.onCommonCriteria,
    );
  });
});

describe('what a mean is a mean of', () => {
  it('is the narrowest thing that its visits have in common', () => {
    expect(scopeOf(null)).toBe('stores');
    expect(scopeOf({ criterion_key: 'greeting' })).toBe('stores');
    expect(scopeOf({ store_id: 'a' })).toBe('store');
    expect(scopeOf({ store_id: 'a', criterion_key: 'greeting' })).toBe('criterion');
    expect(scopeOf({ store_id: 'a', business_area_key: 'product' })).toBe('business_area');
    expect(scopeOf({ store_id: 'a', staff_member_id: 's' })).toBe('staff_member');
    expect(scopeOf({ evaluator_code: 'EV-1' })).toBe('evaluator');
  });

  it('takes a share of failures for what it is', () => {
    expect(shareOf({ failed: 2, of: 34, share_bp: 588, ci_low_bp: 163, ci_high_bp: 1_900 })).toEqual(share);
  });
});

describe('what to mind about the visits behind a figure', () => {
  it('names disputes and missing photos by their number of visits, and only where there are any', () => {
    expect(flagsBehind(english, { disputed: 1, photos_missing: 0 })).toEqual([english.disputed(1)]);
    expect(flagsBehind(german, { disputed: 0, photos_missing: 2 })).toEqual([german.photosMissing(2)]);
    expect(flagsBehind(german, { disputed: 2, photos_missing: 1 })).toEqual([
      german.disputed(2),
      german.photosMissing(1),
    ]);
    expect(flagsBehind(english, undefined)).toEqual([]);
  });
});

describe('the address of the visits behind a figure', () => {
  const view = { ...period, area_id: 'north', comparability_key: null, peers: 'area' } as const;

  it('has the key that the figure was counted under, and is read back as it was written', () => {
    const query = behindQuery(view, '0123456789abcdef', { store_id: 'a', criterion_key: 'greeting' });
    const read = behindIn(new URLSearchParams(query), '2026-11-26');
    expect(read.behind).toEqual({ store_id: 'a', criterion_key: 'greeting' });
    expect(read.view).toEqual({ ...view, comparability_key: '0123456789abcdef' });
  });

  it('of the other side of a comparison has its days, its area and its key', () => {
    const other = { from_on: '2025-01-01', to_on: '2025-01-31', area_id: null, comparability_key: 'fedcba9876543210' };
    expect(behindQuery(view, 'x', other)).toBe(
      '?from_on=2025-01-01&to_on=2025-01-31&comparability_key=fedcba9876543210',
    );
  });
});

describe('a long list', () => {
  const groups = [{ rows: [1, 2, 3] }, { rows: [4, 5] }, { rows: [6] }];

  it('is drawn from its beginning, and groups that are not reached yet are left out', () => {
    expect(drawnOf(groups, 4)).toEqual([{ rows: [1, 2, 3] }, { rows: [4] }]);
    expect(drawnOf(groups, 3)).toEqual([{ rows: [1, 2, 3] }]);
    expect(drawnOf(groups, Number.POSITIVE_INFINITY)).toEqual(groups);
  });
});
