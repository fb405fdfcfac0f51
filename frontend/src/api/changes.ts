/** Hearing that figures have changed: server-sent events, and asking now and then while the stream is cut.
 *
 * Says only that something has changed, never what: the screen asks its own route again. Holds nothing open while the
 * page is hidden, and resumes after the last position that it heard, so that no change is lost in between.
 */
import { get, type Result } from './client';
import type { Schemas } from './wire';

const PATH = '/api/comparisons/changes';
export const POLL_MS = 30_000;
export const SILENCE_MS = 40_000; // a beat comes every 15 s: after two that did not come, the stream is dead
const CLOSED = 2; // EventSource.CLOSED: the browser opens it no more, as after a status that is not 200

type LatestChange = Schemas['LatestChange'];

/** What it stands on; tests give their own. */
export type Surroundings = {
  readonly opened: (path: string) => EventSource;
  readonly asked: (path: string) => Promise<Result<LatestChange>>;
  readonly page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
};

const inTheBrowser = (): Surroundings => ({
  opened: (path) => new EventSource(path),
  asked: (path) => get<LatestChange>(path),
  page: document,
});

/** Calls `onchange` after each change, until the function that is returned is called. */
export function hearChanges(onchange: () => void, { opened, asked, page }: Surroundings = inTheBrowser()): () => void {
  let position: number | null = null;
  let source: EventSource | null = null;
  let nextPoll: ReturnType<typeof setTimeout> | null = null; // null while the stream speaks
  let silence: ReturnType<typeof setTimeout> | undefined;
  let turn = 0; // an answer to what was asked before a turn comes too late

  const path = () => (position === null ? PATH : `${PATH}?since=${position}`);

  function advance(to: number, isChange: boolean): void {
    const isNew = isChange && (position === null || to > position);
    position = to;
    if (isNew) onchange();
  }

  function heard(event: MessageEvent): void {
    stopPolling();
    clearTimeout(silence);
    silence = setTimeout(() => cut(true), SILENCE_MS);
    advance(Number(event.lastEventId), event.type === 'changed');
  }

  function cut(forGood: boolean): void {
    clearTimeout(silence);
    if (forGood) close();
    if (nextPoll === null) void poll();
  }

  async function poll(): Promise<void> {
    const mine = turn;
    nextPoll = setTimeout(() => void poll(), POLL_MS);
    const answer = await asked(path());
    if (mine !== turn) return;
    if (answer.kind === 'problem' && answer.problem.status < 404) return end(); // signed out, or no longer allowed
    if (answer.kind !== 'ok') return;
    advance(answer.value.position, true);
    if (source === null) open();
  }

  function stopPolling(): void {
    if (nextPoll !== null) clearTimeout(nextPoll);
    nextPoll = null;
  }

  function open(): void {
    const here = opened(path());
    source = here;
    for (const kind of ['watching', 'changed', 'beat']) here.addEventListener(kind, heard);
    here.addEventListener('error', () => cut(here.readyState === CLOSED));
  }

  function close(): void {
    source?.close();
    source = null;
  }

  function end(): void {
    turn += 1;
    clearTimeout(silence);
    stopPolling();
    close();
  }

  function shownOrHidden(): void {
    end();
    if (!page.hidden) open();
  }

  page.addEventListener('visibilitychange', shownOrHidden);
  shownOrHidden();
  return () => {
    page.removeEventListener('visibilitychange', shownOrHidden);
    end();
  };
}
