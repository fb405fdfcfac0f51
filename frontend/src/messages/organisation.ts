import { catalogue } from './language.svelte';

export const organisationTexts = catalogue({
  en: () => import('./organisation.en'),
  de: () => import('./organisation.de'),
});
