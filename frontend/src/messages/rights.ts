import { catalogue } from './language.svelte';

export const rightsTexts = catalogue({ en: () => import('./rights.en'), de: () => import('./rights.de') });
