/** Which screen stands there now: it changes only when code and texts of the next one are loaded. */
import type { Component } from 'svelte';
import { spoken } from '../messages/language.svelte';
import type { Match, RouteParams, ScreenProps } from './routing';

type Shown =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'screen';
      readonly path: string;
      readonly frame: 'shell' | 'bare';
      readonly component: Component<ScreenProps>;
      readonly params: RouteParams;
    }
  | { readonly kind: 'failed'; readonly match: Match };

export class ShownScreen {
  now = $state.raw<Shown>({ kind: 'nothing' });
  #asked = 0;

  async show(match: Match): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [loaded] = await Promise.all([
        match.route.screen(),
        ...match.route.catalogues.map((catalogue) => catalogue.load(spoken.current)),
      ]);
      if (asked !== this.#asked) return;
      this.now = {
        kind: 'screen',
        path: match.route.path,
        frame: match.route.frame ?? 'shell',
        component: loaded.default as Component<ScreenProps>,
        params: match.params,
      };
    } catch {
      if (asked === this.#asked) this.now = { kind: 'failed', match };
    }
  }
}
