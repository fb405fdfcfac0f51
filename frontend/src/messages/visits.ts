import { catalogue } from './language.svelte';

export const visitTexts = catalogue({ en: () => import('./visits.en'), de: () => import('./visits.de') });
