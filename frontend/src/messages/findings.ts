import { catalogue } from './language.svelte';

/** The first screen of an area manager, one thing across stores, A against B, and evaluators. */
export const findingTexts = catalogue({ en: () => import('./findings.en'), de: () => import('./findings.de') });
