/** What an evaluator needs with the network off: stores, programmes and rubric versions, kept per account.
 *
 * A rubric version that an open draft was begun with is kept when a newer bundle no longer has it.
 */
import type { DeviceDatabase } from './db';
import type { Bundle, StoredBundle } from './documents';
import { bundleOf } from './guards';

export type BundleAnswer =
  | { readonly kind: 'fresh'; readonly value: unknown; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed' };

export type FetchBundle = (etag: string | null) => Promise<BundleAnswer>;

export async function keptBundle(database: DeviceDatabase, account_id: string): Promise<StoredBundle | null> {
  const stored = await database.read(['bundles'], (tx) => tx.objectStore('bundles').get(account_id));
  return stored !== undefined && bundleOf(stored.bundle) !== null ? stored : null;
}

/** Asks for a newer bundle and keeps it; null if there is none or it is not this account's. */
export async function refreshBundle(
  database: DeviceDatabase,
  fetchBundle: FetchBundle,
  account_id: string,
  wall_ms: number,
): Promise<StoredBundle | null> {
  const before = await keptBundle(database, account_id);
  const answer = await fetchBundle(before?.etag ?? null);
  if (answer.kind !== 'fresh') return null;
  const bundle = bundleOf(answer.value);
  if (bundle === null || bundle.viewer.account_id !== account_id) return null;
  return database.write(['bundles', 'drafts'], async (tx) => {
    const drafts = await tx.objectStore('drafts').index('account_id').getAll(account_id);
    const stored: StoredBundle = {
      account_id,
      etag: answer.etag,
      fetched_at: wall_ms,
      bundle: withVersionsInUse(
        bundle,
        before?.bundle ?? null,
        new Set(drafts.map((draft) => draft.rubric_version_id)),
      ),
    };
    await tx.objectStore('bundles').put(stored);
    return stored;
  });
}

function withVersionsInUse(bundle: Bundle, before: Bundle | null, inUse: ReadonlySet<string>): Bundle {
  const known = new Set(bundle.rubric_versions.map((version) => version.rubric_version_id));
  const kept = (before?.rubric_versions ?? []).filter(
    ({ rubric_version_id }) => inUse.has(rubric_version_id) && !known.has(rubric_version_id),
  );
  return kept.length === 0 ? bundle : { ...bundle, rubric_versions: [...bundle.rubric_versions, ...kept] };
}
