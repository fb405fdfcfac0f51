import { catalogue } from './language.svelte';

export const evaluatorTexts = catalogue({ en: () => import('./evaluator.en'), de: () => import('./evaluator.de') });
