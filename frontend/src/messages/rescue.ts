import { catalogue } from './language.svelte';

export const rescueTexts = catalogue({ en: () => import('./rescue.en'), de: () => import('./rescue.de') });
