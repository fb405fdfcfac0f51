import { catalogue } from './language.svelte';

export const approvalTexts = catalogue({ en: () => import('./approvals.en'), de: () => import('./approvals.de') });
