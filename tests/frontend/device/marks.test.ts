import { describe, expect, test } from 'vitest';
import { DeviceDatabase } from '../../../frontend/src/device/db';
import { deviceClock } from '../../../frontend/src/device/clock';
import { markOf, takeMark, undoMark, UNDO_MS } from '../../../frontend/src/device/marks';
import { overviewOf } from '../../../frontend/src/device/overview';
import { discardDraft, submitInteraction } from '../../../frontend/src/device/visits';
import { MIRA, mystery, Phone } from './phone';

async function startedOn(phone: Phone) {
  const draft = await phone.startVisit();
  const [visit] = (await overviewOf(phone.database, MIRA)).visits;
  if (visit === undefined) throw new Error('no visit was started');
  return { draft, visit };
}

describe('a time mark', () => {
  test('is on disk with wall clock and elapsed time before it is shown as taken', async () => {
    const phone = new Phone();
    const { visit } = await startedOn(phone);
    phone.clock.pass(40_000);
    const shown = await takeMark(phone.ports, visit, 'entered');
    const reopened = new DeviceDatabase(phone.databaseName);
    const stored = await reopened.read(['visits'], (tx) => tx.objectStore('visits').get(visit.visit_id));
    expect(stored).toEqual(shown);
    expect(stored?.marks).toEqual([
      {
        mark_key: 'entered',
        moment: { at: '2026-11-23T09:00:40.000Z', offset_minutes: 60, elapsed_ms: 40_000 },
        edited: false,
      },
    ]);
  });

  test('that could not be written is not shown as taken', async () => {
    const phone = new Phone();
    const { visit } = await startedOn(phone);
    phone.database.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    await expect(takeMark(phone.ports, visit, 'entered')).rejects.toThrow('full');
  });

  test('is of the tap, however long the phone takes to write it down', async () => {
    const phone = new Phone();
    const { visit } = await startedOn(phone);
    const taken = takeMark(phone.ports, visit, 'entered');
    phone.clock.pass(3_000);
    expect(markOf((await taken) ?? visit, 'entered')?.moment.elapsed_ms).toBe(0);
  });

  test('tapped twice stays the first', async () => {
    const phone = new Phone();
    const { visit } = await startedOn(phone);
    await takeMark(phone.ports, visit, 'entered');
    phone.clock.pass(700);
    const again = await takeMark(phone.ports, visit, 'entered');
    expect(again?.marks?.map((mark) => mark.moment.elapsed_ms)).toEqual([0]);
  });

  test('can be undone for five seconds, and then stands', async () => {
    const phone = new Phone();
    const { visit } = await startedOn(phone);
    const taken = (await takeMark(phone.ports, visit, 'entered')) ?? visit;
    phone.clock.pass(UNDO_MS - 1);
    expect((await undoMark(phone.ports, taken, 'entered'))?.marks).toEqual([]);
    const once = (await takeMark(phone.ports, visit, 'entered')) ?? visit;
    phone.clock.pass(UNDO_MS);
    expect((await undoMark(phone.ports, once, 'entered'))?.marks).toHaveLength(1);
  });

  test('of a visit that is gone or was sent is not taken', async () => {
    const phone = new Phone();
    const { draft, visit } = await startedOn(phone);
    await submitInteraction(phone.ports, draft, mystery, null);
    expect(await takeMark(phone.ports, visit, 'left')).toBeNull();
    const other = await startedOn(new Phone(phone.databaseName));
    await discardDraft(phone.ports, other.draft.interaction_id);
    expect(await takeMark(phone.ports, { ...other.visit, visit_id: other.draft.visit_id }, 'left')).toBeNull();
  });
});

describe('a covert visit', () => {
  test('that was started is gone on with by a second start', async () => {
    const phone = new Phone();
    const first = await phone.startVisit();
    expect(await phone.startVisit()).toEqual(first);
    expect(await phone.drafts()).toHaveLength(1);
  });

  test('is one interaction: after it, a start is another visit', async () => {
    const phone = new Phone();
    const first = await phone.startVisit();
    await submitInteraction(phone.ports, first, mystery, null);
    expect((await phone.startVisit()).visit_id).not.toBe(first.visit_id);
  });

  test('ended with its last mark, and is sent with all of them', async () => {
    const phone = new Phone();
    const { draft, visit } = await startedOn(phone);
    phone.clock.pass(60_000);
    await takeMark(phone.ports, visit, 'entered');
    phone.clock.pass(600_000);
    await takeMark(phone.ports, visit, 'left');
    phone.clock.pass(3_600_000);
    await submitInteraction(phone.ports, draft, mystery, null);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      mode: 'covert',
      ended: { elapsed_ms: 660_000 },
      marks: [{ mark_key: 'entered' }, { mark_key: 'left' }],
    });
  });
});

describe('the clock that waits are counted with', () => {
  const hands = { wall_ms: Date.parse('2026-11-23T09:00:00Z'), monotonic_ms: 500 };
  const clockOf = (at = { ...hands }) => ({
    at,
    clock: deviceClock(null, { wall: () => at.wall_ms, monotonic: () => at.monotonic_ms }),
  });

  test('counts the minutes in which the phone slept in a pocket', () => {
    const { at, clock } = clockOf();
    const before = clock.monotonic();
    clock.hide();
    at.wall_ms += 90_000;
    at.monotonic_ms += 4_000;
    clock.show();
    expect(clock.monotonic() - before).toBe(90_000);
  });

  test('takes no notice of a wall clock that is set while somebody looks', () => {
    const { at, clock } = clockOf();
    const before = clock.monotonic();
    at.wall_ms = Date.parse('2037-01-01T00:00:00Z');
    at.monotonic_ms += 12_000;
    expect(clock.monotonic() - before).toBe(12_000);
  });

  test.each([['2037-01-01T00:00:00Z'], ['2001-01-01T00:00:00Z']])(
    'never runs back and never leaps, even if the clock was set to %s out of sight',
    (set) => {
      const { at, clock } = clockOf();
      const before = clock.monotonic();
      clock.hide();
      at.wall_ms = Date.parse(set);
      at.monotonic_ms += 12_000;
      clock.show();
      expect(clock.monotonic() - before).toBe(12_000);
    },
  );
});
