import { describe, expect, test } from 'vitest';
import { Editing } from '../../../frontend/src/evaluator/editing.svelte';
import { overviewOf } from '../../../frontend/src/device/overview';
import { ratingsOf } from '../../../frontend/src/device/freezing';
import { takeMark } from '../../../frontend/src/device/marks';
import { submitInteraction } from '../../../frontend/src/device/visits';
import { withWaits } from '../../../frontend/src/device/waits';
import { MIRA, mystery, Phone, rubric } from '../device/phone';

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
});

describe('a wait that the marks gave', () => {
  async function withAWait() {
    const phone = new Phone();
    const draft = await phone.startVisit();
    const begun = (await overviewOf(phone.database, MIRA)).visits[0];
    if (begun === undefined) throw new Error('no visit was started');
    await takeMark(phone.ports, begun, 'entered');
    phone.clock.pass(40_000);
    const visit = await takeMark(phone.ports, begun, 'acknowledged');
    if (visit === null) throw new Error('the visit is gone');
    const ratings = withWaits(mystery, visit.marks ?? [], draft.ratings, draft.started);
    return new Editing(phone.ports, visit, { ...draft, ratings, step: 'staff' }, mystery, {
      asksStaff: true,
      asksTouchpoint: false,
      hasMarks: true,
    });
  }

  test('is answered already, and is passed over on the way', async () => {
    const editing = await withAWait();
    expect(editing.answeredCount).toBe(1);
    await editing.chooseStaff({ kind: 'unknown' });
    await editing.rate('greeted', 'scored', true);
    await editing.goOn();
    expect(editing.draft.step).toBe('review');
  });

  test('is edited from its first change by hand, and can be taken back from the marks', async () => {
    const editing = await withAWait();
    await editing.rate('noticed', 'scored', 25_000);
    expect(editing.ratingOf('noticed')).toMatchObject({ answer: 25_000, edited: true, computed: false });
    expect(ratingsOf(mystery, editing.draft)[0]).toMatchObject({ basis: 'measured', edited: true });
    const noticed = editing.criteria[1];
    if (noticed === undefined) throw new Error('the rubric has changed');
    await editing.takeWaitFromMarks(noticed);
    expect(ratingsOf(mystery, editing.draft)[0]).toMatchObject({ answer: 40_000, basis: 'measured', edited: false });
  });

  test('given up is edited too, and measured by nobody', async () => {
    const editing = await withAWait();
    await editing.rate('noticed', 'scored', 'gave_up');
    expect(ratingsOf(mystery, editing.draft)[0]).toMatchObject({ answer: 'gave_up', basis: null, edited: true });
  });

  test('may be known otherwise than by measuring, if the evaluator says so', async () => {
    const editing = await withAWait();
    await editing.rate('noticed', 'scored', 30_000);
    await editing.setBasis('noticed', 'inferred');
    expect(ratingsOf(mystery, editing.draft)[0]).toMatchObject({ basis: 'inferred', edited: true });
  });

  test('has its marks one step before the form', async () => {
    const editing = await withAWait();
    expect(editing.stepBefore).toBe('marks');
    await editing.chooseStaff({ kind: 'unknown' });
    expect(editing.stepBefore).toBe('staff');
  });
});

describe('a missing answer, given from the review', () => {
  test('leads back to the review and not through everything once more', async () => {
    const editing = await editingOn(new Phone());
    await editing.rate('greeted', 'scored', true);
    await editing.rate('thanked', 'scored', true);
    await editing.rate('offered', 'scored', true);
    await editing.goTo({ criterion_key: 'greeted' });
    await editing.rate('greeted', 'scored', false);
    await editing.goOn();
    expect(editing.draft.step).toBe('review');
  });
});
