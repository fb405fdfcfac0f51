import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { InteractionDraft, RubricDocument } from '../../../frontend/src/device/documents';
import { provisionalOf, scoringFormOf } from '../../../frontend/src/evaluator/scoring-form';
import { rubricOf } from '../../../frontend/src/scoring/document';

const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../schemas/samples/${name}.rubric.json`, import.meta.url), 'utf8'),
  ) as RubricDocument;

const draftWith = (rubric: RubricDocument, state: 'not_observed' | 'not_applicable'): InteractionDraft => {
  const moment = { at: '2026-11-23T09:00:00.000Z', offset_minutes: 0, elapsed_ms: 0 };
  const rating = { state, answer: null, comment: '', at: moment, timing_since: null };
  const keys = rubric.sections.flatMap((section) => section.criteria.map((criterion) => criterion.criterion_key));
  return {
    interaction_id: 'i',
    evaluation_id: 'e',
    account_id: 'a',
    visit_id: 'v',
    store_id: 's',
    programme_id: 'p',
    rubric_version_id: 'r',
    staff: null,
    touchpoint_key: null,
    started: moment,
    ratings: Object.fromEntries(keys.map((key) => [key, rating])),
    stars: [],
    indifferent: false,
    comment: '',
    step: 'review',
    saved_at: 0,
  };
};

describe.each(['floor-service', 'mystery-visit'])('the sample rubric %s', (name) => {
  const rubric = sample(name);

  test('compiles to a form that scoring accepts', () => {
    expect(rubricOf(scoringFormOf(rubric))).toMatchObject({ ok: true });
  });

  test('gives no score, and not zero, when nothing could be observed', () => {
    const score = provisionalOf(rubric, draftWith(rubric, 'not_observed'));
    expect([score?.raw_bp, score?.coverage_bp, score?.unanswered_required]).toEqual([null, 0, []]);
  });
});
