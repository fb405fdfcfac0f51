import { catalogue } from './language.svelte';

export const programmesTexts = catalogue({ en: () => import('./programmes.en'), de: () => import('./programmes.de') });
