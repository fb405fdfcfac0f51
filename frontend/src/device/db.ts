/** The one IndexedDB of the app. Only src/device opens it.
 *
 * Every write is one transaction with strict durability, and each is tried again once on a fresh connection:
 * iOS closes connections under a page that has been in the background ("Connection to Indexed Database server lost").
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Viewer } from '../api/wire';
import type { ClockMark } from './clock';
import type {
  AssignmentAnswer,
  InteractionDraft,
  OutboxEntry,
  StoredBundle,
  StoredPhoto,
  StoredReceipt,
  StoredVisit,
} from './documents';

/** Small single facts, each under its own key. */
export type Meta = {
  viewer: Viewer;
  sign_out_owed: boolean;
  device_id: string;
  clock: ClockMark;
  /** Made once with the database: when it changes under an unchanged local storage, the database was wiped. */
  database_id: string;
};

export interface FloorwalkSchema extends DBSchema {
  visits: { key: string; value: StoredVisit; indexes: { account_id: string } };
  drafts: { key: string; value: InteractionDraft; indexes: { account_id: string } };
  outbox: { key: number; value: OutboxEntry; indexes: { account_id: string; visit_id: string } };
  receipts: { key: string; value: StoredReceipt; indexes: { account_id: string; visit_id: string } };
  photos: { key: string; value: StoredPhoto; indexes: { account_id: string; visit_id: string } };
  assignment_answers: { key: string; value: AssignmentAnswer; indexes: { account_id: string } };
  bundles: { key: string; value: StoredBundle };
  meta: { key: string; value: Meta[keyof Meta] };
}

export type StoreName = StoreNames<FloorwalkSchema>;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<FloorwalkSchema, StoreName[], Mode>;

const VERSION = 2;

export class DeviceDatabase {
  readonly #name: string;
  #connection: Promise<IDBPDatabase<FloorwalkSchema>> | null = null;

  constructor(name = 'floorwalk') {
    this.#name = name;
  }

  /** Reads or writes in one transaction; resolves when it is on disk. `work` may run twice, so it only uses `tx`. */
  async write<R>(stores: StoreName[], work: (tx: Transaction<'readwrite'>) => Promise<R>): Promise<R> {
    return this.#twice(async (connection) => {
      const tx = connection.transaction(stores, 'readwrite', { durability: 'strict' });
      return settled(tx, work);
    });
  }

  async read<R>(stores: StoreName[], work: (tx: Transaction<'readonly'>) => Promise<R>): Promise<R> {
    return this.#twice(async (connection) => settled(connection.transaction(stores, 'readonly'), work));
  }

  async meta<K extends keyof Meta>(key: K): Promise<Meta[K] | null> {
    return this.read(['meta'], async (tx) => ((await tx.objectStore('meta').get(key)) as Meta[K] | undefined) ?? null);
  }

  async setMeta<K extends keyof Meta>(key: K, value: Meta[K] | null): Promise<void> {
    await this.write(['meta'], async (tx) => {
      if (value === null) await tx.objectStore('meta').delete(key);
      else await tx.objectStore('meta').put(value, key);
    });
  }

  async close(): Promise<void> {
    (await this.#connection)?.close();
    this.#connection = null;
  }

  async #twice<R>(attempt: (connection: IDBPDatabase<FloorwalkSchema>) => Promise<R>): Promise<R> {
    try {
      return await attempt(await this.#open());
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      this.#connection = null;
      return attempt(await this.#open());
    }
  }

  #open(): Promise<IDBPDatabase<FloorwalkSchema>> {
    this.#connection ??= openDB<FloorwalkSchema>(this.#name, VERSION, {
      upgrade(database, before) {
        if (before < 1) makeFirstStores(database);
        if (before < 2) {
          const photos = database.createObjectStore('photos', { keyPath: 'evidence_id' });
          photos.createIndex('account_id', 'account_id');
          photos.createIndex('visit_id', 'visit_id');
          database
            .createObjectStore('assignment_answers', { keyPath: 'answer_id' })
            .createIndex('account_id', 'account_id');
        }
      },
      // Another tab wants a newer version: let it, and reopen at the next use.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#connection = null;
      },
      terminated: () => {
        this.#connection = null;
      },
    }).catch((error: unknown) => {
      this.#connection = null;
      throw error;
    });
    return this.#connection;
  }
}

function makeFirstStores(database: IDBPDatabase<FloorwalkSchema>): void {
  for (const [name, keyPath] of [
    ['visits', 'visit_id'],
    ['drafts', 'interaction_id'],
  ] as const) {
    database.createObjectStore(name, { keyPath }).createIndex('account_id', 'account_id');
  }
  const outbox = database.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
  const receipts = database.createObjectStore('receipts', { keyPath: 'content_hash' });
  for (const index of ['account_id', 'visit_id'] as const) {
    outbox.createIndex(index, index);
    receipts.createIndex(index, index);
  }
  database.createObjectStore('bundles', { keyPath: 'account_id' });
  database.createObjectStore('meta');
}

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  return error.name === 'InvalidStateError' || (error.name === 'UnknownError' && /connection/i.test(error.message));
}

async function settled<Mode extends 'readonly' | 'readwrite', R>(
  tx: IDBPTransaction<FloorwalkSchema, StoreName[], Mode>,
  work: (tx: Transaction<Mode>) => Promise<R>,
): Promise<R> {
  const done = tx.done.catch((error: unknown) => error ?? new Error('transaction aborted'));
  let result: R;
  try {
    result = await work(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It is already over.
    }
    await done;
    throw error;
  }
  const fault = await done;
  if (fault !== undefined) throw fault;
  return result;
}

/** The app's database; tests make their own. */
export const deviceDatabase = new DeviceDatabase();
