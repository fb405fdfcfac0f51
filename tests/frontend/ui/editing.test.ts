import { describe, expect, test } from 'vitest';
import { Editing } from '../../../frontend/src/evaluator/editing.svelte';
import { overviewOf } from '../../../frontend/src/device/overview';
import { submitInteraction } from '../../../frontend/src/device/visits';
import { MIRA, Phone, rubric } from '../device/phone';

async function editingOn(phone: Phone, asks = { asksStaff: true, asksTouchpoint: true }) {
  const draft = await phone.begin();
  const { visits } = await overviewOf(phone.database, MIRA);
  const visit = visits.find((candidate) => candidate.visit_id === draft.visit_id);
  if (visit === undefined) throw new Error('no visit was begun');
  return new Editing(phone.ports, visit, draft, rubric, asks);
}

describe('the way through an interaction', () => {
  test('leads from person and place over each criterion to the review', async () => {
    const editing = await editingOn(new Phone());
    const way: unknown[] = [editing.draft.step];
    await editing.chooseStaff({ kind: 'unknown' });
    way.push(editing.draft.step);
    await editing.chooseTouchpoint('');
    for (let tap = 0; tap < 3; tap++) {
      way.push(editing.draft.step);
      await editing.rate(editing.current?.criterion_key ?? '', 'scored', true);
      await editing.goOn();
    }
    way.push(editing.draft.step);
    expect(way).toEqual([
      'staff',
      'touchpoint',
      { criterion_key: 'greeted' },
      { criterion_key: 'thanked' },
      { criterion_key: 'offered' },
      'review',
    ]);
  });

  test('passes over what the programme does not ask', async () => {
    const editing = await editingOn(new Phone(), { asksStaff: false, asksTouchpoint: false });
    await editing.skipWhatIsNotAsked();
    expect(editing.draft.step).toEqual({ criterion_key: 'greeted' });
    expect(editing.stepBefore).toBeNull();
  });

  test('returns to what was left open before the review', async () => {
    const editing = await editingOn(new Phone());
    await editing.goTo({ criterion_key: 'offered' });
    await editing.rate('offered', 'not_observed', null);
    await editing.goOn();
    expect(editing.draft.step).toEqual({ criterion_key: 'greeted' });
  });

  test('is found again at the same criterion after a crash', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    await editing.rate('greeted', 'scored', true);
    await editing.goTo({ criterion_key: 'thanked' });
    expect((await phone.drafts())[0]?.step).toEqual({ criterion_key: 'thanked' });
  });
});

describe('saving', () => {
  test('is said only when the newest of many quick taps is on disk', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    const taps = [true, false, true, false].map((answer) => editing.rate('greeted', 'scored', answer));
    expect(editing.saving).toBe('saving');
    await Promise.all(taps);
    expect(editing.saving).toBe('saved');
    expect((await phone.drafts())[0]?.ratings['greeted']?.answer).toBe(false);
  });

  test('that fails is said, and can be tried again without losing the answer', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    const { write } = phone.database;
    phone.database.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    await editing.rate('greeted', 'scored', true);
    expect(editing.saving).toBe('failed');
    phone.database.write = write;
    await editing.saveAgain();
    expect(editing.saving).toBe('saved');
    expect((await phone.drafts())[0]?.ratings['greeted']?.answer).toBe(true);
  });

  test('notices that another tab has finished the interaction', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    await submitInteraction(phone.ports, editing.draft, rubric, null);
    await editing.rate('greeted', 'scored', true);
    expect(editing.saving).toBe('gone');
  });
});

describe('the stop-watch', () => {
  test('goes by the clock that never goes back', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    const since = editing.now();
    phone.clock.wall_ms -= 60_000;
    phone.clock.monotonic_ms += 12_000;
    expect(editing.timedSince(since)).toBe(12_000);
  });

  test('counts the time a sleeping phone did not', async () => {
    const phone = new Phone();
    const editing = await editingOn(phone);
    const since = editing.now();
    phone.clock.wall_ms += 60_000;
    phone.clock.monotonic_ms += 5_000;
    expect(editing.timedSince(since)).toBe(60_000);
  });
});
