/** Photos on this phone: put beside the answers they belong to, shown, and told apart by what became of them.
 *
 * A photo and its name in the draft are written and removed in one transaction (visits.ts). Making it small is
 * photo-shrinking.ts, sending it is photo-outbox.ts.
 */
import type { DeviceDatabase, Transaction } from './db';
import type { Evidence, InteractionDraft, StoredPhoto } from './documents';

export const MOST_PHOTOS = 40; // of one interaction, by protocol 1

/** What a save does to the photos beside the draft. */
export type PhotoChange = { readonly added: readonly StoredPhoto[]; readonly removed: readonly string[] };

export const NO_PHOTOS: PhotoChange = { added: [], removed: [] };

export async function keepPhotos(tx: Transaction<'readwrite'>, { added, removed }: PhotoChange): Promise<void> {
  for (const photo of added) await tx.objectStore('photos').put(photo);
  for (const evidence_id of removed) await tx.objectStore('photos').delete(evidence_id);
}

export async function dropPhotosOf(tx: Transaction<'readwrite'>, draft: InteractionDraft): Promise<void> {
  for (const { evidence_id } of draft.evidence ?? []) await tx.objectStore('photos').delete(evidence_id);
}

/** The interaction went out in another visit than it was begun in: its photos wait for that one's receipt. */
export async function carryPhotos(
  tx: Transaction<'readwrite'>,
  draft: InteractionDraft,
  visit_id: string,
): Promise<void> {
  for (const { evidence_id } of draft.evidence ?? []) {
    const photo = await tx.objectStore('photos').get(evidence_id);
    if (photo !== undefined && photo.visit_id !== visit_id) await tx.objectStore('photos').put({ ...photo, visit_id });
  }
}

/** The picture itself; null once the server has it. */
export async function blobOf(database: DeviceDatabase, evidence_id: string): Promise<Blob | null> {
  const photo = await database.read(['photos'], (tx) => tx.objectStore('photos').get(evidence_id));
  return photo?.blob ?? null;
}

export const evidenceFor = (draft: InteractionDraft, criterion_key: string | null): readonly Evidence[] =>
  (draft.evidence ?? []).filter((photo) => (photo.criterion_key ?? null) === criterion_key);

/** A person asks to send refused photos again; what the server refused as a picture, it will refuse once more. */
export async function retryPhotos(database: DeviceDatabase, visit_id: string): Promise<void> {
  await database.write(['photos'], async (tx) => {
    const photos = tx.objectStore('photos');
    for (const photo of await photos.index('visit_id').getAll(visit_id)) {
      if (photo.state === 'refused' && photo.blob !== null)
        await photos.put({ ...photo, state: 'waiting', problem: null });
    }
  });
}
