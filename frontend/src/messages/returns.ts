import { catalogue } from './language.svelte';

export const returnTexts = catalogue({ en: () => import('./returns.en'), de: () => import('./returns.de') });
