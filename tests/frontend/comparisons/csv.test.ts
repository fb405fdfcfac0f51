import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../frontend/src/comparisons/csv';
import { storesTable } from '../../../frontend/src/comparisons/tables/stores';
import type { StoresComparison } from '../../../frontend/src/comparisons/wire';
import { store } from './rows';

const oneCell = (cell: string) => csvOf({ name: 'x', columns: ['text'], rows: [[cell]] }).slice('text\n'.length, -1);

describe('a cell of text', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', "'quoted"])('begins no formula: %s', (text) => {
    expect(oneCell(text)).toBe(`'${text}`);
  });

  it.each([
    ['Linden, Nord', '"Linden, Nord"'],
    ['"Zur Post"', '"""Zur Post"""'],
    ['two\nlines', '"two\nlines"'],
    ['=a,b', `"'=a,b"`],
    ['0012', '0012'],
    ['', ''],
  ])('is quoted where it must be: %j', (text, written) => {
    expect(oneCell(text)).toBe(written);
  });
});

describe('a number', () => {
  it('is written as it is, also a negative one, and nothing is an empty cell', () => {
    expect(csvOf({ name: 'x', columns: ['a', 'b', 'c'], rows: [[-250, 0, null]] })).toBe('a,b,c\n-250,0,\n');
  });
});

describe('the table of the stores', () => {
  const answer: StoresComparison = {
    area: null,
    comparability_key: '0123456789abcdef',
    comparability_keys: [
      {
        comparability_key: '0123456789abcdef',
        rubric_key: 'floor-service',
        title: { en: 'Floor service' },
        version_labels: ['2026.1', '2026.2'],
        visit_count: 9,
      },
    ],
    overall: { ...store('x', 8_000, 9).figure, store_count: 2 },
    peer_groups: [],
    peers: 'area',
    period: { from_on: '2026-08-29', to_on: '2026-11-26' },
    rows: [
      store('Linden', 8_000, 9, { is_ordered: true, rank_low: 1, rank_high: 2 }),
      store('Hafen', null, 1, { rank_low: 1, rank_high: 2 }),
    ],
  };
  const [head, ...rows] = csvOf(storesTable(answer))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const at = (row: number, column: string) => rows[row]?.[head?.indexOf(column) ?? -1];

  it('has a row for each store and one for all, with figures in basis points', () => {
    expect(rows.map((_, row) => at(row, 'store_code'))).toEqual(['Linden', 'Hafen', '']);
    expect([at(0, 'scope'), at(2, 'scope'), at(2, 'stores')]).toEqual(['store', 'all', '2']);
    expect([at(0, 'visits'), at(0, 'raw_mean_bp'), at(0, 'display')]).toEqual(['9', '8000', 'shown']);
    expect([at(1, 'raw_mean_bp'), at(1, 'no_tier')]).toEqual(['', 'too_few_visits']);
  });

  it('tells a rank only where the screen does', () => {
    expect([at(0, 'rank_low'), at(0, 'rank_high')]).toEqual(['1', '2']);
    expect([at(1, 'rank_low'), at(1, 'rank_high')]).toEqual(['', '']);
  });

  it('says under which key and over which days', () => {
    expect([at(1, 'comparability_key'), at(1, 'rubric_key'), at(1, 'rubric_versions')]).toEqual([
      '0123456789abcdef',
      'floor-service',
      '2026.1 2026.2',
    ]);
    expect([at(0, 'from_on'), at(0, 'to_on')]).toEqual(['2026-08-29', '2026-11-26']);
  });

  it('has as many cells in each row as it has columns', () => {
    expect(new Set([head, ...rows].map((row) => row?.length)).size).toBe(1);
  });
});
