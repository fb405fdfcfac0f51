import { catalogue } from './language.svelte';

/** Two versions of a rubric, compared on the criteria that both have. */
export const commonCriteriaTexts = catalogue({
  en: () => import('./common-criteria.en'),
  de: () => import('./common-criteria.de'),
});
