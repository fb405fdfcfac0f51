import { catalogue } from './language.svelte';

export const firstRunTexts = catalogue({ en: () => import('./first-run.en'), de: () => import('./first-run.de') });
