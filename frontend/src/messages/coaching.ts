import { catalogue } from './language.svelte';

export const coachingTexts = catalogue({ en: () => import('./coaching.en'), de: () => import('./coaching.de') });
