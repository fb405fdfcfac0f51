/** Run-time checks at the borders where types promise nothing: the sync answer and documents read back.
 *
 * A captive portal answers 200, and an app update reads what an older version wrote. Null means: not that.
 */
import type { Problem } from '../api/wire';
import type { Bundle, InteractionDraft, Receipt } from './documents';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
export const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);
export const has = (value: unknown, ...names: readonly string[]) =>
  isFields(value) && names.every((name) => isText(value[name]));

const STATUSES = ['accepted', 'superseded', 'refused'] as const;

export type SyncResult = {
  readonly position: number;
  readonly visit_id: string | null;
  readonly status: (typeof STATUSES)[number];
  readonly receipt: Receipt | null;
  readonly problem: Problem | null;
};

function receiptOf(value: unknown): Receipt | null {
  if (!isFields(value) || !has(value, 'receipt_id', 'visit_id', 'content_hash', 'received_at')) return null;
  return Number.isInteger(value['revision']) ? (value as unknown as Receipt) : null;
}

function problemOf(value: unknown): Problem | null {
  return isFields(value) && isText(value['code']) && typeof value['title'] === 'string'
    ? (value as unknown as Problem)
    : null;
}

/** What the server said about each visit; null if this is no answer of ours. A result without proof proves nothing. */
export function syncResultsOf(value: unknown): readonly SyncResult[] | null {
  if (!isFields(value) || !Array.isArray(value['results'])) return null;
  const results: SyncResult[] = [];
  for (const item of value['results'] as readonly unknown[]) {
    if (!isFields(item) || !Number.isInteger(item['position'])) return null;
    const status = STATUSES.find((known) => known === item['status']);
    if (status === undefined) return null;
    results.push({
      position: item['position'] as number,
      visit_id: isText(item['visit_id']) ? item['visit_id'] : null,
      status,
      receipt: receiptOf(item['receipt']),
      problem: problemOf(item['problem']),
    });
  }
  return results;
}

/** Whether the server asks for a newer app; no older server did. */
export const wantsUpdate = (value: unknown): boolean => isFields(value) && value['update_wanted'] === true;

const isCriterion = (value: unknown) => has(value, 'criterion_key', 'kind') && isFields((value as Fields)['title']);
const isSection = (value: unknown) => has(value, 'section_key') && isListOf((value as Fields)['criteria'], isCriterion);

function isRubric(value: unknown): boolean {
  if (!isFields(value) || !has(value, 'rubric_version_id') || !isFields(value['document'])) return false;
  const { sections, standards, touchpoints } = value['document'];
  return isListOf(sections, isSection) && isListOf(standards, isFields) && isListOf(touchpoints, isFields);
}

const isStore = (value: unknown) =>
  has(value, 'store_id', 'name', 'time_zone') &&
  isListOf((value as Fields)['programme_ids'], isText) &&
  isListOf((value as Fields)['staff'], (staff) => has(staff, 'staff_member_id', 'first_name'));

export function bundleOf(value: unknown): Bundle | null {
  if (!isFields(value) || !isFields(value['viewer']) || !has(value['viewer'], 'account_id')) return null;
  const fits =
    isListOf(value['stores'], isStore) &&
    isListOf(
      value['programmes'],
      (item) => has(item, 'programme_id', 'mode') && isListOf((item as Fields)['rubric_version_ids'], isText),
    ) &&
    isListOf(value['rubric_versions'], isRubric);
  return fits ? (value as unknown as Bundle) : null;
}

export function draftOf(value: unknown): InteractionDraft | null {
  if (!isFields(value) || !has(value, 'interaction_id', 'visit_id', 'account_id', 'store_id', 'rubric_version_id'))
    return null;
  const fits = isFields(value['ratings']) && Array.isArray(value['stars']) && isFields(value['started']);
  return fits ? (value as unknown as InteractionDraft) : null;
}
