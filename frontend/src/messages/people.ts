import { catalogue } from './language.svelte';

export const peopleTexts = catalogue({ en: () => import('./people.en'), de: () => import('./people.de') });
