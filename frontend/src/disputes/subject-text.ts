/** What a dispute is about, in words. Pure. */
import type { DisputeTexts } from '../messages/disputes.en';
import { textIn } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { DisputeSummary } from './wire';

export function subjectText(texts: DisputeTexts, language: Language, dispute: DisputeSummary): string {
  const subject = texts.subjects[dispute.subject];
  return dispute.criterion_title === null ? subject : texts.of(subject, textIn(language, dispute.criterion_title));
}
