/** Takes out of Svelte what only pages drawn by a server need: this app is always drawn by the phone itself.
 *
 * Svelte asks "am I hydrating?" in some fifty places. With the answer fixed to "no" the build drops those branches:
 * 1.2 kB of compressed JavaScript in the evaluator's start. It can go as soon as Svelte has a flag for it.
 */
import type { Plugin } from 'vite';

const CHANGES: readonly (readonly [string, string])[] = [
  ['export let hydrating = false;', 'export const hydrating = false;'],
  ['hydrating = value;', ''],
];

export function withoutHydration(): Plugin {
  return {
    name: 'floorwalk:without-hydration',
    apply: 'build',
    transform: {
      filter: { id: /svelte.src.internal.client.dom.hydration\.js$/ },
      handler(code) {
        return CHANGES.reduce((changed, [from, to]) => {
          // A Svelte that spells it otherwise must be looked at, not half changed.
          if (!changed.includes(from)) this.error(`Svelte has changed: "${from}" is not there any more`);
          return changed.replace(from, to);
        }, code);
      },
    },
  };
}
