import type { EvaluatorTexts } from './evaluator.en';

export default {
  menuStores: 'Filialen',
} satisfies EvaluatorTexts;
