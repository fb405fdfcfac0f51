import { catalogue } from './language.svelte';

export const photoTexts = catalogue({ en: () => import('./photos.en'), de: () => import('./photos.de') });
