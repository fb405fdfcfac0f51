/** Notices that the browser threw the database away: its identity and the unsent count also stand in local storage.
 *
 * Browsers clear IndexedDB under pressure, iOS also after weeks without use. Without this, lost work would look like
 * "nothing to send". If both stores go at once, only the server's receipts can tell.
 */
import type { DeviceDatabase } from './db';
import { uuidv7 } from './ids';

const KEPT_AS = 'floorwalk.canary';

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

type Canary = { readonly database_id: string; readonly unreceipted: number };

export type CanarySays = { readonly kind: 'well' } | { readonly kind: 'wiped'; readonly unreceipted: number };

function canaryIn(store: KeyValueStore): Canary | null {
  try {
    const value: unknown = JSON.parse(store.getItem(KEPT_AS) ?? 'null');
    const fits = typeof value === 'object' && value !== null && 'database_id' in value && 'unreceipted' in value;
    return fits ? (value as Canary) : null;
  } catch {
    return null;
  }
}

async function databaseId(database: DeviceDatabase, wall_ms: number): Promise<string> {
  const known = await database.meta('database_id');
  if (known !== null) return known;
  const made = uuidv7(wall_ms);
  await database.setMeta('database_id', made);
  return made;
}

/** Compares before anything is written; `wiped` stays the answer until `keepCanary` is called. */
export async function askCanary(database: DeviceDatabase, store: KeyValueStore, wall_ms: number): Promise<CanarySays> {
  const canary = canaryIn(store);
  const database_id = await databaseId(database, wall_ms);
  if (canary !== null && canary.database_id !== database_id && canary.unreceipted > 0) {
    return { kind: 'wiped', unreceipted: canary.unreceipted };
  }
  return { kind: 'well' };
}

/** Writes down how many visits are without a receipt. After each save, each drain, and a person's "understood". */
export async function keepCanary(
  database: DeviceDatabase,
  store: KeyValueStore,
  unreceipted: number,
  wall_ms: number,
): Promise<void> {
  const canary: Canary = { database_id: await databaseId(database, wall_ms), unreceipted };
  store.setItem(KEPT_AS, JSON.stringify(canary));
}
