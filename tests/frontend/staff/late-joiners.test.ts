/** Recording for several people at once that they were told: one request for each notice, each person once. */
import { expect, test } from 'vitest';
import { byNotice, keyOf } from '../../../frontend/src/staff/late-joiners';
import type { LateJoiner } from '../../../frontend/src/staff/wire';

const person = (staff_member_id: string, staff_notice_id: string, store_id = 'linden'): LateJoiner => ({
  staff_member_id,
  staff_notice_id,
  store_id,
  staff_code: '0042',
  display_name: 'Lena Lind',
  store_name: 'Linden',
  posted_from: '2026-01-05',
  programme_title: { en: 'Floor service' },
  text_version: '1',
  notice_given_on: '2025-01-01',
});

test('the chosen are asked for by notice, and who works in two stores stands there once', () => {
  const people = [person('lena', 'floor'), person('lena', 'floor', 'hafen'), person('mats', 'floor'), person('lena', 'mystery')];
  const chosen = new Set(people.map(keyOf));
  expect([...byNotice(people, chosen)]).toEqual([
    ['floor', ['lena', 'mats']],
    ['mystery', ['lena']],
  ]);
});

test('who was not chosen is not told', () => {
  const people = [person('lena', 'floor'), person('mats', 'floor')];
  expect([...byNotice(people, new Set([keyOf(person('mats', 'floor'))]))]).toEqual([['floor', ['mats']]]);
  expect(byNotice(people, new Set()).size).toBe(0);
});
