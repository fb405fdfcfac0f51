/** What the keys do outside fields: `/` goes to the search, `?` lists the keys, arrows go through a list's rows.
 *
 * Never while something is typed or chosen, never with a modifier, never behind a dialog. The two characters can be
 * switched off (WCAG 2.1.4), for whoever speaks to the computer or needs them for something else.
 */
import { mount } from 'svelte';
import { keysTexts } from '../messages/keys';
import { spoken } from '../messages/language.svelte';
import KeysHelp from './KeysHelp.svelte';
import { help } from './help.svelte';
import { arrow, nextRow } from './rows';
import { searchField, takesKeys } from './screen';

let isListening = false;

export function listen(): void {
  if (isListening) return;
  isListening = true;
  mount(KeysHelp, { target: document.body });
  addEventListener('keydown', pressed);
}

/** Its texts come when somebody asks for them; without a network they may not. */
export async function openHelp(): Promise<void> {
  listen();
  await keysTexts.load(spoken.current).then(
    () => help.open(),
    () => undefined,
  );
}

function pressed(event: KeyboardEvent): void {
  const from = event.target;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!(from instanceof Element) || takesKeys(from)) return;
  if (arrow(event.key) !== null) toRow(event, from);
  else if (help.charactersOn && document.querySelector('dialog[open]') === null) toPlace(event);
}

function toRow(event: KeyboardEvent, from: Element): void {
  const to = nextRow(from, arrow(event.key) ?? 0);
  if (to === null) return; // the page scrolls, as everywhere
  event.preventDefault();
  to.focus();
}

function toPlace(event: KeyboardEvent): void {
  if (event.key === '?') {
    event.preventDefault();
    void openHelp();
  }
  const search = event.key === '/' ? searchField() : null;
  if (search === null) return;
  event.preventDefault(); // some browsers search the page by this key
  search.focus();
  search.select();
}
