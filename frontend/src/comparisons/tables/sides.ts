/** A against B as a table, and the evaluators. */
import type { Cell, Table } from '../csv';
import type { Difference, DifferenceSide, EvaluatorsComparison } from '../wire';
import { FIGURE, figureCells, HEAD, headCells } from './columns';

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
      'evaluators_with_enough',
      'evaluators_p_value_ppm',
      'confounding_bp',
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
      answer.gates.evaluators_with_enough,
      answer.gates.p_value_ppm,
      answer.gates.confounding_bp,
      ...headCells(answer),
    ]),
  };
}
