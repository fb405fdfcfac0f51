import { describe, expect, test } from 'vitest';
import { attemptAt, attemptInstead, undoAttempt } from '../../../frontend/src/device/attempts';
import { takeMark, UNDO_MS } from '../../../frontend/src/device/marks';
import {
  attemptStateOf,
  mayUndoAttempt,
  overviewOf,
  sumOf,
  unreceiptedIn,
} from '../../../frontend/src/device/overview';
import { saveDraft } from '../../../frontend/src/device/visits';
import { linden, MIRA, mysteryVisits, Phone } from './phone';

const beginning = { account_id: MIRA, store: linden, programme: mysteryVisits, language: 'en' };

async function marked(phone: Phone) {
  const draft = await phone.startVisit();
  const [visit] = (await overviewOf(phone.database, MIRA)).visits;
  if (visit === undefined) throw new Error('no visit was started');
  await takeMark(phone.ports, visit, 'entered');
  return draft;
}

describe('a visit that cannot happen', () => {
  test('is queued as an attempt with its reason and no interactions', async () => {
    const phone = new Phone();
    await attemptAt(phone.ports, beginning, 'closed');
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      mode: 'covert',
      interactions: [],
      not_possible: { reason: 'closed', at: { elapsed_ms: 0 } },
      ended: { elapsed_ms: 0 },
    });
  });

  test('keeps the marks that were taken before', async () => {
    const phone = new Phone();
    const draft = await marked(phone);
    await attemptInstead(phone.ports, draft, 'recognised');
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      visit_id: draft.visit_id,
      marks: [{ mark_key: 'entered' }],
      interactions: [],
    });
    expect(await phone.drafts()).toEqual([]);
  });

  test('leaves the interactions of the same walk alone', async () => {
    const phone = new Phone();
    const walked = await phone.log();
    const attempt = await attemptAt(phone.ports, { ...beginning, programme: mysteryVisits }, 'unsafe');
    expect(attempt.visit_id).not.toBe(walked.visit_id);
    expect((await overviewOf(phone.database, MIRA)).visits).toHaveLength(2);
  });

  test('is received like a visit, and said to be from its receipt', async () => {
    const phone = new Phone();
    const attempt = await attemptAt(phone.ports, beginning, 'closed');
    const before = await overviewOf(phone.database, MIRA);
    expect(attemptStateOf(before, attempt).kind).toBe('saved');
    expect(unreceiptedIn(before)).toHaveLength(1);
    phone.clock.pass(UNDO_MS);
    await phone.drain();
    const after = await overviewOf(phone.database, MIRA);
    expect(attemptStateOf(after, attempt).kind).toBe('received');
    expect(sumOf(after)).toBe('all_received');
  });

  test('does not take away what another tab finished', async () => {
    const phone = new Phone();
    const draft = await marked(phone);
    await attemptInstead(phone.ports, draft, 'closed');
    expect(await attemptInstead(phone.ports, draft, 'unsafe')).toBeNull();
    expect(await phone.entries()).toHaveLength(1);
  });
});

describe('undoing it', () => {
  test('is possible for five seconds at least: until then nothing leaves the phone', async () => {
    const phone = new Phone();
    const attempt = await attemptAt(phone.ports, beginning, 'closed');
    phone.clock.pass(UNDO_MS - 1);
    expect(await phone.drain()).toEqual({ kind: 'nothing_to_send' });
    expect(await undoAttempt(phone.ports, attempt.visit_id)).toEqual({ kind: 'undone', draft: null });
    expect(await phone.entries()).toEqual([]);
    expect((await overviewOf(phone.database, MIRA)).visits).toEqual([]);
  });

  test('gives back the marks and every answer', async () => {
    const phone = new Phone();
    const draft = await phone.answer(await marked(phone), 'greeted', true);
    await attemptInstead(phone.ports, draft, 'unsafe');
    expect(await undoAttempt(phone.ports, draft.visit_id)).toEqual({ kind: 'undone', draft });
    expect(await phone.drafts()).toEqual([draft]);
    const [visit] = (await overviewOf(phone.database, MIRA)).visits;
    expect(visit).toMatchObject({ ended: null, not_possible: null, frozen: [], marks: [{ mark_key: 'entered' }] });
    expect(await saveDraft(phone.ports, { ...draft, comment: 'on' })).not.toBeNull();
  });

  test('is over once it has left the phone, even if no answer came back', async () => {
    const phone = new Phone();
    const attempt = await attemptAt(phone.ports, beginning, 'closed');
    phone.clock.pass(UNDO_MS);
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    expect(mayUndoAttempt(await overviewOf(phone.database, MIRA), attempt.visit_id)).toBe(false);
    expect(await undoAttempt(phone.ports, attempt.visit_id)).toEqual({ kind: 'sent' });
    expect(await phone.entries()).toHaveLength(1);
  });

  test('cannot keep it back for good: a clock that was set back holds nothing', async () => {
    const phone = new Phone();
    await attemptAt(phone.ports, beginning, 'closed');
    phone.clock.wall_ms -= 3_600_000;
    expect((await phone.drain()).kind).toBe('progress');
  });
});
