import { catalogue } from './language.svelte';

export const auditLogTexts = catalogue({
  en: () => import('./audit-log.en'),
  de: () => import('./audit-log.de'),
});
