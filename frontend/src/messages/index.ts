/** The catalogues the shell itself needs, and how a slice adds its own.
 *
 * A slice writes `messages/<slice>.en.ts` and `.de.ts`, adds one `catalogue({...})` in `messages/<slice>.ts`,
 * and names it in its routes (`catalogues: [texts]`): the router awaits it before the screen is drawn.
 */
import { catalogue } from './language.svelte';

const inTheStart = <Slice extends 'evaluator' | 'problems' | 'shell'>(slice: Slice) =>
  catalogue<(typeof import('./start.en'))[Slice]>({
    en: async () => ({ default: (await import('./start.en'))[slice] }),
    de: async () => ({ default: (await import('./start.de'))[slice] }),
  });

export const shellTexts = inTheStart('shell');
export const problemTexts = inTheStart('problems');
export const evaluatorTexts = inTheStart('evaluator');

/** Loaded with every screen that is neither the evaluator's nor the sign-in's (shell/routes.ts). */
export const officeProblemTexts = catalogue({
  en: () => import('./problems-office.en'),
  de: () => import('./problems-office.de'),
});
