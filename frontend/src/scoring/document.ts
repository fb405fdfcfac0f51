/**
 * The JSON forms of a compiled rubric and of ratings, decoded strictly: the port of
 * backend/floorwalk/scoring/document.py, with the same refusals in the same order.
 */

import { Fields, integerAt, listAt } from './fields';
import {
  DEFAULT_MEETS_BP,
  DEFAULT_TABLE_BP,
  FULL_BP,
  HEAVIEST_WEIGHT,
  LARGEST_MEASURE,
  OUTCOMES,
  STATES,
  type Criterion,
  type CriticalEffect,
  type Measure,
  type Option,
  type Rating,
  type Scale,
  type ScoringRubric,
  type Section,
} from './model';
import { answered, refuse, type Answered } from './problem';

const KINDS = ['rating', 'expectation', 'yes_no', 'choice', 'measured', 'text', 'photo'] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF_FIELD: ReadonlyMap<string, Kind> = new Map([
  ['table_bp', 'rating'],
  ['expected_rating', 'rating'],
  ['invert', 'yes_no'],
  ['options', 'choice'],
  ['measure', 'measured'],
]);
const RUBRIC_FIELDS = new Set(['meets_bp', 'aggregation', 'critical_effect', 'sections']);
const SECTION_FIELDS = new Set(['section_key', 'weight', 'criteria']);
const CRITERION_FIELDS = new Set([
  'criterion_key',
  'kind',
  'weight',
  'business_area',
  'required',
  'critical',
  'critical_below_bp',
  'indifference_marker',
  ...KIND_OF_FIELD.keys(),
]);
const OPTION_FIELDS = new Set(['option_key', 'score_bp', 'outcome']);
const MEASURE_FIELDS = new Set(['better', 'stretch', 'target', 'floor']);
const RATING_FIELDS = new Set(['criterion_key', 'state', 'answer']);

/** The compiled rubric with its defaults filled in, or the first fault and its path. */
export function rubricOf(document: unknown): Answered<ScoringRubric> {
  return answered(() => {
    const fields = new Fields(document, '', RUBRIC_FIELDS);
    const meetsBp = fields.integer('meets_bp', 0, FULL_BP, DEFAULT_MEETS_BP);
    const aggregation = fields.word('aggregation', ['criteria', 'within_section'] as const, 'criteria');
    const effect = criticalEffect(fields);
    const sectionKeys = new Set<string>();
    const criterionKeys = new Set<string>();
    return {
      meets_bp: meetsBp,
      aggregation,
      critical_effect: effect,
      sections: fields.items('sections', 0, (item, path) => section(item, path, sectionKeys, criterionKeys)),
    };
  });
}

/** The ratings as given; whether they fit a rubric is for scoreOf to say. */
export function ratingsOf(document: unknown): Answered<Rating[]> {
  return answered(() =>
    listAt(document, 'ratings').map((item, position) => {
      const path = `ratings[${position}]`;
      const fields = new Fields(item, path, RATING_FIELDS);
      const criterionKey = fields.key('criterion_key');
      const state = fields.word('state', STATES);
      const answer = fields.get('answer');
      if (answer === null || typeof answer === 'boolean' || typeof answer === 'string' || isInteger(answer)) {
        return { criterion_key: criterionKey, state, answer };
      }
      return refuse('scoring.wrong_type', `${path}.answer`);
    }),
  );
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function criticalEffect(fields: Fields): CriticalEffect {
  const document = fields.get('critical_effect');
  if (document === null) return { effect: 'flag' };
  const inner = new Fields(document, 'critical_effect', new Set(['effect', 'cap_bp']));
  const effect = inner.word('effect', ['flag', 'cap', 'zero'] as const);
  if (effect === 'cap') return { effect, cap_bp: inner.integer('cap_bp', 0, FULL_BP) };
  if (inner.get('cap_bp') !== null) return refuse('scoring.field_of_other_kind', inner.pathOf('cap_bp'));
  return { effect };
}

function section(item: unknown, path: string, sectionKeys: Set<string>, criterionKeys: Set<string>): Section {
  const fields = new Fields(item, path, SECTION_FIELDS);
  const sectionKey = newKey(fields, 'section_key', sectionKeys);
  const weight = fields.integer('weight', 0, HEAVIEST_WEIGHT, 1);
  const criteria = fields.items('criteria', 0, (inner, at) => criterion(inner, at, criterionKeys));
  return { section_key: sectionKey, weight, criteria };
}

function criterion(item: unknown, path: string, criterionKeys: Set<string>): Criterion {
  const fields = new Fields(item, path, CRITERION_FIELDS);
  const criterionKey = newKey(fields, 'criterion_key', criterionKeys);
  const kind = fields.word('kind', KINDS);
  for (const [name, itsKind] of KIND_OF_FIELD) {
    if (kind !== itsKind && !saysNothing(fields.get(name))) refuse('scoring.field_of_other_kind', fields.pathOf(name));
  }
  const weight = fields.integer('weight', 0, HEAVIEST_WEIGHT);
  const critical = fields.boolean('critical', false);
  const indifferenceMarker = fields.boolean('indifference_marker', false);
  if ((kind === 'text' || kind === 'photo') && (weight > 0 || critical || indifferenceMarker)) {
    refuse('scoring.unscored_kind_counts', path);
  }
  return {
    criterion_key: criterionKey,
    scale: scale(fields, kind),
    weight,
    business_area: fields.key('business_area'),
    required: fields.boolean('required', true),
    critical,
    critical_below_bp: fields.integer('critical_below_bp', 1, FULL_BP, 1),
    indifference_marker: indifferenceMarker,
  };
}

/** Absent, or written out as "does not apply": an editor may send every field of every criterion. */
function saysNothing(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

function scale(fields: Fields, kind: Kind): Scale {
  switch (kind) {
    case 'rating': {
      const expected = fields.get('expected_rating') === null ? null : fields.integer('expected_rating', 1, 5);
      return { kind, table_bp: table(fields), expected_rating: expected };
    }
    case 'expectation':
      return { kind };
    case 'yes_no':
      return { kind, invert: fields.boolean('invert', false) };
    case 'choice': {
      const optionKeys = new Set<string>();
      return { kind, options: fields.items('options', 1, (item, path) => option(item, path, optionKeys)) };
    }
    case 'measured':
      return { kind, measure: measure(fields) };
    case 'text':
    case 'photo':
      return { kind };
  }
}

function table(fields: Fields): readonly number[] {
  if (fields.get('table_bp') === null) return DEFAULT_TABLE_BP;
  const entries = fields.items('table_bp', 5, (entry, path) => ({ entry, path }));
  if (entries.length !== 5) return refuse('scoring.value_out_of_range', fields.pathOf('table_bp'));
  return entries.map(({ entry, path }) => integerAt(entry, path, 0, FULL_BP));
}

function option(item: unknown, path: string, optionKeys: Set<string>): Option {
  const fields = new Fields(item, path, OPTION_FIELDS);
  return {
    option_key: newKey(fields, 'option_key', optionKeys),
    score_bp: fields.integer('score_bp', 0, FULL_BP),
    outcome: fields.get('outcome') === null ? null : fields.word('outcome', OUTCOMES),
  };
}

function measure(fields: Fields): Measure {
  const path = fields.pathOf('measure');
  const document = fields.get('measure');
  if (document === null) return refuse('scoring.field_missing', path);
  const inner = new Fields(document, path, MEASURE_FIELDS);
  const better = inner.word('better', ['lower', 'higher'] as const);
  const stretch = inner.integer('stretch', 0, LARGEST_MEASURE);
  const target = inner.integer('target', 0, LARGEST_MEASURE);
  const floor = inner.integer('floor', 0, LARGEST_MEASURE);
  const inOrder =
    better === 'lower' ? stretch <= target && target <= floor : stretch >= target && target >= floor;
  if (!inOrder) return refuse('scoring.measure_out_of_order', path);
  return { better, stretch, target, floor };
}

function newKey(fields: Fields, name: string, used: Set<string>): string {
  const key = fields.key(name);
  if (used.has(key)) return refuse('scoring.key_used_twice', fields.pathOf(name));
  used.add(key);
  return key;
}
