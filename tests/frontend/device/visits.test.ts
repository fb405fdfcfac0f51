import { describe, expect, test } from 'vitest';
import { cleanText, missingIn } from '../../../frontend/src/device/freezing';
import { discardDraft, MOST_INTERACTIONS, saveDraft, submitInteraction } from '../../../frontend/src/device/visits';
import { overviewOf } from '../../../frontend/src/device/overview';
import { unreceiptedVisitCount } from '../../../frontend/src/device/viewer';
import { DeviceDatabase } from '../../../frontend/src/device/db';
import { hafen, linden, MIRA, NILS, Phone, rubric } from './phone';

describe('a tap', () => {
  test('is there after the app was killed and opened again', async () => {
    const phone = new Phone();
    const draft = await phone.answer(await phone.begin(), 'greeted', true);
    const reopened = new DeviceDatabase(phone.databaseName);
    const found = await reopened.read(['drafts'], (tx) => tx.objectStore('drafts').get(draft.interaction_id));
    expect(found?.ratings['greeted']?.answer).toBe(true);
  });

  test('is saved although the browser closed the connection meanwhile', async () => {
    const phone = new Phone();
    const draft = await phone.begin();
    // What iOS does to a page that was in the background.
    await phone.database.read(['drafts'], async (tx) => tx.db.close());
    const saved = await phone.answer(draft, 'greeted', false);
    expect((await phone.drafts())[0]).toEqual(saved);
  });

  test('that comes after the interaction was finished in another tab revives nothing', async () => {
    const phone = new Phone();
    const draft = await phone.answer(await phone.answer(await phone.begin(), 'greeted', true), 'thanked', true);
    await submitInteraction(phone.ports, draft, rubric, null);
    expect(await saveDraft(phone.ports, { ...draft, comment: 'late' })).toBeNull();
    expect(await phone.drafts()).toEqual([]);
  });
});

describe('finishing an interaction', () => {
  test('takes the draft away and queues the visit in one step', async () => {
    const phone = new Phone();
    const visit = await phone.log();
    expect(await phone.drafts()).toEqual([]);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      visit_id: visit.visit_id,
      revision: 1,
      store_id: 'store-linden',
      mode: 'floor',
      marks: [],
      comment: null,
      interactions: [
        {
          staff: { kind: 'unknown' },
          touchpoint_key: null,
          weight: 1,
          ratings: [
            { criterion_key: 'greeted', state: 'scored', answer: true, basis: null, comment: null },
            { criterion_key: 'thanked', state: 'scored', answer: false },
          ],
        },
      ],
    });
  });

  test('twice by a double tap makes one interaction', async () => {
    const phone = new Phone();
    const draft = await phone.answer(await phone.answer(await phone.begin(), 'greeted', true), 'thanked', true);
    const both = await Promise.all([
      submitInteraction(phone.ports, draft, rubric, null),
      submitInteraction(phone.ports, draft, rubric, null),
    ]);
    expect(both.filter((visit) => visit !== null)).toHaveLength(1);
    const { visits } = await overviewOf(phone.database, MIRA);
    expect(visits.flatMap((visit) => visit.interactions)).toHaveLength(1);
  });

  test('needs every required criterion, and only those', async () => {
    const phone = new Phone();
    const draft = await phone.answer(await phone.begin(), 'greeted', true);
    expect(missingIn(rubric, draft)).toEqual(['thanked']);
  });

  test('measures from the start of the visit by the clock that never goes back', async () => {
    const phone = new Phone();
    await phone.begin();
    phone.clock.wall_ms -= 3_600_000;
    phone.clock.monotonic_ms += 5_000;
    const visit = await phone.log();
    expect(visit.interactions[0]?.interaction.submitted.elapsed_ms).toBe(5_000);
  });
});

describe('a visit', () => {
  test('holds all interactions of one walk, and another store begins another', async () => {
    const phone = new Phone();
    const first = await phone.log(linden);
    const second = await phone.log(linden);
    const elsewhere = await phone.log(hafen);
    expect(second.visit_id).toBe(first.visit_id);
    expect(elsewhere.visit_id).not.toBe(first.visit_id);
    const { visits } = await overviewOf(phone.database, MIRA);
    expect(visits.find((visit) => visit.visit_id === first.visit_id)?.ended).not.toBeNull();
  });

  test('ends with the day in the store’s zone, not in Greenwich', async () => {
    const phone = new Phone();
    phone.clock.wall_ms = Date.parse('2026-11-23T22:30:00Z');
    const evening = await phone.log();
    phone.clock.pass(3_600_000); // 00:30 in Berlin
    const night = await phone.log();
    expect([evening.visited_on, night.visited_on]).toEqual(['2026-11-23', '2026-11-24']);
    expect(night.visit_id).not.toBe(evening.visit_id);
  });

  test('is never larger than the protocol allows', async () => {
    const phone = new Phone();
    for (let count = 0; count < MOST_INTERACTIONS + 1; count++) await phone.log();
    const { visits } = await overviewOf(phone.database, MIRA);
    expect(visits.map((visit) => visit.interactions.length).sort((a, b) => a - b)).toEqual([1, MOST_INTERACTIONS]);
  });

  test('without anything in it goes with its discarded interaction', async () => {
    const phone = new Phone();
    const draft = await phone.begin();
    await discardDraft(phone.ports, draft.interaction_id);
    expect((await overviewOf(phone.database, MIRA)).visits).toEqual([]);
  });

  test('of somebody else on this phone is not shown and is counted for its author only', async () => {
    const phone = new Phone();
    await phone.log(linden, MIRA);
    await phone.begin(linden, NILS);
    expect((await overviewOf(phone.database, NILS)).visits.map((visit) => visit.account_id)).toEqual([NILS]);
    expect(await unreceiptedVisitCount(MIRA, phone.database)).toBe(1);
    await phone.drain(MIRA);
    expect(await unreceiptedVisitCount(MIRA, phone.database)).toBe(0);
    expect(await unreceiptedVisitCount(NILS, phone.database)).toBe(1);
  });
});

describe('text from a keyboard', () => {
  test.each([
    ['  two words ', 'two words'],
    ['a\u0000b', 'ab'],
    ['broken \ud83d end', 'broken \ufffd end'],
    ['whole 😀', 'whole 😀'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(cleanText(typed)).toBe(kept);
  });
});
