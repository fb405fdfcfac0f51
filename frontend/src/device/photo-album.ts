/** Photos on this phone as screens show them, and the second try that a person asks for. */
import type { DeviceDatabase } from './db';
import type { Evidence, InteractionDraft } from './documents';

export const MOST_PHOTOS = 40; // of one interaction, by protocol 1

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
