/** The browser's side of the device layer: network, locks and timers as the ports that src/device takes. */
import { get, postBody, type Result } from '../api/client';
import type { BundleAnswer } from '../device/bundle';
import type { DeviceClock } from '../device/clock';
import type { Delivery, Drained, Transport } from '../device/outbox';
import { session } from '../identity/session.svelte';

const SYNC_TIMEOUT_MS = 60_000; // a full batch of 2 MiB over a slow shop network

const transportTo =
  (path: string): Transport =>
  (body, account_id) =>
    inTheNameOf(account_id, () => postBody<unknown>(path, body, 'application/json', { timeout_ms: SYNC_TIMEOUT_MS }));

export const syncTransport = transportTo('/api/sync/visits');
export const answersTransport = transportTo('/api/sync/assignment-answers');

/** Asks in the name of one account: the session must be confirmed as that account's before anything leaves. */
export async function inTheNameOf(account_id: string, ask: () => Promise<Result<unknown>>): Promise<Delivery> {
  if (session.state.kind !== 'signed_in' || session.state.confirmed !== 'by_server') {
    const asked = await session.confirm();
    if (asked.kind === 'problem') {
      return asked.problem.status === 401
        ? { kind: 'no_session' }
        : { kind: 'problem', problem: asked.problem, retry_after_ms: asked.retry_after_ms };
    }
    if (asked.kind !== 'ok')
      return { kind: 'unreachable', reason: asked.kind === 'not_modified' ? 'not_our_server' : asked.kind };
  }
  if (session.viewer?.account_id !== account_id) return { kind: 'other_account' };
  const answer = await ask();
  switch (answer.kind) {
    case 'ok':
      return { kind: 'answered', value: answer.value };
    case 'problem':
      if (answer.problem.status === 401) {
        session.ended();
        return { kind: 'no_session' };
      }
      if (answer.problem.status === 403) void session.confirm(); // a role that was taken away: ask which are left
      return { kind: 'problem', problem: answer.problem, retry_after_ms: answer.retry_after_ms };
    case 'not_modified':
      return { kind: 'unreachable', reason: 'not_our_server' };
    case 'not_our_server':
      return { kind: 'unreachable', reason: 'not_our_server', retry_after_ms: answer.retry_after_ms };
    default:
      return { kind: 'unreachable', reason: answer.kind };
  }
}

export async function fetchBundle(etag: string | null): Promise<BundleAnswer> {
  const answer = await get<unknown>('/api/device/bundle', etag === null ? {} : { headers: { 'If-None-Match': etag } });
  if (answer.kind === 'ok') return { kind: 'fresh', value: answer.value, etag: answer.headers.get('etag') };
  if (answer.kind === 'problem' && answer.problem.status === 401) session.ended();
  return answer.kind === 'not_modified' ? { kind: 'unchanged' } : { kind: 'failed' };
}

/** One tab sends at a time. The lock saves traffic only: ids and hashes make a second sending harmless. */
export async function withSendingLock(
  work: () => Promise<Drained>,
  lockName = 'floorwalk-outbox',
): Promise<Drained | null> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => (lock === null ? null : work()));
}

export function timer(run: () => void, delay_ms: number): () => void {
  const id = setTimeout(run, delay_ms);
  return () => clearTimeout(id);
}

/** Calls back whenever sending may have become possible; iOS has no background sync, so these are all there are. */
export function onSignsOfLife(run: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') run();
  };
  window.addEventListener('online', run);
  window.addEventListener('pageshow', run);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    window.removeEventListener('online', run);
    window.removeEventListener('pageshow', run);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}

/** Tells a clock when the page goes out of sight and comes back; returns how to stop. */
export function onSight(clock: Pick<DeviceClock, 'hide' | 'show'>): () => void {
  const look = () => {
    if (document.visibilityState === 'hidden') clock.hide();
    else clock.show();
  };
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}

/** Asks the browser not to throw the data away; null where it cannot be asked. */
export async function askToPersist(): Promise<boolean | null> {
  if (!('storage' in navigator) || !('persist' in navigator.storage)) return null;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}
