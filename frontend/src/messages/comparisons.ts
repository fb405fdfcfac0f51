import { catalogue } from './language.svelte';

export const comparisonTexts = catalogue({
  en: () => import('./comparisons.en'),
  de: () => import('./comparisons.de'),
});
