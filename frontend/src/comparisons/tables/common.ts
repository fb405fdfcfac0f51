/** Two versions on their common criteria as a table: one row for each store and version. */
import type { Cell, Table } from '../csv';
import type { CommonSide, Figure, OnCommonCriteria } from '../wire';
import { FIGURE, figureCells, HEAD, headCells } from './columns';

/** `weights_of`: the key whose weights count on both sides; `criteria`: what is in common. */
export function commonTable(answer: OnCommonCriteria): Table {
  const { chosen, other } = answer;
  const criteria = answer.criteria.map((each) => each.criterion_key).join(' ');
  const row = (side: CommonSide, figure: Figure, place: Cell[]): Cell[] => [
    ...place,
    answer.business_area_key,
    ...figureCells(figure),
    side.common_share_bp,
    criteria,
    answer.comparability_key,
    ...headCells({ ...answer, comparability_key: side.comparability_key }),
  ];
  const rows: Cell[][] = [];
  if (chosen !== null && other !== null) {
    for (const each of answer.rows) {
      const place = ['store', each.store_code, each.name, 1];
      rows.push(row(chosen, each.chosen, place), row(other, each.other, place));
    }
    for (const side of [chosen, other])
      if (side.overall !== null) rows.push(row(side, side.overall, ['all', null, null, side.overall.store_count]));
  }
  return {
    name: 'common-criteria',
    columns: [
      'scope',
      'store_code',
      'name',
      'stores',
      'business_area_key',
      ...FIGURE,
      'common_share_bp',
      'criteria',
      'weights_of',
      ...HEAD,
    ],
    rows,
  };
}
