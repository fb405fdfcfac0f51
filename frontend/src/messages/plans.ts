import { catalogue } from './language.svelte';

export const plansTexts = catalogue({ en: () => import('./plans.en'), de: () => import('./plans.de') });
