/** The answers of the server as tables: columns named as in schemas/exports, figures in whole basis points. */
import type { Cell, Table } from './csv';
import type {
  AcrossRow,
  Comparability,
  BusinessAreaAcross,
  CriterionAcross,
  Difference,
  DifferenceSide,
  EvaluatorsComparison,
  Figure,
  Heatmap,
  Outcomes,
  Standing,
  StoreComparison,
  StoresComparison,
} from './wire';

const FIGURE = ['visits', 'interactions', 'display', 'flags', 'raw_mean_bp', 'ci_low_bp', 'ci_high_bp'];
const OUTCOMES = ['exceeded', 'met', 'below', 'gap_bp'];
const PLACE = [
  'tier',
  'no_tier',
  'rank_low',
  'rank_high',
  'shrunk_mean_bp',
  'reliability_bp',
  'more_visits_until_told_apart',
  'more_visits_until_reliable',
];
const HEAD = ['comparability_key', 'rubric_key', 'rubric_versions', 'from_on', 'to_on'];

const figureCells = (figure: Figure): Cell[] => [
  figure.visit_count,
  figure.interaction_count,
  figure.display,
  figure.flags.join(' '),
  figure.raw_mean_bp,
  figure.ci_low_bp,
  figure.ci_high_bp,
];

const outcomeCells = ({ exceeded, met, below, gap_bp }: Outcomes): Cell[] => [exceeded, met, below, gap_bp];

/** Ranks only where they may be said. */
const placeCells = (standing: Standing): Cell[] => [
  standing.tier,
  standing.no_tier,
  standing.is_ordered ? standing.rank_low : null,
  standing.is_ordered ? standing.rank_high : null,
  standing.shrunk_mean_bp,
  standing.reliability_bp,
  standing.more_visits_until_told_apart,
  standing.more_visits_until_reliable,
];

type Asked = {
  readonly comparability_key: string | null;
  readonly comparability_keys: readonly Comparability[];
  readonly period: { readonly from_on: string; readonly to_on: string };
};

function headCells({ comparability_key, comparability_keys, period }: Asked): Cell[] {
  const key = comparability_keys.find((each) => each.comparability_key === comparability_key);
  return [
    comparability_key,
    key?.rubric_key ?? null,
    key?.version_labels.join(' ') ?? null,
    period.from_on,
    period.to_on,
  ];
}

export function storesTable(answer: StoresComparison): Table {
  return {
    name: 'stores',
    columns: [
      'store_code',
      'name',
      ...FIGURE,
      ...PLACE,
      'peers',
      'swing_bp',
      'visits_below_meets',
      'coverage_bp',
      ...OUTCOMES,
      'critical_failed',
      'critical_of',
      'critical_low_bp',
      'critical_high_bp',
      'stars',
      'indifferent',
      ...HEAD,
    ],
    rows: answer.rows.map((row) => [
      row.store_code,
      row.name,
      ...figureCells(row.figure),
      ...placeCells(row.standing),
      answer.peers,
      row.consistency.swing_bp,
      row.consistency.below_meets.hits,
      row.coverage_bp,
      ...outcomeCells(row.outcomes),
      row.critical.failed,
      row.critical.of,
      row.critical.ci_low_bp,
      row.critical.ci_high_bp,
      row.stars,
      row.indifferent,
      ...headCells(answer),
    ]),
  };
}

export function heatmapTable(answer: Heatmap): Table {
  return {
    name: 'stores-by-business-area',
    columns: ['store_code', 'name', 'business_area_key', ...FIGURE, 'tier', 'no_tier', 'peers', ...OUTCOMES, ...HEAD],
    rows: answer.rows.flatMap((row) =>
      row.cells.map((cell) => [
        row.store_code,
        row.name,
        cell.business_area_key,
        ...figureCells(cell.figure),
        cell.tier,
        cell.no_tier,
        answer.peers,
        ...outcomeCells(cell.outcomes),
        ...headCells(answer),
      ]),
    ),
  };
}

/** The store itself, its business areas and its criteria; people are in HR's export, with its purpose and its notice. */
export function storeTable(answer: StoreComparison): Table {
  const head = headCells(answer);
  const code = answer.store.store_code;
  return {
    name: `store-${code}`,
    columns: ['store_code', 'scope', 'key', ...FIGURE, ...OUTCOMES, ...HEAD],
    rows: [
      [code, 'store', null, ...figureCells(answer.figure), ...outcomeCells(answer.outcomes), ...head],
      ...answer.business_areas.map((area): Cell[] => [
        code,
        'business_area',
        area.business_area_key,
        ...figureCells(area.figure),
        ...outcomeCells(area.outcomes),
        ...head,
      ]),
      ...answer.criteria.map((criterion): Cell[] => [
        code,
        'criterion',
        criterion.criterion_key,
        ...figureCells(criterion.figure),
        ...outcomeCells(criterion.outcomes),
        ...head,
      ]),
    ],
  };
}

export function acrossTable(answer: CriterionAcross | BusinessAreaAcross): Table {
  const isCriterion = 'criterion_key' in answer;
  const key = isCriterion ? answer.criterion_key : answer.business_area_key;
  return {
    name: key,
    columns: [
      'store_code',
      'name',
      isCriterion ? 'criterion_key' : 'business_area_key',
      ...FIGURE,
      ...PLACE,
      'peers',
      ...OUTCOMES,
      ...HEAD,
    ],
    rows: answer.rows.map((row: AcrossRow) => [
      row.store_code,
      row.name,
      key,
      ...figureCells(row.figure),
      ...placeCells(row.standing),
      answer.peers,
      ...outcomeCells(row.outcomes),
      ...headCells(answer),
    ]),
  };
}

export function differenceTable({ a, pairs, comparability_key }: Difference): Table {
  const side = (letter: string) =>
    ['kind', 'code', 'from_on', 'to_on', 'stores', ...FIGURE].map((column) => `${letter}_${column}`);
  const sideCells = ({ kind, code, period, store_count, figure }: DifferenceSide): Cell[] => [
    kind,
    code,
    period.from_on,
    period.to_on,
    store_count,
    ...figureCells(figure),
  ];
  return {
    name: 'difference',
    columns: [
      ...side('a'),
      ...side('b'),
      'verdict',
      'no_difference',
      'difference_bp',
      'ci_low_bp',
      'ci_high_bp',
      'p_value_ppm',
      'p_adjusted_ppm',
      'detectable_bp',
      'comparability_key',
    ],
    rows: pairs.map((pair) => [
      ...sideCells(a),
      ...sideCells(pair.b),
      pair.verdict,
      pair.no_difference,
      pair.difference_bp,
      pair.ci_low_bp,
      pair.ci_high_bp,
      pair.p_value_ppm,
      pair.p_adjusted_ppm,
      pair.detectable_bp,
      comparability_key,
    ]),
  };
}

export function evaluatorsTable(answer: EvaluatorsComparison): Table {
  return {
    name: 'evaluators',
    columns: [
      'evaluator_code',
      'visits',
      'stores',
      'areas',
      'raw_mean_bp',
      'effect_bp',
      'effect_low_bp',
      'effect_high_bp',
      'adjusted_mean_bp',
      'adjusted_refusal',
      ...HEAD,
    ],
    rows: answer.rows.map((row) => [
      row.evaluator_code,
      row.visit_count,
      row.store_count,
      row.area_count,
      row.raw_mean_bp,
      row.effect_bp,
      row.ci_low_bp,
      row.ci_high_bp,
      row.adjusted_mean_bp,
      answer.refusal,
      ...headCells(answer),
    ]),
  };
}
