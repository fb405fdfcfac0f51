import { describe, expect, test } from 'vitest';
import { dayIn, momentOf } from '../../../frontend/src/device/clock';
import { sha256Hex, uuidv7 } from '../../../frontend/src/device/ids';
import { HeldClock } from './phone';

test('a UUIDv7 carries its millisecond, version and variant', () => {
  expect(uuidv7(0x017f22e279b0, new Uint8Array(10).fill(0xff))).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
  expect(uuidv7(0, new Uint8Array(10))).toBe('00000000-0000-7000-8000-000000000000');
});

test('the hash is over UTF-8', async () => {
  // printf 'Größe' | sha256sum
  expect(await sha256Hex('Größe')).toBe('aedc3f80989a6546962705852b2f4a481dbd1e490760693525c3724bacab3f50');
});

describe('a moment', () => {
  test('never has a negative elapsed time', () => {
    const clock = new HeldClock();
    expect(momentOf(clock, clock.monotonic_ms + 50).elapsed_ms).toBe(0);
  });

  test('belongs to the day of the store’s zone', () => {
    const instant = Date.parse('2026-11-23T23:30:00Z');
    expect([dayIn('Europe/Berlin', instant), dayIn('America/New_York', instant)]).toEqual(['2026-11-24', '2026-11-23']);
  });
});
