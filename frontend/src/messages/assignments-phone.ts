import { catalogue } from './language.svelte';

export const assignmentsPhoneTexts = catalogue({
  en: () => import('./assignments-phone.en'),
  de: () => import('./assignments-phone.de'),
});
