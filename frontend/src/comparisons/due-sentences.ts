/** What is overdue, in the sentences of what stands out. Pure.
 *
 * At most five sentences stand on the first screen, these among them: what one promised oneself comes first.
 */
import type { Schemas } from '../api/wire';
import type { FindingTexts } from '../messages/findings.en';
import type { Language } from '../messages/language.svelte';
import type { Sentence } from './findings';

export type Due = Schemas['DueBody'];
type Linked = Sentence & { readonly href: string };
type Stores = Due['action_item_stores'];

const MOST_SENTENCES = 5;

export function dueSentences(texts: FindingTexts, language: Language, due: Due): readonly Linked[] {
  const names = (stores: Stores) =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format(stores.map((store) => store.name));
  const sentences: Linked[] = [];
  if (due.overdue_action_items > 0)
    sentences.push({
      mark: 'note',
      text: texts.itemsOverdue(due.overdue_action_items, names(due.action_item_stores)),
      note: '',
      href: '/coaching/action-items?show=overdue',
    });
  if (due.due_reobservations > 0)
    sentences.push({
      mark: 'note',
      text: texts.reobservationsDue(due.due_reobservations, names(due.reobservation_stores)),
      note: '',
      href: '/coaching?show=due',
    });
  return sentences;
}

/** What does not fit is left out before the last finding, as the server does: stores with too few visits stay said. */
export function withDue(findings: readonly Linked[], due: readonly Linked[]): readonly Linked[] {
  const room = MOST_SENTENCES - due.length;
  const kept = findings.length > room ? [...findings.slice(0, room - 1), ...findings.slice(-1)] : findings;
  return [...due, ...kept];
}
