/** One criterion or one business area over the stores as a table. */
import type { Cell, Table } from '../csv';
import type { AcrossRow, BusinessAreaAcross, CriterionAcross, Segment } from '../wire';
import { FIGURE, figureCells, HEAD, headCells, none, OUTCOMES, outcomeCells, PLACE, placeCells } from './columns';

/** `all` is the mean of the stores' means under the chosen key, `version` the same under each key, never joined. */
export function acrossTable(answer: CriterionAcross | BusinessAreaAcross): Table {
  const isCriterion = 'criterion_key' in answer;
  const key = isCriterion ? answer.criterion_key : answer.business_area_key;
  const head = headCells(answer);
  const headOf = (segment: Segment): Cell[] => headCells({ ...answer, comparability_key: segment.comparability_key });
  return {
    name: key,
    columns: [
      'scope',
      'store_code',
      'name',
      'stores',
      isCriterion ? 'criterion_key' : 'business_area_key',
      ...FIGURE,
      ...PLACE,
      'peers',
      ...OUTCOMES,
      ...HEAD,
    ],
    rows: [
      ...answer.rows.map((row: AcrossRow): Cell[] => [
        'store',
        row.store_code,
        row.name,
        1,
        key,
        ...figureCells(row.figure),
        ...placeCells(row.standing),
        answer.peers,
        ...outcomeCells(row.outcomes),
        ...head,
      ]),
      [
        'all',
        null,
        null,
        answer.overall.store_count,
        key,
        ...figureCells(answer.overall),
        ...none(PLACE),
        answer.peers,
        ...outcomeCells(answer.outcomes),
        ...head,
      ],
      ...answer.segments.map((segment): Cell[] => [
        'version',
        null,
        null,
        segment.overall.store_count,
        key,
        ...figureCells(segment.overall),
        ...none(PLACE),
        answer.peers,
        ...outcomeCells(segment.outcomes),
        ...headOf(segment),
      ]),
    ],
  };
}
