const commonCriteria = {
  title: 'On the common criteria',
  titleOf: (what: string) => `${what}: on the common criteria`,
  otherVersion: 'Compared with',
  compare: 'Compare on the common criteria',
  compareHint:
    'This rubric has changed in the period. What was scored by the old and by the new rules may be compared on the criteria that both have, if these are enough.',
  notOrdinary: (chosen: string) =>
    `Not the ordinary scores: computed anew from the ratings of these criteria alone, on both sides by the weights of ${chosen}. Read the two beside each other, and beside no other figure.`,
  shareOf: (share: string) => `The common criteria are ${share} of its weight.`,
  none: 'The two cannot be compared',
  noCommonScore: {
    no_other_version: () =>
      'No other version of this rubric was used in the chosen days. Choose a period that has visits from before and after the change.',
    same_key: () => 'These are the same rules of scoring: the ordinary figures already hold all their visits.',
    other_rubric: () =>
      'These are two rubrics and not two versions of one: the same name may ask something else there.',
    other_anchor: () => 'A standard that was met is worth other points there, so no criterion is scored alike.',
    too_little_in_common: (chosen: string, other: string, least: string) =>
      `Too little in common: what both score alike is ${chosen} of the weight here and ${other} there; ${least} are needed on both sides.`,
  },
  criteriaTitle: (count: number, left: number) =>
    left === 0 ? `All ${count} criteria in common` : `${count} criteria in common, ${left} left out`,
  inCommon: 'In common',
  leftOut: (version: string) => `Left out of ${version}`,
  acrossStores: 'Across stores',
};
export type CommonCriteriaTexts = typeof commonCriteria;
export default commonCriteria;
