import { catalogue } from './language.svelte';

export const reviewTexts = catalogue({ en: () => import('./reviews.en'), de: () => import('./reviews.de') });
