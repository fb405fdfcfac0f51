/** The page of one store as a table: `scope` and `key` say what a row is of; what a row has not is empty.
 *
 * People are in HR's export, with its purpose and its trace.
 */
import type { Cell, Table } from '../csv';
import type { MeasuredWaits, StoreComparison } from '../wire';
import {
  BELOW_MEETS,
  CRITICAL,
  criticalCells,
  FIGURE,
  figureCells,
  HEAD,
  headCells,
  INDIFFERENT,
  none,
  OUTCOMES,
  outcomeCells,
  shareCells,
} from './columns';

const BESIDE = ['swing_bp', ...BELOW_MEETS, 'coverage_bp', ...CRITICAL, 'stars', ...INDIFFERENT];
const QUANTILES = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;
const MEASURED = [
  'unit',
  'target',
  'kept',
  'kept_of',
  'kept_low_bp',
  'kept_high_bp',
  'gave_up',
  ...QUANTILES,
  'bin_from',
  'bin_to',
  'bin_count',
];

export function storeTable(answer: StoreComparison): Table {
  const head = headCells(answer);
  const code = answer.store.store_code;
  const row = (
    scope: string,
    key: string | null,
    figure: Cell[],
    outcomes: Cell[],
    beside: Cell[],
    measured: Cell[],
  ) => [code, scope, key, ...figure, ...outcomes, ...beside, ...measured, ...head];
  const [noOutcomes, noBeside, noMeasured] = [none(OUTCOMES), none(BESIDE), none(MEASURED)];
  return {
    name: `store-${code}`,
    columns: ['store_code', 'scope', 'key', ...FIGURE, ...OUTCOMES, ...BESIDE, ...MEASURED, ...HEAD],
    rows: [
      row('store', null, figureCells(answer.figure), outcomeCells(answer.outcomes), besideCells(answer), noMeasured),
      ...answer.business_areas.map((area) =>
        row(
          'business_area',
          area.business_area_key,
          figureCells(area.figure),
          outcomeCells(area.outcomes),
          noBeside,
          noMeasured,
        ),
      ),
      ...answer.criteria.map((criterion) =>
        row(
          'criterion',
          criterion.criterion_key,
          figureCells(criterion.figure),
          outcomeCells(criterion.outcomes),
          noBeside,
          noMeasured,
        ),
      ),
      ...answer.trend.map((month) =>
        row(
          'month',
          month.month_on.slice(0, 7),
          [month.visit_count, null, null, null, month.raw_mean_bp, null, null],
          noOutcomes,
          noBeside,
          noMeasured,
        ),
      ),
      ...answer.measured.flatMap((waits) =>
        measuredRows(waits).map(([visits, ...cells]) =>
          row('measured', waits.criterion_key, [visits ?? null, ...none(FIGURE.slice(1))], noOutcomes, noBeside, cells),
        ),
      ),
      ...answer.visits.map((visit) =>
        row(
          'visit',
          visit.visited_on,
          [
            1,
            visit.interaction_count,
            null,
            visit.critical_failed ? 'critical_failed' : null,
            visit.raw_bp,
            null,
            null,
          ],
          noOutcomes,
          noBeside,
          noMeasured,
        ),
      ),
    ],
  };
}

const besideCells = (answer: StoreComparison): Cell[] => [
  answer.consistency.swing_bp,
  ...shareCells(answer.consistency.below_meets),
  answer.coverage_bp,
  ...criticalCells(answer.critical),
  answer.stars,
  ...shareCells(answer.indifferent_share),
];

/** Visits and what was measured; then one row for each bar of the distribution. */
function measuredRows(waits: MeasuredWaits): Cell[][] {
  const { within_promise: kept, quantiles } = waits;
  return [
    [
      waits.visit_count,
      waits.unit,
      waits.target,
      kept.hits,
      kept.of,
      kept.ci_low_bp,
      kept.ci_high_bp,
      waits.gave_up,
      ...QUANTILES.map((name) => quantiles?.[name] ?? null),
      null,
      null,
      null,
    ],
    ...waits.bins.map((bin): Cell[] => [
      null,
      waits.unit,
      ...none(MEASURED.slice(1, -3)),
      bin.from_value,
      bin.to_value,
      bin.count,
    ]),
  ];
}
