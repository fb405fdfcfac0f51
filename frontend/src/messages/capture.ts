import { catalogue } from './language.svelte';

export const captureTexts = catalogue({ en: () => import('./capture.en'), de: () => import('./capture.de') });
