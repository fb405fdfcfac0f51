/** What stands out, and the visits behind a figure, as tables. */
import type { Table } from '../csv';
import type { MyArea, VisitsBehind } from '../wire';
import { CRITICAL, criticalCells, HEAD, headCells, none } from './columns';

const CHANGE = [
  'visits',
  'raw_mean_bp',
  'before_from_on',
  'before_to_on',
  'before_visits',
  'before_raw_mean_bp',
  'difference_bp',
  'ci_low_bp',
  'ci_high_bp',
  'p_adjusted_ppm',
];

/** One row for each sentence. */
export function findingsTable(answer: MyArea): Table {
  return {
    name: 'my-area',
    columns: ['kind', 'stores', 'store_codes', ...CHANGE, ...CRITICAL, 'newest_on', ...HEAD],
    rows: answer.findings.map((finding) => {
      const { change, critical } = finding;
      return [
        finding.kind,
        finding.store_count,
        finding.stores.map((store) => store.store_code).join(' '),
        ...(change === null
          ? none(CHANGE)
          : [
              change.figure.visit_count,
              change.figure.raw_mean_bp,
              change.before.from_on,
              change.before.to_on,
              change.figure_before.visit_count,
              change.figure_before.raw_mean_bp,
              change.difference_bp,
              change.ci_low_bp,
              change.ci_high_bp,
              change.p_adjusted_ppm,
            ]),
        ...(critical === null ? none(CRITICAL) : criticalCells(critical)),
        finding.newest_on,
        ...headCells(answer),
      ];
    }),
  };
}

export function visitsTable(answer: VisitsBehind): Table {
  return {
    name: 'visits',
    columns: ['visit_id', 'store_code', 'name', 'visited_on', 'mode', 'score_bp', 'interactions', 'flags', ...HEAD],
    rows: (answer.visits ?? []).map((visit) => [
      visit.visit_id,
      visit.store_code,
      visit.store_name,
      visit.visited_on,
      visit.mode,
      visit.score_bp,
      visit.interaction_count,
      [
        visit.critical_failed ? 'critical_failed' : '',
        visit.is_disputed ? 'disputed' : '',
        visit.photos_missing ? 'photos_missing' : '',
      ]
        .filter(Boolean)
        .join(' '),
      ...headCells(answer),
    ]),
  };
}
