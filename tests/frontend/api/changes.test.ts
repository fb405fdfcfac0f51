import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hearChanges, POLL_MS, SILENCE_MS } from '../../../frontend/src/api/changes';

const CONNECTING = 0;
const CLOSED = 2;

/** A stream that speaks by hand. */
class Spoken extends EventTarget {
  readyState = CONNECTING;
  constructor(readonly path: string) {
    super();
  }
  say(kind: string, position: number): void {
    this.dispatchEvent(Object.assign(new Event(kind), { lastEventId: String(position) }));
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
  close(): void {
    this.readyState = CLOSED;
  }
}

/** Listens; `answers` are what asking gets, one by one, and the last of them for ever. */
function stage(...answers: (number | 401 | 'offline')[]) {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const streams: Spoken[] = [];
  const asked: string[] = [];
  let changes = 0;
  const stop = hearChanges(() => (changes += 1), {
    page: page as unknown as Document,
    opened: (path) => {
      const stream = new Spoken(path);
      streams.push(stream);
      return stream as unknown as EventSource;
    },
    asked: async (path) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? 'offline';
      asked.push(path);
      if (answer === 'offline') return { kind: 'offline' };
      if (answer === 401)
        return { kind: 'problem', problem: { title: '', code: '', status: 401 }, retry_after_ms: null };
      return { kind: 'ok', value: { position: answer }, headers: new Headers() };
    },
  });
  return {
    streams,
    asked,
    stop,
    changes: () => changes,
    latest: () => streams.at(-1) ?? new Spoken(''),
    show(isShown: boolean) {
      page.hidden = !isShown;
      page.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

const pass = (duration_ms: number) => vi.advanceTimersByTimeAsync(duration_ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('while the stream speaks', () => {
  test('each change is heard once, and its beginning and its beats are none', () => {
    const { latest, changes } = stage();
    latest().say('watching', 100);
    latest().say('beat', 100);
    expect(changes()).toBe(0);
    latest().say('changed', 101);
    latest().say('changed', 101);
    expect(changes()).toBe(1);
  });

  test('nothing is asked besides', async () => {
    const { latest, asked } = stage();
    for (let beats = 0; beats < 10; beats++) {
      latest().say('beat', 100);
      await pass(15_000);
    }
    expect(asked).toEqual([]);
  });
});

describe('when the stream is cut', () => {
  test('it asks at once and every half minute, from the last position, until the stream speaks again', async () => {
    const { latest, asked, changes } = stage(100, 100, 102);
    latest().say('watching', 100);
    latest().fail(CONNECTING); // the browser connects by itself
    await pass(0);
    expect(asked).toEqual(['/api/comparisons/changes?since=100']);
    await pass(2 * POLL_MS);
    expect([asked.length, changes()]).toEqual([3, 1]);
    latest().say('watching', 102);
    await pass(15_000);
    latest().say('beat', 102);
    await pass(30_000);
    expect([asked.length, changes()]).toEqual([3, 1]);
  });

  test('a stream that the browser has given up is opened anew after the next answer', async () => {
    const { latest, streams } = stage('offline', 100);
    latest().say('watching', 100);
    latest().fail(CLOSED);
    await pass(0);
    expect(streams.length).toBe(1);
    await pass(POLL_MS);
    expect(streams.map((stream) => stream.path)).toEqual([
      '/api/comparisons/changes',
      '/api/comparisons/changes?since=100',
    ]);
  });

  test('silence counts as cut', async () => {
    const { latest, asked, streams } = stage(100);
    latest().say('watching', 100);
    await pass(SILENCE_MS);
    expect([asked.length, streams.length, streams[0]?.readyState]).toEqual([1, 2, CLOSED]);
  });

  test('what changed before the first position was known is asked for once too often rather than missed', async () => {
    const { latest, changes } = stage(100);
    latest().fail(CLOSED);
    await pass(0);
    expect(changes()).toBe(1);
  });

  test('it is over when the session is', async () => {
    const { latest, asked, streams } = stage(401);
    latest().fail(CLOSED);
    await pass(10 * POLL_MS);
    expect([asked.length, streams.length]).toEqual([1, 1]);
  });
});

describe('a hidden page', () => {
  test('holds nothing open and asks nothing, and resumes where it was', async () => {
    const { latest, asked, streams, show } = stage(100);
    latest().say('changed', 100);
    show(false);
    expect(latest().readyState).toBe(CLOSED);
    await pass(10 * POLL_MS);
    expect([asked.length, streams.length]).toEqual([0, 1]);
    show(true);
    expect(latest().path).toBe('/api/comparisons/changes?since=100');
  });
});

test('whoever leaves the screen hears nothing more', async () => {
  const { latest, asked, stop, show } = stage(100);
  latest().fail(CONNECTING);
  stop();
  show(false);
  show(true);
  await pass(10 * POLL_MS);
  expect([asked.length, latest().readyState]).toEqual([1, CLOSED]);
});
