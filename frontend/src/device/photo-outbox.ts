/** Sending photos: one at a time, in parts, from where the server says that it is.
 *
 * Only photos whose visit has a receipt that covers them: the server takes no other. Answers always go first. A photo
 * leaves `waiting` only for a receipt that names it and its hash, or for the server's word that it is refused;
 * everything else changes nothing. When to try again is sender.ts.
 */
import type { Problem } from '../api/wire';
import type { DeviceDatabase, Transaction } from './db';
import type { StoredPhoto, StoredVisit } from './documents';
import { sha256Hex } from './ids';
import type { Delivery, Drained } from './outbox';
import { uploadOf, type Upload } from './photo-answers';

export const PART_BYTES = 256 * 1024; // by the server's own bound
const MOST_CONFLICTS = 3; // about where the next part begins, before a pause

/** Both speak in the name of `account_id`, and of nobody else. */
export type PhotoTransport = {
  readonly howFar: (sha256: string, account_id: string) => Promise<Delivery>;
  readonly sendPart: (sha256: string, offset: number, part: ArrayBuffer, account_id: string) => Promise<Delivery>;
};

export type PhotoPorts = {
  readonly database: DeviceDatabase;
  readonly transport: PhotoTransport;
  readonly account_id: string;
};

/** Sends one photo as far as it goes. */
export async function drainPhotos(ports: PhotoPorts): Promise<Drained> {
  const photo = (await answersWait(ports)) ? null : await nextPhoto(ports);
  if (photo === null) return { kind: 'nothing_to_send' };
  const { blob, sha256, size_bytes } = photo;
  let delivery = await ports.transport.howFar(sha256, ports.account_id);
  for (let conflicts = 0; ;) {
    if (delivery.kind === 'problem') {
      if (delivery.problem.status === 409) {
        if (conflicts === MOST_CONFLICTS) return { kind: 'failed', failure: { kind: 'unreadable' } };
        if (delivery.problem.code === 'attachments.content_differs' && (await isDamaged(photo)))
          return settled(ports, photo, 'refused', delivery.problem);
        conflicts += 1;
        delivery = await ports.transport.howFar(sha256, ports.account_id);
        continue;
      }
      if (isFinal(delivery.problem)) return settled(ports, photo, 'refused', delivery.problem);
    }
    if (delivery.kind !== 'answered') return { kind: 'failed', failure: delivery };
    const upload = uploadOf(delivery.value);
    if (upload === null || !isAbout(upload, photo)) return { kind: 'failed', failure: { kind: 'unreadable' } };
    if (upload.state === 'stored' || upload.state === 'removed') return settled(ports, photo, 'stored', null);
    if (upload.state === 'refused') return settled(ports, photo, 'refused', problemOf(upload));
    if (await answersWait(ports)) return { kind: 'progress', received: 0, refused: 0, more: false };
    const from = Math.min(upload.received_bytes, size_bytes);
    // A part and never the whole: the browser reads it from disk here.
    const part = await blob.slice(from, from + PART_BYTES).arrayBuffer();
    delivery = await ports.transport.sendPart(sha256, from, part, ports.account_id);
  }
}

/** Whether the answer speaks of this very photo: proof that does not name it proves nothing. */
const isAbout = (upload: Upload, photo: StoredPhoto): boolean =>
  upload.sha256 === photo.sha256 && upload.evidence_ids.includes(photo.evidence_id);

/** Whether sending the same again can never help. */
const isFinal = ({ status }: Problem): boolean => [400, 404, 413, 415].includes(status);

const problemOf = (upload: Upload): Problem => ({
  code: upload.problem_code ?? 'attachments.picture_unreadable',
  title: '',
  status: 200,
});

/** The bytes on this phone are no longer those that the visit names. The only place that reads a whole photo. */
async function isDamaged(photo: Sendable): Promise<boolean> {
  return (await sha256Hex(await photo.blob.arrayBuffer())) !== photo.sha256;
}

async function settled(
  ports: PhotoPorts,
  photo: Sendable,
  state: 'stored' | 'refused',
  problem: Problem | null,
): Promise<Drained> {
  await ports.database.write(['photos'], async (tx) => {
    const now = await tx.objectStore('photos').get(photo.evidence_id);
    // Stored: the space is given back. Refused: it stays for as long as its visit is shown.
    if (now !== undefined)
      await tx.objectStore('photos').put({ ...now, state, problem, blob: state === 'stored' ? null : now.blob });
  });
  const counts = state === 'stored' ? { received: 1, refused: 0 } : { received: 0, refused: 1 };
  return { kind: 'progress', ...counts, more: (await nextPhoto(ports)) !== null };
}

type Sendable = StoredPhoto & { readonly blob: Blob };

/** The first photo that may be sent; one record at a time is looked at. */
async function nextPhoto({ database, account_id }: PhotoPorts): Promise<Sendable | null> {
  return database.read(['photos', 'visits', 'receipts'], async (tx) => {
    let cursor = await tx.objectStore('photos').index('account_id').openCursor(account_id);
    while (cursor !== null) {
      const photo: StoredPhoto = cursor.value;
      if (photo.state === 'waiting' && photo.blob !== null && (await isReceived(tx, photo)))
        return { ...photo, blob: photo.blob };
      cursor = await cursor.continue();
    }
    return null;
  });
}

/** Whether a receipt names a revision that holds the photo. */
async function isReceived(tx: Transaction<'readonly'>, photo: StoredPhoto): Promise<boolean> {
  const visit: StoredVisit | undefined = await tx.objectStore('visits').get(photo.visit_id);
  const holding = visit?.interactions.find(({ interaction }) =>
    interaction.evidence?.some(({ evidence_id }) => evidence_id === photo.evidence_id),
  );
  if (visit === undefined || holding === undefined) return false;
  for (const { revision, content_hash } of visit.frozen) {
    if (revision >= holding.revision && (await tx.objectStore('receipts').getKey(content_hash)) !== undefined)
      return true;
  }
  return false;
}

/** Refused ones wait for a person, and hold up no photo. */
async function answersWait({ database, account_id }: PhotoPorts): Promise<boolean> {
  return database.read(['outbox'], async (tx) =>
    (await tx.objectStore('outbox').index('account_id').getAll(account_id)).some((entry) => entry.problem === null),
  );
}
