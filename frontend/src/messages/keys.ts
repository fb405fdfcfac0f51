import { catalogue } from './language.svelte';

export const keysTexts = catalogue({ en: () => import('./keys.en'), de: () => import('./keys.de') });
