import { describe, expect, test } from 'vitest';
import type { Drained } from '../../../frontend/src/device/outbox';
import { Sender, type SenderState } from '../../../frontend/src/device/sender';

const OFFLINE: Drained = { kind: 'failed', failure: { kind: 'unreachable', reason: 'offline' } };
const BUSY: Drained = {
  kind: 'failed',
  failure: { kind: 'problem', problem: { title: 'Slow', status: 429, code: 'too_many' }, retry_after_ms: 90_000 },
};
const DONE: Drained = { kind: 'progress', received: 1, refused: 0, more: false, update_wanted: false };

/** A sender whose time only moves by hand. `answers` are used up one by one; the last one stays. */
function stage(...answers: (Drained | null | Error)[]) {
  let now_ms = 0;
  let planned: { run: () => void; at_ms: number } | null = null;
  const states: SenderState[] = [];
  const delays_ms: number[] = [];
  let tries = 0;
  const sender = new Sender({
    drain: async () => {
      const answer = answers[Math.min(tries, answers.length - 1)];
      tries += 1;
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    },
    now: () => now_ms,
    random: () => 1,
    later: (run, delay_ms) => {
      delays_ms.push(delay_ms);
      const plan = { run, at_ms: now_ms + delay_ms };
      planned = plan;
      return () => {
        if (planned === plan) planned = null;
      };
    },
    changed: (state) => states.push(state),
  });
  return {
    sender,
    states,
    delays_ms,
    tries: () => tries,
    async pass(ms: number) {
      now_ms += ms;
      if (planned !== null && planned.at_ms <= now_ms) {
        const { run } = planned;
        planned = null;
        run();
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      }
    },
  };
}

describe('pauses between attempts', () => {
  test('double up to five minutes and never beyond', async () => {
    const { sender, delays_ms, pass } = stage(OFFLINE);
    await sender.kick();
    for (let attempt = 0; attempt < 12; attempt++) await pass(300_000);
    expect(delays_ms.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(Math.max(...delays_ms)).toBe(300_000);
  });

  test('begin anew when there is a sign of life', async () => {
    const { sender, delays_ms, pass } = stage(OFFLINE);
    await sender.kick();
    await pass(2_000);
    await pass(4_000);
    await sender.kick();
    expect(delays_ms.at(-1)).toBe(2_000);
  });

  test('are as long as the server asks, even if a person is impatient', async () => {
    const { sender, tries, pass } = stage(BUSY, DONE);
    await sender.kick();
    await sender.kick();
    await pass(60_000);
    expect(tries()).toBe(1);
    await pass(30_000);
    expect(tries()).toBe(2);
  });
});

describe('the state', () => {
  test('is never left at "sending" by a fault in the storage', async () => {
    const { sender, states, pass, tries } = stage(new Error('database lost'), DONE);
    await sender.kick();
    expect(states.at(-1)?.kind).toBe('pausing');
    await pass(2_000);
    expect([states.at(-1)?.kind, tries()]).toEqual(['resting', 2]);
  });

  test('rests after the last visit, and goes on while there are more', async () => {
    const { sender, states, tries } = stage({ ...DONE, more: true } as Drained, DONE);
    await sender.kick();
    expect([states.at(-1)?.kind, tries()]).toEqual(['resting', 2]);
  });

  test('waits for another tab that is sending', async () => {
    const { sender, states, pass } = stage(null, DONE);
    await sender.kick();
    expect(states.at(-1)).toMatchObject({ kind: 'pausing', failure: { kind: 'other_tab' } });
    await pass(5_000);
    expect(states.at(-1)?.kind).toBe('resting');
  });
});

test('something saved while a batch is on its way is sent right after it', async () => {
  let tries = 0;
  const again: { kick: () => Promise<void> } = { kick: async () => undefined };
  const sender = new Sender({
    drain: async () => {
      tries += 1;
      if (tries === 1) await again.kick();
      return DONE;
    },
    now: () => 0,
    random: () => 1,
    later: () => () => undefined,
    changed: () => undefined,
  });
  again.kick = () => sender.kick();
  await sender.kick();
  expect(tries).toBe(2);
});
