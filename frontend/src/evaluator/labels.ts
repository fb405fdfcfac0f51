/** Short names of things an evaluator logged. */
import type { BundleStore, InteractionDraft, RubricDocument, Staff } from '../device/documents';
import { evaluatorTexts } from '../messages/index';
import { textIn } from '../messages/format';
import { spoken } from '../messages/language.svelte';

export function staffLabel(staff: Staff | null, store: BundleStore | null): string {
  if (staff === null || staff.kind === 'unknown') return evaluatorTexts.now.unknownStaff;
  if (staff.kind === 'described') return staff.role_title;
  const member = store?.staff.find((candidate) => candidate.staff_member_id === staff.staff_member_id);
  return member?.first_name ?? evaluatorTexts.now.unknownStaff;
}

export function touchpointLabel(
  rubric: RubricDocument | null,
  touchpoint_key: string | null | undefined,
): string | null {
  const touchpoint = rubric?.touchpoints.find((candidate) => candidate.touchpoint_key === touchpoint_key);
  return touchpoint === undefined ? null : textIn(spoken.current, touchpoint.title);
}

/** Where a draft is gone on with. */
export const addressOf = ({ step, store_id, interaction_id }: InteractionDraft): string =>
  step === 'marks' ? `/list/${interaction_id}` : `/evaluate/${store_id}/${interaction_id}`;

export const answeredIn = (draft: InteractionDraft): number =>
  Object.values(draft.ratings).filter((rating) => rating.state !== null).length;

export const criterionCount = (rubric: RubricDocument): number =>
  rubric.sections.reduce((count, section) => count + section.criteria.length, 0);
