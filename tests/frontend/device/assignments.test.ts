/** What an evaluator says to assignments: kept first, sent in the order given, forgotten only for a named result. */
import { beforeEach, describe, expect, test } from 'vitest';
import { drainAnswers, forgetRefused } from '../../../frontend/src/device/assignment-answers';
import { keepAnswer, keptAnswers, stateOf, type Said } from '../../../frontend/src/device/assignments';
import type { Bundle, BundleAssignment } from '../../../frontend/src/device/documents';
import type { Delivery } from '../../../frontend/src/device/outbox';
import { beginInteraction } from '../../../frontend/src/device/visits';
import { floorWalks, linden, MIRA, NILS, Phone } from './phone';

const assignment: BundleAssignment = {
  assignment_id: 'assignment-1',
  store_id: linden.store_id,
  programme_id: floorWalks.programme_id,
  rubric_version_id: 'version-1',
  scenario: null,
  from_on: '2026-11-20',
  to_on: '2026-11-30',
  state: 'open',
};
const accepted: Said = { assignment_id: 'assignment-1', answer: 'accepted', reason: null, rubric_version_id: null };
const started: Said = { ...accepted, answer: 'started', rubric_version_id: 'version-1' };
const declined: Said = { ...accepted, answer: 'declined', reason: 'knows_someone' };

type SentAnswer = { readonly answer_id: string; readonly answer: string };

let phone: Phone;
let bodies: SentAnswer[][];
let answer: (sent: readonly SentAnswer[]) => Delivery;

const taken = (sent: readonly SentAnswer[], state = 'accepted'): Delivery => ({
  kind: 'answered',
  value: { results: sent.map(({ answer_id }) => ({ answer_id, status: 'taken', state, problem: null })) },
});
const drain = async () =>
  drainAnswers({
    database: phone.database,
    kept: await kept(),
    account_id: MIRA,
    transport: async (body) => {
      const { answers } = JSON.parse(body) as { answers: SentAnswer[] };
      bodies.push(answers);
      return answer(answers);
    },
  });
const keep = (said: Said, account_id = MIRA) => keepAnswer(phone.ports, account_id, said);
const kept = (account_id = MIRA) => keptAnswers(phone.database, account_id);
const keepBundle = () =>
  phone.database.write(['bundles'], async (tx) => {
    const bundle = { viewer: { account_id: MIRA }, assignments: [assignment] } as unknown as Bundle;
    await tx.objectStore('bundles').put({ account_id: MIRA, etag: null, fetched_at: 0, bundle });
  });
const bundled = async () =>
  (await phone.database.read(['bundles'], (tx) => tx.objectStore('bundles').get(MIRA)))?.bundle.assignments;

beforeEach(() => {
  phone = new Phone();
  bodies = [];
  answer = taken;
});

describe('an answer', () => {
  test('counts at once, before the server has heard it', async () => {
    expect(stateOf(assignment, [])).toBe('open');
    await keep(accepted);
    await keep(started);
    expect(stateOf(assignment, await kept())).toBe('started');
  });

  test('goes out in the order given, even if the clock jumped back', async () => {
    await keep(accepted);
    phone.clock.wall_ms -= 86_400_000;
    await keep(started);
    await drain();
    expect(bodies[0]?.map((one) => one.answer)).toEqual(['accepted', 'started']);
  });

  test('leaves for its result, and the kept assignment has the state that the server named', async () => {
    await keepBundle();
    await keep(accepted);
    expect(await drain()).toMatchObject({ kind: 'progress', received: 1, more: false });
    expect(await kept()).toEqual([]);
    expect((await bundled())?.map((one) => one.state)).toEqual(['accepted']);
  });

  test('that ends the assignment takes it from the phone once the server knows', async () => {
    await keepBundle();
    await keep(declined);
    answer = (sent) => taken(sent, 'declined');
    await drain();
    expect(await bundled()).toEqual([]);
  });

  test('belongs to the account that gave it', async () => {
    await keep(accepted, NILS);
    expect(await drain()).toEqual({ kind: 'nothing_to_send' });
    expect(await kept(NILS)).toHaveLength(1);
  });
});

describe('what is no result of ours', () => {
  const portal: Delivery = { kind: 'answered', value: '<html>' };
  test.each([
    ['no network', { kind: 'unreachable', reason: 'offline' }],
    ['no session', { kind: 'no_session' }],
    ['a portal', portal],
    ['an empty list', { kind: 'answered', value: { results: [] } }],
    ['another id', taken([{ answer_id: 'another', answer: 'accepted' }])],
    ['no state', { kind: 'answered', value: { results: [{ answer_id: 'x', status: 'taken', state: 'perhaps' }] } }],
  ] satisfies [string, Delivery][])('leaves the answer where it is: %s', async (_, delivery) => {
    await keep(accepted);
    answer = () => delivery;
    expect((await drain()).kind).toBe('failed');
    expect(await kept()).toHaveLength(1);
  });

  test('and of two answers only the named one leaves', async () => {
    await keep(accepted);
    await keep(started);
    answer = (sent) => taken(sent.slice(0, 1));
    expect(await drain()).toMatchObject({ kind: 'progress', received: 1, more: true });
    expect((await kept()).map((one) => one.answer)).toEqual(['started']);
  });
});

describe('a refused answer', () => {
  test('stays with its reason, stands in nobody’s way, and goes when it was read', async () => {
    await keep(accepted);
    const problem = { code: 'assignments.unknown', title: 'Not found', status: 404 };
    answer = ([sent]) => ({
      kind: 'answered',
      value: { results: [{ answer_id: sent?.answer_id, status: 'refused', state: null, problem }] },
    });
    expect(await drain()).toMatchObject({ kind: 'progress', refused: 1 });
    expect((await kept()).map((one) => one.problem?.code)).toEqual(['assignments.unknown']);
    expect(await drain()).toEqual({ kind: 'nothing_to_send' });
    expect(stateOf(assignment, await kept())).toBe('open');
    await forgetRefused(phone.database, MIRA);
    expect(await kept()).toEqual([]);
  });
});

describe('the visit that an assignment asks for', () => {
  const begin = (assignment_id?: string | null) =>
    beginInteraction(phone.ports, {
      account_id: MIRA,
      store: linden,
      programme: floorWalks,
      rubric_version_id: 'version-1',
      language: 'en',
      staff: null,
      ...(assignment_id === undefined ? {} : { assignment_id }),
    });
  const visits = () => phone.database.read(['visits'], (tx) => tx.objectStore('visits').getAll());

  test('is a visit of its own, which names it', async () => {
    await phone.log();
    const draft = await begin('assignment-1');
    const found = (await visits()).find((visit) => visit.visit_id === draft.visit_id);
    expect(found?.assignment_id).toBe('assignment-1');
    expect(await visits()).toHaveLength(2);
  });

  test('is joined by the next person of the same walk', async () => {
    const first = await begin('assignment-1');
    expect((await begin()).visit_id).toBe(first.visit_id);
    expect((await begin('assignment-1')).visit_id).toBe(first.visit_id);
    expect((await begin('assignment-2')).visit_id).not.toBe(first.visit_id);
  });
});
