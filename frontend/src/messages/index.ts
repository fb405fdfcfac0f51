/** The catalogues the shell itself needs, and how a slice adds its own.
 *
 * A slice writes `messages/<slice>.en.ts` and `.de.ts`, adds one `catalogue({...})` in `messages/<slice>.ts`,
 * and names it in its routes (`catalogues: [texts]`): the router awaits it before the screen is drawn.
 */
import { catalogue } from './language.svelte';

const inTheStart = <Slice extends 'assignments' | 'evaluator' | 'shell'>(slice: Slice) =>
  catalogue<(typeof import('./start.en'))[Slice]>({
    en: async () => ({ default: (await import('./start.en'))[slice] }),
    de: async () => ({ default: (await import('./start.de'))[slice] }),
  });

export const shellTexts = inTheStart('shell');
export const evaluatorTexts = inTheStart('evaluator');
export const assignmentsListTexts = inTheStart('assignments');

/** Not in the start: most days nothing is refused. The first sentence that is needed loads them (problem-text.ts). */
export const problemTexts = catalogue({ en: () => import('./problems.en'), de: () => import('./problems.de') });

/** Loaded with every screen that is neither the evaluator's nor the sign-in's (shell/routes.ts). */
export const officeProblemTexts = catalogue({
  en: () => import('./problems-office.en'),
  de: () => import('./problems-office.de'),
});
