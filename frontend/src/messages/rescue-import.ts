import { catalogue } from './language.svelte';

export const rescueImportTexts = catalogue({
  en: () => import('./rescue-import.en'),
  de: () => import('./rescue-import.de'),
});
