import { catalogue } from './language.svelte';

export const rubricTexts = catalogue({ en: () => import('./rubrics.en'), de: () => import('./rubrics.de') });
