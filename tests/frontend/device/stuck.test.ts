import { describe, expect, it } from 'vitest';
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
