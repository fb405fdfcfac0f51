/** The catalogues the shell itself needs, and how a slice adds its own.
 *
 * A slice writes `messages/<slice>.en.ts` and `.de.ts`, adds one `catalogue({...})` in `messages/<slice>.ts`,
 * and names it in its routes (`catalogues: [texts]`): the router awaits it before the screen is drawn.
 */
import { catalogue } from './language.svelte';

export const shellTexts = catalogue({ en: () => import('./shell.en'), de: () => import('./shell.de') });
export const identityTexts = catalogue({ en: () => import('./identity.en'), de: () => import('./identity.de') });
export const problemTexts = catalogue({ en: () => import('./problems.en'), de: () => import('./problems.de') });
