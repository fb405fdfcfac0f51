/** Everything that an account has on this phone, as one file: the way out when nothing can be sent any more.
 *
 * Reads only, so that it works with the storage full, offline, and with a session that has ended. The outbox is copied
 * to the letter, each entry with its hash. What takes the file in is backend/floorwalk/sync/rescue.py.
 */
import { downloadZip } from 'client-zip';
import type { Viewer } from '../api/wire';
import type { DeviceDatabase } from './db';
import type {
  AssignmentAnswer,
  InteractionDraft,
  OutboxEntry,
  StoredBundle,
  StoredPhoto,
  StoredReceipt,
  StoredVisit,
} from './documents';

type ListedPhoto = Omit<StoredPhoto, 'blob'> & {
  /** Its name in the ZIP; null if its bytes are not on the phone any more. */
  readonly file: string | null;
};

/** rescue.json, format 1. */
export type RescueDocument = {
  readonly format: 1;
  readonly made_at: string;
  readonly app_version: string;
  readonly device_id: string | null;
  /** Phone minus server when both were last seen side by side; null if they never were. */
  readonly clock_skew_ms: number | null;
  readonly account: Pick<Viewer, 'account_id' | 'display_name'> & { readonly organisation_id: string };
  readonly outbox: readonly OutboxEntry[];
  readonly drafts: readonly InteractionDraft[];
  readonly visits: readonly StoredVisit[];
  readonly receipts: readonly StoredReceipt[];
  readonly assignment_answers: readonly AssignmentAnswer[];
  readonly photos: readonly ListedPhoto[];
};

export type Rescue = {
  readonly name: string;
  readonly blob: Blob;
  readonly visits: number;
  readonly drafts: number;
  readonly photos: number;
};

const STORES = ['outbox', 'drafts', 'visits', 'receipts', 'assignment_answers', 'photos', 'bundles'] as const;

const photoFile = ({ sha256 }: StoredPhoto) => `photos/${sha256}.jpg`;

/** One photo of the same bytes is one file, however many records name it. */
const unsent = (photos: readonly StoredPhoto[]): readonly (StoredPhoto & { blob: Blob })[] => [
  ...new Map(
    photos
      .filter((photo): photo is StoredPhoto & { blob: Blob } => photo.blob !== null && photo.state !== 'stored')
      .map((photo) => [photo.sha256, photo]),
  ).values(),
];

/** What is on the phone, in one look; the photos' bytes stay where they are. */
export async function rescueDocument(
  database: DeviceDatabase,
  viewer: Viewer,
  app_version: string,
  wall_ms: number,
): Promise<{ readonly document: RescueDocument; readonly photos: readonly (StoredPhoto & { blob: Blob })[] }> {
  const device_id = await database.meta('device_id');
  const { account_id, display_name } = viewer;
  return database.read([...STORES], async (tx) => {
    const [outbox, drafts, visits, receipts, assignment_answers, photos, bundle] = await Promise.all([
      tx.objectStore('outbox').index('account_id').getAll(account_id),
      tx.objectStore('drafts').index('account_id').getAll(account_id),
      tx.objectStore('visits').index('account_id').getAll(account_id),
      tx.objectStore('receipts').index('account_id').getAll(account_id),
      tx.objectStore('assignment_answers').index('account_id').getAll(account_id),
      tx.objectStore('photos').index('account_id').getAll(account_id),
      tx.objectStore('bundles').get(account_id),
    ]);
    const files = new Set(unsent(photos).map(photoFile));
    const document: RescueDocument = {
      format: 1,
      made_at: new Date(wall_ms).toISOString(),
      app_version,
      device_id,
      clock_skew_ms: skewOf(bundle),
      account: { account_id, display_name, organisation_id: viewer.organisation.organisation_id },
      outbox: outbox.sort((a, b) => a.seq - b.seq),
      drafts,
      visits,
      receipts,
      assignment_answers,
      photos: photos.map(({ blob: _blob, ...photo }) => {
        const file = photoFile({ ...photo, blob: null });
        return { ...photo, file: files.has(file) ? file : null };
      }),
    };
    return { document, photos: unsent(photos) };
  });
}

function skewOf(bundle: StoredBundle | undefined): number | null {
  const server_ms = Date.parse(bundle?.bundle.server_time ?? '');
  return bundle === undefined || Number.isNaN(server_ms) ? null : Math.round(bundle.fetched_at - server_ms);
}

/** The file. One photo at a time is in memory; one whose bytes the browser has lost is left out. */
export async function makeRescue(
  database: DeviceDatabase,
  viewer: Viewer,
  app_version: string,
  wall_ms: number,
): Promise<Rescue> {
  const { document, photos } = await rescueDocument(database, viewer, app_version, wall_ms);
  let included = 0;
  async function* files() {
    yield { name: 'rescue.json', input: JSON.stringify(document) };
    for (const photo of photos) {
      const bytes = await photo.blob.arrayBuffer().catch(() => null);
      if (bytes === null) continue;
      included += 1;
      yield { name: photoFile(photo), input: bytes };
    }
  }
  const blob = await downloadZip(files()).blob();
  const stamp = document.made_at.slice(0, 16).replace('T', '-').replace(':', '');
  return {
    name: `floorwalk-rescue-${stamp}.zip`,
    blob,
    visits: new Set(document.outbox.map((entry) => entry.visit_id)).size,
    drafts: document.drafts.length,
    photos: included,
  };
}
