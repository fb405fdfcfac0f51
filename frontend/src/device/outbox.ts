/** Sending what is frozen: one batch, and what its receipts allow to be forgotten.
 *
 * An entry leaves the phone's queue only if a receipt names its visit_id and content_hash, and the receipt is
 * written in the same transaction. A refused entry stays with its reason. Everything else (5xx, 401, 429, a captive
 * portal's 200, a time-out, nonsense) changes nothing. When to try again is sender.ts.
 */
import type { Problem } from '../api/wire';
import type { Clock } from './clock';
import type { DeviceDatabase } from './db';
import type { OutboxEntry, StoredReceipt } from './documents';
import { syncResultsOf, wantsUpdate, type SyncResult } from './guards';
import { bytesOf } from './freezing';

export const BATCH_VISITS = 50; // by protocol 1
const BATCH_BYTES = 2 * 1024 * 1024 - 4096; // by protocol 1, less the envelope

/** What came back over the wire, already reduced to what the queue has to tell apart. */
export type Delivery =
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'no_session' }
  | { readonly kind: 'other_account' }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retry_after_ms: number | null }
  | {
      readonly kind: 'unreachable';
      readonly reason: 'offline' | 'timed_out' | 'not_our_server';
      readonly retry_after_ms?: number | null;
    };

/** Sends the text as the body of POST /api/sync/visits in the name of `account_id`, and of nobody else. */
export type Transport = (body: string, account_id: string) => Promise<Delivery>;

export type Failing = Exclude<Delivery, { kind: 'answered' }> | { readonly kind: 'unreadable' };

export type Drained =
  | { readonly kind: 'nothing_to_send' }
  | {
      readonly kind: 'progress';
      readonly received: number;
      readonly refused: number;
      readonly more: boolean;
      /** The server has taken what this old app sent, and asks for a newer one. */
      readonly update_wanted?: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failing };

export type DrainPorts = {
  readonly database: DeviceDatabase;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly account_id: string;
  readonly device_id: string;
  readonly app_version: string;
};

/** Whether it stays here for the moment, so that it can be undone. A clock that was set back holds nothing. */
export function isHeld(entry: Pick<OutboxEntry, 'added_at' | 'held_for_ms'>, wall_ms: number): boolean {
  const age_ms = wall_ms - entry.added_at;
  return age_ms >= 0 && age_ms < (entry.held_for_ms ?? 0);
}

const mayLeave = (entry: OutboxEntry, clock: Clock) => entry.problem === null && !isHeld(entry, clock.wall());

/** The oldest waiting entries of this account, marked before they leave: from then on the server may know them. */
async function taken(ports: DrainPorts, most: number): Promise<readonly OutboxEntry[]> {
  return ports.database.write(['outbox'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    const entries = await outbox.index('account_id').getAll(ports.account_id);
    const waiting = entries.filter((entry) => mayLeave(entry, ports.clock)).sort((a, b) => a.seq - b.seq);
    const batch: OutboxEntry[] = [];
    const visits = new Set<string>();
    let size_bytes = 0;
    for (const entry of waiting) {
      // Two revisions of one visit go out one after the other, whatever a server makes of a batch's order.
      if (visits.has(entry.visit_id)) continue;
      visits.add(entry.visit_id);
      size_bytes += bytesOf(entry.body) + 1;
      if (batch.length >= most || (batch.length > 0 && size_bytes > BATCH_BYTES)) break;
      const sent: OutboxEntry = { ...entry, attempted: true, sent_at: ports.clock.wall() };
      await outbox.put(sent);
      batch.push(sent);
    }
    return batch;
  });
}

function envelope(ports: DrainPorts, batch: readonly OutboxEntry[]): string {
  const head = JSON.stringify({
    protocol: 1,
    app_version: ports.app_version,
    device_id: ports.device_id,
    sent_at: new Date(ports.clock.wall()).toISOString(),
  });
  // Joined as text: the hash is over the very bytes of each visit, and encoding again might change one.
  return `${head.slice(0, -1)},"visits":[${batch.map((entry) => entry.body).join(',')}]}`;
}

/** What one result allows for the entry it speaks of. `later` are hashes this phone froze after the entry. */
function consequence(
  entry: OutboxEntry,
  result: SyncResult,
  later: ReadonlySet<string>,
): 'received' | 'refused' | 'nothing' {
  const { receipt } = result;
  if (receipt !== null && receipt.visit_id === entry.visit_id) {
    if (receipt.content_hash === entry.content_hash) return 'received';
    // The server once accepted this entry and has since stored a later revision, which this phone knows as its own.
    if (result.status === 'superseded' && receipt.revision > entry.revision && later.has(receipt.content_hash))
      return 'received';
  }
  const speaksOfIt = result.visit_id === null || result.visit_id === entry.visit_id;
  return result.status === 'refused' && result.problem !== null && speaksOfIt ? 'refused' : 'nothing';
}

async function settle(
  ports: DrainPorts,
  batch: readonly OutboxEntry[],
  results: readonly SyncResult[],
): Promise<{ received: number; refused: number }> {
  return ports.database.write(['outbox', 'receipts', 'visits'], async (tx) => {
    let received = 0;
    let refused = 0;
    for (const [position, entry] of batch.entries()) {
      const result = results.find((candidate) => candidate.position === position);
      if (result === undefined) continue;
      const visit = await tx.objectStore('visits').get(entry.visit_id);
      const later = new Set(
        visit?.frozen.filter((frozen) => frozen.revision > entry.revision).map((frozen) => frozen.content_hash),
      );
      const follows = consequence(entry, result, later);
      if (follows === 'received' && result.receipt !== null) {
        const receipt: StoredReceipt = {
          ...result.receipt,
          account_id: entry.account_id,
          sent_at: entry.sent_at ?? ports.clock.wall(),
          stored_at: ports.clock.wall(),
        };
        await tx.objectStore('receipts').put(receipt);
        await tx.objectStore('outbox').delete(entry.seq);
        received += 1;
      } else if (follows === 'refused') {
        if ((await tx.objectStore('outbox').get(entry.seq)) !== undefined)
          await tx.objectStore('outbox').put({ ...entry, sent_at: null, problem: result.problem });
        refused += 1;
      }
    }
    return { received, refused };
  });
}

/** Sends one batch of at most `most` visits. */
export async function drain(ports: DrainPorts, most: number = BATCH_VISITS): Promise<Drained> {
  const batch = await taken(ports, most);
  if (batch.length === 0) return { kind: 'nothing_to_send' };
  const delivery = await ports.transport(envelope(ports, batch), ports.account_id);
  if (delivery.kind === 'problem' && delivery.problem.status === 413) {
    if (batch.length > 1) return drain(ports, Math.floor(batch.length / 2));
    await park(ports.database, batch[0], delivery.problem);
    return { kind: 'progress', received: 0, refused: 1, more: await waits(ports) };
  }
  if (delivery.kind !== 'answered') return failed(ports, batch, delivery);
  const results = syncResultsOf(delivery.value);
  if (results === null) return failed(ports, batch, { kind: 'unreadable' });
  const { received, refused } = await settle(ports, batch, results);
  if (received + refused === 0) return failed(ports, batch, { kind: 'unreadable' });
  return { kind: 'progress', received, refused, more: await waits(ports), update_wanted: wantsUpdate(delivery.value) };
}

/** Nothing was settled: the entries wait again, and no screen says "sent" of them. */
async function failed(ports: DrainPorts, batch: readonly OutboxEntry[], failure: Failing): Promise<Drained> {
  await ports.database.write(['outbox'], async (tx) => {
    for (const { seq } of batch) {
      const entry = await tx.objectStore('outbox').get(seq);
      if (entry !== undefined) await tx.objectStore('outbox').put({ ...entry, sent_at: null });
    }
  });
  return { kind: 'failed', failure };
}

async function waits(ports: DrainPorts): Promise<boolean> {
  return ports.database.read(['outbox'], async (tx) =>
    (await tx.objectStore('outbox').index('account_id').getAll(ports.account_id)).some((entry) =>
      mayLeave(entry, ports.clock),
    ),
  );
}

async function park(database: DeviceDatabase, entry: OutboxEntry | undefined, problem: Problem): Promise<void> {
  if (entry !== undefined)
    await database.write(['outbox'], (tx) =>
      tx
        .objectStore('outbox')
        .put({ ...entry, problem })
        .then(() => undefined),
    );
}

/** A person asks to send a refused visit again, for instance after the store's notice was recorded. */
export async function retryRefused(database: DeviceDatabase, visit_id: string): Promise<void> {
  await database.write(['outbox'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    for (const entry of await outbox.index('visit_id').getAll(visit_id)) {
      if (entry.problem !== null) await outbox.put({ ...entry, problem: null, sent_at: null });
    }
  });
}
