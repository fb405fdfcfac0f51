/** The stores, and the stores by business area, as tables: one row for what a screen draws as one. */
import type { Cell, Table } from '../csv';
import { chanceAt } from '../funnel';
import type { Heatmap, StoresComparison } from '../wire';
import {
  BELOW_MEETS,
  CRITICAL,
  criticalCells,
  FIGURE,
  figureCells,
  HEAD,
  headCells,
  none,
  OUTCOMES,
  outcomeCells,
  PLACE,
  placeCells,
  shareCells,
} from './columns';

/** Each store; last `all`, the mean of their means. The months stand in columns of their own, two for each. */
export function storesTable(answer: StoresComparison): Table {
  const months = answer.rows[0]?.trend.map((month) => month.month_on.slice(0, 7)) ?? [];
  const groups = new Map(answer.peer_groups.map((group) => [group.peer_key, group]));
  const beside = [
    'chance_low_bp',
    'chance_high_bp',
    'swing_bp',
    ...BELOW_MEETS,
    'coverage_bp',
    ...OUTCOMES,
    ...CRITICAL,
  ];
  const monthly = months.flatMap((month) => [`visits_${month}`, `raw_mean_bp_${month}`]);
  return {
    name: 'stores',
    columns: [
      'scope',
      'store_code',
      'name',
      'stores',
      ...FIGURE,
      ...PLACE,
      'peers',
      ...beside,
      'stars',
      'indifferent',
      ...monthly,
      ...HEAD,
    ],
    rows: [
      ...answer.rows.map((row): Cell[] => {
        const limits = chanceAt(groups.get(row.standing.peer_key)?.funnel ?? [], row.figure.visit_count);
        return [
          'store',
          row.store_code,
          row.name,
          1,
          ...figureCells(row.figure),
          ...placeCells(row.standing),
          answer.peers,
          limits?.lower_bp ?? null,
          limits?.upper_bp ?? null,
          row.consistency.swing_bp,
          ...shareCells(row.consistency.below_meets),
          row.coverage_bp,
          ...outcomeCells(row.outcomes),
          ...criticalCells(row.critical),
          row.stars,
          row.indifferent,
          ...row.trend.flatMap((month) => [month.visit_count, month.raw_mean_bp]),
          ...headCells(answer),
        ];
      }),
      [
        'all',
        null,
        null,
        answer.overall.store_count,
        ...figureCells(answer.overall),
        ...none(PLACE),
        answer.peers,
        ...none([...beside, 'stars', 'indifferent', ...monthly]),
        ...headCells(answer),
      ],
    ],
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
