import { describe, expect, test } from 'vitest';
import type { DraftRating, Mark } from '../../../frontend/src/device/documents';
import { waitBetween, withWaits } from '../../../frontend/src/device/waits';
import { mystery } from './phone';

const mark = (mark_key: string, elapsed_ms: number, at = '2026-11-23T09:00:00.000Z'): Mark => ({
  mark_key,
  moment: { at, offset_minutes: 60, elapsed_ms },
  edited: false,
});
const NOW = { at: '2026-11-23T09:30:00.000Z', offset_minutes: 60, elapsed_ms: 1_800_000 };
const [, noticed] = mystery.sections.flatMap((section) => section.criteria);
if (noticed === undefined) throw new Error('the rubric has changed');
const rating = (answer: number, more: Partial<DraftRating> = {}): DraftRating => ({
  state: 'scored',
  answer,
  comment: '',
  at: NOW,
  timing_since: null,
  ...more,
});

describe('the wait between two marks', () => {
  test('is their elapsed time, whatever the wall clock did meanwhile', () => {
    const marks = [mark('entered', 1_000), mark('acknowledged', 42_500, '2001-01-01T00:00:00.000Z')];
    expect(waitBetween(noticed, marks)).toBe(41_500);
  });

  test('is none with one mark, and none if they stand the other way round', () => {
    expect(waitBetween(noticed, [mark('entered', 1_000)])).toBeNull();
    expect(waitBetween(noticed, [mark('acknowledged', 1_000), mark('entered', 42_500)])).toBeNull();
  });
});

describe('the ratings when the marks are done', () => {
  const both = [mark('entered', 1_000), mark('acknowledged', 42_500)];

  test('hold the wait as measured, computed and not edited', () => {
    expect(withWaits(mystery, both, {}, NOW)).toEqual({
      noticed: rating(41_500, { basis: 'measured', edited: false, computed: true }),
    });
  });

  test('keep what a person entered', () => {
    for (const entered of [rating(9_000, { edited: true, computed: false }), rating(9_000)])
      expect(withWaits(mystery, both, { noticed: entered }, NOW)).toEqual({ noticed: entered });
  });

  test('follow a mark that was undone and taken again', () => {
    const first = withWaits(mystery, both, {}, NOW);
    const without = withWaits(mystery, [mark('entered', 1_000)], first, NOW);
    expect(without['noticed']?.state).toBeNull();
    const again = withWaits(mystery, [mark('entered', 1_000), mark('acknowledged', 61_000)], without, NOW);
    expect(again['noticed']?.answer).toBe(60_000);
  });

  test('keep a comment that was written before', () => {
    const open = { state: null, answer: null, comment: 'Busy', at: null, timing_since: null };
    expect(withWaits(mystery, both, { noticed: open }, NOW)['noticed']?.comment).toBe('Busy');
  });

  test('leave a running stop-watch alone', () => {
    const running = { state: null, answer: null, comment: '', at: null, timing_since: NOW };
    expect(withWaits(mystery, both, { noticed: running }, NOW)).toEqual({ noticed: running });
  });
});
