/** The last viewer on this device, and what keeps a sign-out honest: the debt to the server and the unsent work. */
import type { Viewer } from '../api/wire';
import { deviceDatabase, type DeviceDatabase } from './db';

export const rememberedViewer = (database: DeviceDatabase = deviceDatabase) => database.meta('viewer');

export const rememberViewer = (viewer: Viewer | null, database: DeviceDatabase = deviceDatabase) =>
  database.setMeta('viewer', viewer);

/** A sign-out that the server has not heard of yet. */
export const signOutOwed = async (database: DeviceDatabase = deviceDatabase) =>
  (await database.meta('sign_out_owed')) === true;

export const setSignOutOwed = (owed: boolean, database: DeviceDatabase = deviceDatabase) =>
  database.setMeta('sign_out_owed', owed);

/** Visits of this account on this phone that no receipt names as they are, or with a photo to send; drafts included. */
export async function unreceiptedVisitCount(
  account_id: string,
  database: DeviceDatabase = deviceDatabase,
): Promise<number> {
  return database.read(['visits', 'drafts', 'receipts', 'photos'], async (tx) => {
    const [visits, drafts, receipts, photos] = await Promise.all([
      tx.objectStore('visits').index('account_id').getAll(account_id),
      tx.objectStore('drafts').index('account_id').getAll(account_id),
      tx.objectStore('receipts').index('account_id').getAllKeys(account_id),
      tx.objectStore('photos').index('account_id').getAll(account_id),
    ]);
    const received = new Set(receipts);
    const waiting = new Set(drafts.map((draft) => draft.visit_id));
    for (const photo of photos) if (photo.state === 'waiting') waiting.add(photo.visit_id);
    for (const visit of visits) {
      const newest = visit.frozen.at(-1);
      if (newest !== undefined && !received.has(newest.content_hash)) waiting.add(visit.visit_id);
    }
    return waiting.size;
  });
}
