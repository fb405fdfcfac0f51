import { catalogue } from './language.svelte';

export const identityTexts = catalogue({ en: () => import('./identity.en'), de: () => import('./identity.de') });
