import { catalogue } from './language.svelte';

export const staffTexts = catalogue({ en: () => import('./staff.en'), de: () => import('./staff.de') });
