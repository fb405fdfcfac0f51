import { describe, expect, test } from 'vitest';
import { finishVisit } from '../../../frontend/src/device/visits';
import { overviewOf, stateOf, sumOf } from '../../../frontend/src/device/overview';
import { retryRefused, type Delivery } from '../../../frontend/src/device/outbox';
import { sha256Hex } from '../../../frontend/src/device/ids';
import { acceptAll, hafen, linden, MIRA, NILS, Phone, receiptFor } from './phone';

const noticeMissing = { title: 'No staff notice', status: 409, code: 'visits.no_staff_notice', detail: 'none' };

describe('a visit leaves the queue', () => {
  test('when a receipt names its id and its hash, and the receipt is kept', async () => {
    const phone = new Phone();
    const visit = await phone.log();
    expect(await phone.drain()).toEqual({ kind: 'progress', received: 1, refused: 0, more: false, update_wanted: false });
    expect(await phone.entries()).toEqual([]);
    expect((await phone.receipts()).map((receipt) => receipt.content_hash)).toEqual([visit.frozen[0]?.content_hash]);
  });

  test('with the very text that was hashed, however it is written', async () => {
    const phone = new Phone();
    const visit = await phone.log();
    await phone.drain();
    const [sent] = phone.server.seen;
    expect(await sha256Hex(sent?.text ?? '')).toBe(visit.frozen[0]?.content_hash);
  });

  test('also when the first answer was lost on the way and the server says it again', async () => {
    const phone = new Phone();
    await phone.log();
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    expect(await phone.entries()).toHaveLength(1);
    phone.server.answer = acceptAll;
    await phone.drain();
    expect(await phone.entries()).toEqual([]);
    expect(phone.server.seen[0]?.text).toBe(phone.server.seen[1]?.text);
  });
});

describe('a visit stays in the queue', () => {
  const results = (items: unknown[]): Delivery => ({ kind: 'answered', value: { server_time: 'now', results: items } });

  const answers: readonly (readonly [string, Phone['server']['answer']])[] = [
    ['a captive portal answers 200 with its own page', async () => ({ kind: 'unreachable', reason: 'not_our_server' })],
    ['the answer is JSON of somebody else', async () => ({ kind: 'answered', value: { ok: true } })],
    ['the answer names nothing', async () => results([])],
    ['the answer is a list of nonsense', async () => results(['accepted', null])],
    [
      'it is accepted without a receipt',
      async ([visit]) =>
        results([{ position: 0, visit_id: visit?.visit_id, status: 'accepted', receipt: null, problem: null }]),
    ],
    [
      'the receipt names another hash',
      async ([visit]) =>
        results([
          {
            position: 0,
            visit_id: visit?.visit_id,
            status: 'accepted',
            receipt: visit && { ...(await receiptFor(visit)), content_hash: 'f'.repeat(64) },
            problem: null,
          },
        ]),
    ],
    [
      'the receipt names another visit',
      async ([visit]) =>
        results([
          {
            position: 0,
            visit_id: visit?.visit_id,
            status: 'accepted',
            receipt: visit && { ...(await receiptFor(visit)), visit_id: 'other' },
            problem: null,
          },
        ]),
    ],
    [
      'the server fails',
      async () => ({
        kind: 'problem',
        problem: { title: 'Oops', status: 500, code: 'internal' },
        retry_after_ms: null,
      }),
    ],
    [
      'the server asks to wait',
      async () => ({
        kind: 'problem',
        problem: { title: 'Slow', status: 429, code: 'too_many' },
        retry_after_ms: 9_000,
      }),
    ],
    ['the session has ended', async () => ({ kind: 'no_session' })],
    ['there is no network', async () => ({ kind: 'unreachable', reason: 'offline' })],
  ];

  test.each(answers)('when %s', async (_why, answer) => {
    const phone = new Phone();
    await phone.log();
    const [before] = await phone.entries();
    phone.server.answer = answer;
    expect((await phone.drain()).kind).toBe('failed');
    const [after] = await phone.entries();
    expect(after).toEqual({ ...before, attempted: true });
    expect(await phone.receipts()).toEqual([]);
  });

  test('with its reason when the server refuses it, and the next one goes out', async () => {
    const phone = new Phone();
    const refused = await phone.log(linden);
    const other = await phone.log(hafen);
    phone.server.answer = async (visits) => {
      const accepted = (await acceptAll(visits)) as {
        value: { results: { visit_id: string; status: string; receipt: unknown; problem: unknown }[] };
      };
      for (const result of accepted.value.results) {
        if (result.visit_id !== refused.visit_id) continue;
        Object.assign(result, { status: 'refused', receipt: null, problem: noticeMissing });
      }
      return accepted as unknown as Delivery;
    };
    while ((await phone.drain()).kind === 'progress');
    const entries = await phone.entries();
    expect(entries.map((entry) => [entry.visit_id, entry.problem?.code])).toEqual([
      [refused.visit_id, 'visits.no_staff_notice'],
    ]);
    expect((await phone.receipts()).map((receipt) => receipt.visit_id)).toContain(other.visit_id);

    phone.server.answer = acceptAll;
    await retryRefused(phone.database, refused.visit_id);
    await phone.drain();
    expect(await phone.entries()).toEqual([]);
  });

  test('of its author when somebody else signs in on the same phone', async () => {
    const phone = new Phone();
    const visit = await phone.log(linden, MIRA);
    expect(await phone.drain(NILS)).toEqual({ kind: 'nothing_to_send' });
    expect(phone.server.bodies).toEqual([]);
    expect((await phone.entries()).map((entry) => entry.visit_id)).toEqual([visit.visit_id]);
  });
});

describe('the order of sending', () => {
  test('is the order of saving, when the clock jumps back from 2037 to 2020 between two visits', async () => {
    const phone = new Phone();
    phone.clock.wall_ms = Date.parse('2037-01-01T12:00:00Z');
    const first = await phone.log(linden);
    await finishVisit(phone.ports, first.visit_id);
    phone.clock.wall_ms = Date.parse('2020-01-01T12:00:00Z');
    const second = await phone.log(hafen);
    await phone.drain();
    const order = phone.server.seen.map((visit) => visit.visit_id);
    expect(order.indexOf(first.visit_id)).toBeLessThan(order.indexOf(second.visit_id));
  });

  test('never puts two revisions of one visit into one batch', async () => {
    const phone = new Phone();
    await phone.log();
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    await phone.log();
    phone.server.answer = acceptAll;
    phone.server.bodies.length = 0;
    expect(await phone.drain()).toMatchObject({ received: 1, more: true });
    expect(await phone.drain()).toMatchObject({ received: 1, more: false });
    expect(
      phone.server.bodies.map((body) =>
        (JSON.parse(body) as { visits: { revision: number }[] }).visits.map((visit) => visit.revision),
      ),
    ).toEqual([[1], [2]]);
  });

  test('halves a batch that is too large for something on the way', async () => {
    const phone = new Phone();
    await phone.log(linden);
    await phone.log(hafen);
    phone.server.answer = async (visits) =>
      visits.length > 1
        ? { kind: 'problem', problem: { title: 'Large', status: 413, code: 'too_large' }, retry_after_ms: null }
        : acceptAll(visits);
    while ((await phone.drain()).kind === 'progress');
    expect(await phone.entries()).toEqual([]);
  });
});

describe('a newer revision', () => {
  test('replaces one that never left the phone, and holds its interactions', async () => {
    const phone = new Phone();
    const first = await phone.log();
    const second = await phone.log();
    expect(second.visit_id).toBe(first.visit_id);
    const entries = await phone.entries();
    expect(entries.map((entry) => entry.revision)).toEqual([2]);
    expect((JSON.parse(entries[0]?.body ?? '') as { interactions: unknown[] }).interactions).toHaveLength(2);
  });

  test('waits behind one that may have arrived, until each has its receipt', async () => {
    const phone = new Phone();
    await phone.log();
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    await phone.log();
    expect((await phone.entries()).map((entry) => entry.revision)).toEqual([1, 2]);
    phone.server.answer = acceptAll;
    while ((await phone.drain()).kind === 'progress');
    expect(await phone.entries()).toEqual([]);
    expect((await phone.receipts()).map((receipt) => receipt.revision).sort()).toEqual([1, 2]);
  });

  test('lets an older one go when the server names the newer one of this phone as its successor', async () => {
    const phone = new Phone();
    await phone.log();
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    const visit = await phone.log();
    const newest = visit.frozen[1];
    const superseded = (content_hash: string) => async (): Promise<Delivery> => ({
      kind: 'answered',
      value: {
        results: [
          {
            position: 0,
            visit_id: visit.visit_id,
            status: 'superseded',
            receipt: { receipt_id: 'r', visit_id: visit.visit_id, revision: 2, content_hash, received_at: 'now' },
            problem: null,
          },
        ],
      },
    });
    phone.server.answer = superseded('e'.repeat(64));
    expect((await phone.drain()).kind).toBe('failed');
    expect((await phone.entries()).map((entry) => entry.revision)).toEqual([1, 2]);
    phone.server.answer = superseded(newest?.content_hash ?? '');
    await phone.drain();
    expect((await phone.entries()).map((entry) => entry.revision)).toEqual([2]);
  });

  test('is not made of a visit that was refused: the next interaction begins a new visit', async () => {
    const phone = new Phone();
    const refused = await phone.log();
    phone.server.answer = async ([visit]) => ({
      kind: 'answered',
      value: {
        results: [{ position: 0, visit_id: visit?.visit_id, status: 'refused', receipt: null, problem: noticeMissing }],
      },
    });
    await phone.drain();
    const next = await phone.log();
    expect(next.visit_id).not.toBe(refused.visit_id);
    phone.server.answer = acceptAll;
    await phone.drain();
    expect((await phone.entries()).map((entry) => entry.visit_id)).toEqual([refused.visit_id]);
  });

  test('says when the visit was finished', async () => {
    const phone = new Phone();
    const visit = await phone.log();
    phone.clock.pass(60_000);
    await finishVisit(phone.ports, visit.visit_id);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      revision: 2,
      ended: { at: '2026-11-23T09:01:00.000Z', elapsed_ms: 60_000, offset_minutes: 60 },
    });
  });
});

describe('what is said about a record', () => {
  const said = async (phone: Phone) => {
    const overview = await overviewOf(phone.database, MIRA);
    const [visit] = overview.visits;
    const [finished] = visit?.interactions ?? [];
    return { sum: sumOf(overview), state: visit && finished && stateOf(overview, visit, finished) };
  };

  test('goes from saved over sent to received with the receipt', async () => {
    const phone = new Phone();
    expect((await said(phone)).sum).toBe('nothing_yet');
    await phone.log();
    expect(await said(phone)).toMatchObject({ sum: 'something_waits', state: { kind: 'saved' } });
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'offline' });
    await phone.drain();
    expect(await said(phone)).toMatchObject({ sum: 'something_waits', state: { kind: 'saved' } });
    phone.server.answer = async (visits) => {
      expect(await said(phone)).toMatchObject({ sum: 'something_waits', state: { kind: 'sent' } });
      return acceptAll(visits);
    };
    await phone.drain();
    expect(await said(phone)).toMatchObject({
      sum: 'all_received',
      state: { kind: 'received', receipt_label: '7F3A' },
    });
  });

  test('is not "all received" because the queue is empty', async () => {
    const phone = new Phone();
    await phone.log();
    await phone.database.write(['outbox'], (tx) => tx.objectStore('outbox').clear());
    expect((await said(phone)).sum).toBe('something_waits');
  });
});

describe('a server that finds the app too old', () => {
  test('is heard after its receipts, and only where it says so', async () => {
    const phone = new Phone();
    const { answer } = phone.server;
    phone.server.answer = async (visits, body) => {
      const delivery = await answer(visits, body);
      if (delivery.kind !== 'answered') return delivery;
      return { kind: 'answered', value: { ...(delivery.value as object), update_wanted: true } };
    };
    await phone.log();
    expect(await phone.drain()).toMatchObject({ kind: 'progress', received: 1, update_wanted: true });
    expect(await phone.entries()).toEqual([]);
  });
});
