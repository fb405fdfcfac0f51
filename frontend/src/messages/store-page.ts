import { catalogue } from './language.svelte';

/** What only the page of one store says, beside comparisons.ts. */
export const storePageTexts = catalogue({
  en: () => import('./store-page.en'),
  de: () => import('./store-page.de'),
});
