/** Notices that the browser threw the database away: its identity and what was unsent also stand in local storage.
 *
 * Browsers clear IndexedDB under pressure, iOS also after weeks without use. Without this, lost work would look like
 * "nothing to send". If both stores go at once, only the server's receipts can tell. Each account on the phone has a
 * canary of its own: another person's look must not make the first one's loss forgotten.
 */
import type { DeviceDatabase } from './db';
import { uuidv7 } from './ids';
import { photosThat, unreceiptedIn, unsentAnswersIn, type Overview } from './overview';

const KEPT_AS = 'floorwalk.canary';

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/** How many visits are without a receipt (unfinished ones included), and photos and answers to assignments unsent. */
export type Unsent = { readonly visits: number; readonly photos: number; readonly answers: number };

type Canary = { readonly database_id: string; readonly unsent: Unsent };

export type CanarySays = { readonly kind: 'well' } | { readonly kind: 'wiped'; readonly unsent: Unsent };

const keyOf = (account_id: string) => `${KEPT_AS}.${account_id}`;

/** Photos count beside their visit: one that is received may still lose them. */
export function unsentIn(overview: Overview): Unsent {
  const visits = new Set([...unreceiptedIn(overview), ...overview.drafts].map(({ visit_id }) => visit_id));
  const inDrafts = overview.drafts.reduce((count, { evidence }) => count + (evidence?.length ?? 0), 0);
  return {
    visits: visits.size,
    photos: photosThat(overview, 'waiting').length + inDrafts,
    answers: unsentAnswersIn(overview).length,
  };
}

function canaryIn(store: KeyValueStore, account_id: string): Canary | null {
  try {
    const value: unknown = JSON.parse(store.getItem(keyOf(account_id)) ?? 'null');
    const fits = typeof value === 'object' && value !== null && 'database_id' in value && 'unsent' in value;
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

/** Compares before anything is written; `wiped` stays the answer until `keepCanary` is called for the account. */
export async function askCanary(
  database: DeviceDatabase,
  store: KeyValueStore,
  account_id: string,
  wall_ms: number,
): Promise<CanarySays> {
  const canary = canaryIn(store, account_id);
  const database_id = await databaseId(database, wall_ms);
  if (canary === null || canary.database_id === database_id) return { kind: 'well' };
  const { visits, photos, answers } = canary.unsent;
  return visits + photos + answers > 0 ? { kind: 'wiped', unsent: canary.unsent } : { kind: 'well' };
}

/** Writes down what is unsent. After each save, each drain, and a person's "understood". */
export async function keepCanary(
  database: DeviceDatabase,
  store: KeyValueStore,
  account_id: string,
  unsent: Unsent,
  wall_ms: number,
): Promise<void> {
  const canary: Canary = { database_id: await databaseId(database, wall_ms), unsent };
  store.setItem(keyOf(account_id), JSON.stringify(canary));
}
