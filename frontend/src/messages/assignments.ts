import { catalogue } from './language.svelte';

export const assignmentsTexts = catalogue({
  en: () => import('./assignments.en'),
  de: () => import('./assignments.de'),
});
