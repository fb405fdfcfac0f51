/** What happens to photos on this phone together with the draft they belong to.
 *
 * A photo and its name in the draft are written and removed in one transaction (visits.ts). Making it small is
 * photo-shrinking.ts, showing it is photo-album.ts, sending it is photo-outbox.ts.
 */
import type { Transaction } from './db';
import type { InteractionDraft, StoredPhoto } from './documents';

/** What a save does to the photos beside the draft. */
export type PhotoChange = { readonly added: readonly StoredPhoto[]; readonly removed: readonly string[] };

export const NO_PHOTOS: PhotoChange = { added: [], removed: [] };

export async function keepPhotos(tx: Transaction<'readwrite'>, { added, removed }: PhotoChange): Promise<void> {
  for (const photo of added) await tx.objectStore('photos').put(photo);
  for (const evidence_id of removed) await tx.objectStore('photos').delete(evidence_id);
}

/** All but those that the interaction had when it was finished before. */
export async function dropPhotosOf(
  tx: Transaction<'readwrite'>,
  draft: InteractionDraft,
  stays: ReadonlySet<string>,
): Promise<void> {
  for (const { evidence_id } of draft.evidence ?? [])
    if (!stays.has(evidence_id)) await tx.objectStore('photos').delete(evidence_id);
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
