import { describe, expect, test } from 'vitest';
import { askCanary, keepCanary, unsentIn } from '../../../frontend/src/device/canary';
import { keepAnswer } from '../../../frontend/src/device/assignments';
import { overviewOf } from '../../../frontend/src/device/overview';
import { saveDraft } from '../../../frontend/src/device/visits';
import { MIRA, NILS, Phone, photoIn } from './phone';

function localStore() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

const NOTHING = { visits: 0, photos: 0, answers: 0 };
const unsentOn = async (phone: Phone) => unsentIn(await overviewOf(phone.database, MIRA));

describe('a database that the browser threw away', () => {
  test.each([
    { ...NOTHING, visits: 2 },
    { ...NOTHING, photos: 1 },
    { ...NOTHING, answers: 1 },
  ])('is noticed, with what was unsent: %o', async (unsent) => {
    const store = localStore();
    await keepCanary(new Phone().database, store, MIRA, unsent, 0);
    expect(await askCanary(new Phone().database, store, MIRA, 0)).toEqual({ kind: 'wiped', unsent });
  });

  test('is no loss if everything in it had been received', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, MIRA, NOTHING, 0);
    expect(await askCanary(new Phone().database, store, MIRA, 0)).toEqual({ kind: 'well' });
  });

  test('is said until a person has understood it', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, MIRA, { ...NOTHING, visits: 1 }, 0);
    const wiped = new Phone();
    await askCanary(wiped.database, store, MIRA, 0);
    expect((await askCanary(wiped.database, store, MIRA, 0)).kind).toBe('wiped');
    await keepCanary(wiped.database, store, MIRA, NOTHING, 0);
    expect((await askCanary(wiped.database, store, MIRA, 0)).kind).toBe('well');
  });

  test('is said to the one whose work it was, also after somebody else has used the phone', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, MIRA, { ...NOTHING, visits: 1 }, 0);
    const wiped = new Phone();
    expect((await askCanary(wiped.database, store, NILS, 0)).kind).toBe('well');
    await keepCanary(wiped.database, store, NILS, NOTHING, 0);
    expect((await askCanary(wiped.database, store, MIRA, 0)).kind).toBe('wiped');
  });
});

test('a new phone and an untouched one are well', async () => {
  const phone = new Phone();
  const store = localStore();
  expect(await askCanary(phone.database, store, MIRA, 0)).toEqual({ kind: 'well' });
  await keepCanary(phone.database, store, MIRA, { ...NOTHING, visits: 3 }, 0);
  expect(await askCanary(phone.database, store, MIRA, 0)).toEqual({ kind: 'well' });
});

describe('what is unsent', () => {
  test('is visits without a receipt, begun ones included, with their photos', async () => {
    const phone = new Phone();
    expect(await unsentOn(phone)).toEqual(NOTHING);
    await phone.log();
    await phone.logWithPhoto();
    expect(await unsentOn(phone)).toEqual({ ...NOTHING, visits: 1, photos: 1 });
    const draft = await phone.begin();
    const { evidence, stored } = await photoIn(draft);
    await saveDraft(phone.ports, { ...draft, evidence: [evidence] }, { added: [stored], removed: [] });
    await phone.drain();
    expect(await unsentOn(phone)).toEqual({ ...NOTHING, visits: 1, photos: 2 });
  });

  test('is what was said to assignments until the server has taken it', async () => {
    const phone = new Phone();
    const said = { assignment_id: 'assignment-1', answer: 'accepted', reason: null, rubric_version_id: null } as const;
    await keepAnswer(phone.ports, MIRA, said);
    expect(await unsentOn(phone)).toEqual({ ...NOTHING, answers: 1 });
  });
});
