import { describe, expect, it } from 'vitest';
import type { BundleReturn, StoredVisit, VisitDocument } from '../../../frontend/src/device/documents';
import { forgetReceived } from '../../../frontend/src/device/forgetting';
import { overviewOf, sumOf } from '../../../frontend/src/device/overview';
import { answer, isAnswered, keepWords, leftMs, reopen } from '../../../frontend/src/device/returns';
import { discardDraft, submitInteraction } from '../../../frontend/src/device/visits';
import { acceptAll, MIRA, Phone, rubric } from './phone';

/** The visit as the reviewer read it: what this phone, or another one of Mira's, has sent. */
async function returnedFrom(phone: Phone): Promise<BundleReturn> {
  const sent = phone.server.seen.at(-1);
  const [receipt] = (await phone.receipts()).slice(-1);
  if (sent === undefined || receipt === undefined) throw new Error('nothing was sent');
  const document = JSON.parse(sent.text) as VisitDocument;
  const [first] = document.interactions;
  return {
    return_id: 'return-1',
    returned_at: '2026-11-23T10:00:00Z',
    due_at: '2026-11-26T10:00:00Z',
    visited_on: '2026-11-23',
    questions: [{ evaluation_id: first?.evaluation_id ?? '', criterion_key: 'greeted', question: 'Who?' }],
    document,
    receipt,
  };
}

async function asked(): Promise<{ phone: Phone; one: BundleReturn; evaluation_id: string }> {
  const phone = new Phone();
  await phone.log();
  await phone.drain();
  const one = await returnedFrom(phone);
  return { phone, one, evaluation_id: one.document.interactions[0]?.evaluation_id ?? '' };
}

async function visitOn(phone: Phone): Promise<StoredVisit> {
  const [visit] = (await overviewOf(phone.database, MIRA)).visits;
  if (visit === undefined) throw new Error('the visit is gone');
  return visit;
}

const sentBodies = (phone: Phone) => phone.server.seen.map(({ text }) => JSON.parse(text) as VisitDocument);

describe('words to a question', () => {
  it('are on disk as they are typed, and go out with the next revision', async () => {
    const { phone, one } = await asked();
    await keepWords(phone.ports, MIRA, one, 0, 'Ann');
    await keepWords(phone.ports, MIRA, one, 0, 'Anna did.');
    expect(sumOf(await overviewOf(phone.database, MIRA))).toBe('something_waits');
    await answer(phone.ports, MIRA, one);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      revision: 2,
      answers: [{ return_id: 'return-1', position: 0, words: 'Anna did.' }],
    });
    await phone.drain();
    expect(isAnswered(await visitOn(phone), one)).toBe(true);
    expect(sumOf(await overviewOf(phone.database, MIRA))).toBe('all_received');
  });

  it('stay when their author signs out before sending them', async () => {
    const { phone, one } = await asked();
    await keepWords(phone.ports, MIRA, one, 0, 'Anna did.');
    await forgetReceived(phone.database, null, null);
    const visit = await visitOn(phone);
    expect(visit.words).toMatchObject([{ words: 'Anna did.' }]);
    expect(visit.contents_dropped).toBeUndefined();
  });

  it('that are blank say nothing', async () => {
    const { phone, one } = await asked();
    await keepWords(phone.ports, MIRA, one, 0, '  ');
    await answer(phone.ports, MIRA, one);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).not.toHaveProperty('answers');
  });
});

describe('filling a returned interaction in once more', () => {
  it('gives it its own place again, in its visit, though that has ended', async () => {
    const { phone, one, evaluation_id } = await asked();
    const draft = await reopen(phone.ports, MIRA, one, evaluation_id);
    if (draft === null) throw new Error('nothing to reopen');
    expect(draft.ratings['greeted']?.answer).toBe(true);
    expect(await reopen(phone.ports, MIRA, one, evaluation_id)).toEqual(draft);
    await submitInteraction(phone.ports, await phone.answer(draft, 'greeted', false), rubric, null);
    await phone.drain();
    const [first, second] = sentBodies(phone);
    expect(second?.visit_id).toBe(first?.visit_id);
    expect(second?.interactions).toHaveLength(1);
    expect(second?.interactions[0]).toMatchObject({ evaluation_id, ratings: [{ answer: false }, { answer: false }] });
  });

  it('thrown away leaves what was sent, with its photos', async () => {
    const phone = new Phone();
    await phone.logWithPhoto();
    await phone.drain();
    const one = await returnedFrom(phone);
    const draft = await reopen(phone.ports, MIRA, one, one.document.interactions[0]?.evaluation_id ?? '');
    if (draft === null) throw new Error('nothing to reopen');
    await discardDraft(phone.ports, draft.interaction_id);
    const { visits, photos, drafts } = await overviewOf(phone.database, MIRA);
    expect(drafts).toEqual([]);
    expect(visits[0]?.interactions).toHaveLength(1);
    expect(photos).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('a phone that never had the visit', () => {
  it('takes it over with its receipt, and answers as the other one would have', async () => {
    const { one, evaluation_id } = await asked();
    const other = new Phone();
    other.server.answer = acceptAll;
    other.clock.pass(86_400_000);
    await keepWords(other.ports, MIRA, one, 0, 'Anna did.');
    expect((await visitOn(other)).frozen).toMatchObject([{ revision: 1, content_hash: one.receipt.content_hash }]);
    const draft = await reopen(other.ports, MIRA, one, evaluation_id);
    if (draft === null) throw new Error('nothing to reopen');
    await submitInteraction(other.ports, await other.answer(draft, 'greeted', false), rubric, null);
    await other.drain();
    const [sent] = sentBodies(other);
    expect(sent).toMatchObject({ revision: 2, visit_id: one.document.visit_id, answers: [{ words: 'Anna did.' }] });
    expect(sent?.started).toEqual(one.document.started);
    expect(sumOf(await overviewOf(other.database, MIRA))).toBe('all_received');
  });

  it('takes it over again when its author had signed out there', async () => {
    const { phone, one, evaluation_id } = await asked();
    await forgetReceived(phone.database, null, null);
    const draft = await reopen(phone.ports, MIRA, one, evaluation_id);
    expect(draft?.ratings['greeted']?.answer).toBe(true);
    expect((await visitOn(phone)).contents_dropped).toBeUndefined();
  });
});

describe('the time that is left', () => {
  it('is counted to the last moment and below it', async () => {
    const { phone, one } = await asked();
    expect(leftMs(one, phone.clock)).toBe(Date.parse('2026-11-26T10:00:00Z') - phone.clock.wall());
    phone.clock.pass(7 * 86_400_000);
    expect(leftMs(one, phone.clock)).toBeLessThan(0);
  });
});
