/** Why there is no figure about a person, in words. A reason that this version does not know is still a sentence. */
import type { ComparisonTexts } from '../messages/comparisons.en';

const REASONS = [
  'too_few_interactions',
  'too_few_visits',
  'too_few_evaluators',
  'too_few_days',
  'open_dispute',
  'notice_too_late',
  'no_formal_notice',
  'not_approved',
] as const;

export function reasonText(texts: ComparisonTexts, reason: string | null | undefined): string {
  const known = REASONS.find((each) => each === reason);
  return known === undefined ? texts.notEnough : texts[known];
}
