import { catalogue } from './language.svelte';

export const disputeTexts = catalogue({ en: () => import('./disputes.en'), de: () => import('./disputes.de') });
