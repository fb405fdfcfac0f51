import { catalogue } from './language.svelte';

/** How each kind of figure is computed, in words, for the dialog that every figure opens. */
export const computedTexts = catalogue({
  en: () => import('./computed.en'),
  de: () => import('./computed.de'),
});
