import { describe, expect, test } from 'vitest';
import { askCanary, keepCanary } from '../../../frontend/src/device/canary';
import { Phone } from './phone';

function localStore() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

describe('a database that the browser threw away', () => {
  test('is noticed, with how many visits had no receipt', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, 2, 0);
    expect(await askCanary(new Phone().database, store, 0)).toEqual({ kind: 'wiped', unreceipted: 2 });
  });

  test('is no loss if everything in it had been received', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, 0, 0);
    expect(await askCanary(new Phone().database, store, 0)).toEqual({ kind: 'well' });
  });

  test('is said until a person has understood it', async () => {
    const store = localStore();
    await keepCanary(new Phone().database, store, 1, 0);
    const wiped = new Phone();
    await askCanary(wiped.database, store, 0);
    expect((await askCanary(wiped.database, store, 0)).kind).toBe('wiped');
    await keepCanary(wiped.database, store, 0, 0);
    expect((await askCanary(wiped.database, store, 0)).kind).toBe('well');
  });
});

test('a new phone and an untouched one are well', async () => {
  const phone = new Phone();
  const store = localStore();
  expect(await askCanary(phone.database, store, 0)).toEqual({ kind: 'well' });
  await keepCanary(phone.database, store, 3, 0);
  expect(await askCanary(phone.database, store, 0)).toEqual({ kind: 'well' });
});
