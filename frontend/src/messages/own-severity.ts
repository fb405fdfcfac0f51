import { catalogue } from './language.svelte';

/** An evaluator's own severity. */
export const ownSeverityTexts = catalogue({
  en: () => import('./own-severity.en'),
  de: () => import('./own-severity.de'),
});
