const evaluator = {
  menuStores: 'Stores',
};
export type EvaluatorTexts = typeof evaluator;
export default evaluator;
