import { describe, expect, it } from 'vitest';
import { keepAnswer } from '../../../frontend/src/device/assignments';
import { overviewOf } from '../../../frontend/src/device/overview';
import { stuckIn } from '../../../frontend/src/device/stuck';
import { MIRA, Phone } from './phone';

const HOUR_MS = 3_600_000;
const DECADES_MS = 36 * 365 * 24 * HOUR_MS;

async function stuckOn(phone: Phone) {
  const now = { wall_ms: phone.clock.wall_ms, monotonic_ms: phone.clock.monotonic_ms };
  return stuckIn(await overviewOf(phone.database, MIRA), now);
}

describe('unsent work', () => {
  it('is stuck after more than a day, and named with what no receipt covers', async () => {
    const phone = new Phone();
    await phone.log();
    await phone.log();
    phone.clock.pass(23 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([]);
    phone.clock.pass(2 * HOUR_MS);
    const [stuck] = await stuckOn(phone);
    expect(stuck).toMatchObject({ interactions: 2, refused: false, visit: { store_id: 'store-linden' } });
  });

  it('is not stuck once it is received', async () => {
    const phone = new Phone();
    await phone.log();
    phone.clock.pass(25 * HOUR_MS);
    await phone.drain();
    expect(await stuckOn(phone)).toEqual([]);
  });

  it('ages by the monotonic time when the wall clock is set back', async () => {
    const phone = new Phone();
    await phone.log();
    phone.clock.pass(25 * HOUR_MS);
    phone.clock.wall_ms -= DECADES_MS;
    expect(await stuckOn(phone)).toHaveLength(1);
  });

  it('does not age by a wall clock that is set forward by decades', async () => {
    const phone = new Phone();
    await phone.log();
    phone.clock.wall_ms += DECADES_MS;
    expect(await stuckOn(phone)).toEqual([]);
  });

  it('ages by the wall clock where the monotonic one stood still while the phone slept', async () => {
    const phone = new Phone();
    await phone.log();
    phone.clock.wall_ms += 30 * HOUR_MS;
    expect(await stuckOn(phone)).toHaveLength(1);
  });
});

describe('photos that have not followed their answers', () => {
  it('are stuck after more than a day, and named with their visit', async () => {
    const phone = new Phone();
    await phone.logWithPhoto();
    await phone.drain();
    phone.clock.pass(23 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([]);
    phone.clock.pass(2 * HOUR_MS);
    expect(await stuckOn(phone)).toMatchObject([{ kind: 'visit', interactions: 0, photos: 1 }]);
  });

  it('are named in one line with answers that wait, too', async () => {
    const phone = new Phone();
    await phone.logWithPhoto();
    phone.clock.pass(25 * HOUR_MS);
    expect(await stuckOn(phone)).toMatchObject([{ kind: 'visit', interactions: 1, photos: 1 }]);
  });

  it('age by the monotonic time when the wall clock is set back', async () => {
    const phone = new Phone();
    await phone.logWithPhoto();
    await phone.drain();
    phone.clock.pass(25 * HOUR_MS);
    phone.clock.wall_ms -= DECADES_MS;
    expect(await stuckOn(phone)).toHaveLength(1);
  });

  it('are not stuck once the server has refused them: a person was told', async () => {
    const phone = new Phone();
    const { evidence_id } = await phone.logWithPhoto();
    await phone.drain();
    await phone.database.write(['photos'], async (tx) => {
      const photo = await tx.objectStore('photos').get(evidence_id);
      if (photo !== undefined) await tx.objectStore('photos').put({ ...photo, state: 'refused' });
    });
    phone.clock.pass(25 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([]);
  });
});

describe('what was said to an assignment', () => {
  const said = { assignment_id: 'assignment-1', answer: 'declined', reason: 'other', rubric_version_id: null } as const;

  it('is stuck after more than a day, by either clock', async () => {
    const phone = new Phone();
    const answer = await keepAnswer(phone.ports, MIRA, said);
    phone.clock.pass(23 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([]);
    phone.clock.pass(2 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([{ kind: 'answer', answer }]);
    phone.clock.wall_ms -= DECADES_MS;
    expect(await stuckOn(phone)).toHaveLength(1);
  });

  it('ages by the wall clock alone where an older version of the app kept it', async () => {
    const phone = new Phone();
    const { said_monotonic_ms: _unknown, ...older } = await keepAnswer(phone.ports, MIRA, said);
    await phone.database.write(['assignment_answers'], (tx) => tx.objectStore('assignment_answers').put(older));
    phone.clock.monotonic_ms += 25 * HOUR_MS;
    expect(await stuckOn(phone)).toEqual([]);
    phone.clock.wall_ms += 25 * HOUR_MS;
    expect(await stuckOn(phone)).toHaveLength(1);
  });

  it('is not stuck once it was refused: that is said elsewhere', async () => {
    const phone = new Phone();
    const answer = await keepAnswer(phone.ports, MIRA, said);
    const refused = { ...answer, problem: { code: 'assignments.closed', title: '', status: 409 } };
    await phone.database.write(['assignment_answers'], (tx) => tx.objectStore('assignment_answers').put(refused));
    phone.clock.pass(25 * HOUR_MS);
    expect(await stuckOn(phone)).toEqual([]);
  });
});
