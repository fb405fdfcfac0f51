import { plural } from './format';

const visits = (count: number) => plural('en', count, { one: '1 visit', other: `${count} visits` });
const stores = (count: number) => plural('en', count, { one: '1 store', other: `${count} stores` });
const points = (text: string) => (text === '1' ? '1 point' : `${text} points`);

const findings = {
  myAreaTitle: 'My area',
  stores,
  visits,
  rose: (store: string, by: string) => `${store} rose by ${points(by)}: more than chance explains.`,
  fell: (store: string, by: string) => `${store} fell by ${points(by)}: more than chance explains.`,
  changeNote: (low: string, high: string, now: number, before: number, period: string) =>
    `95 % interval ${low} to ${high}; ${visits(now)} now, ${visits(before)} in ${period}`,
  criticalFailed: (store: string, failed: string, of: string) =>
    `${store}: a critical criterion failed in ${failed} of ${of} interactions.`,
  criticalNote: (low: string, high: string, newest: string) =>
    `95 % interval ${low} to ${high}; the newest on ${newest}`,
  tooFewVisits: (count: number, names: string) =>
    plural('en', count, {
      one: `${names} has too few visits for a mean that can be relied on.`,
      other: `${stores(count)} have too few visits for a mean that can be relied on: ${names}.`,
    }),
  tooFewNote: 'Five visits in the period are needed.',
  andMore: (names: string, more: number) => `${names} and ${more} more`,
  itemsOverdue: (count: number, names: string) =>
    plural('en', count, {
      one: `1 action item is overdue: ${names}.`,
      other: `${count} action items are overdue: ${names}.`,
    }),
  reobservationsDue: (count: number, names: string) =>
    plural('en', count, {
      one: `1 coaching plan is due to be observed again: ${names}.`,
      other: `${count} coaching plans are due to be observed again: ${names}.`,
    }),
  nothingTitle: 'Nothing stands out',
  nothingText: (storeCount: number, visitCount: number) =>
    `${visits(visitCount)} to ${stores(storeCount)}: no store changed by more than chance explains, no critical criterion failed, and every store has enough visits.`,
  basis: (storeCount: number, visitCount: number) => `From ${visits(visitCount)} to ${stores(storeCount)}.`,
  atMostFive: 'At most five, the weightiest first.',
  noStoresTitle: 'No stores here',
  noStoresText: 'What stands out in the stores of your area will stand here.',
  toStores: 'All stores compared',
  toHeatmap: 'Heat map',
  toDifference: 'A against B',

  acrossStores: 'Across stores',
  versionsTitle: 'Per rubric and version',
  versionsNote:
    'Between the versions there is a break: what was scored by different rules is never joined into one figure.',
  sameDefinition: 'defined exactly alike: may be read side by side',
  otherDefinition: 'defined differently: not comparable',
  versionBreak: 'Break: other rules of scoring',
  chosenVersion: 'shown below',
  chooseVersion: 'Show this version',
  missingCriterionTitle: 'This criterion is not known here',
  missingAreaTitle: 'This business area is not known here',
  missingText: 'Perhaps the address is mistyped, or the rubric was never used in your stores.',

  differenceTitle: 'A against B',
  sideA: 'A',
  sideB: 'B',
  all: 'All my stores',
  areaSide: (name: string) => `Area: ${name}`,
  storeSide: (name: string) => `Store: ${name}`,
  periodOfB: 'Period of B',
  samePeriod: 'the same as A',
  periodBefore: 'as many days just before',
  otherPeriod: 'other days',
  firstDayB: 'First day of B',
  lastDayB: 'Last day of B',
  samePlaceAndPeriod: 'A and B are the same. Choose another store, area or period for one of them.',
  sidesOverlap:
    'A and B share visits: the difference would be counted against itself. Choose sides or periods that do not overlap.',
  sideOf: (name: string, period: string) => `${name}, ${period}`,
  more: (a: string, b: string, by: string) => `${a} is higher than ${b} by ${points(by)}.`,
  less: (a: string, b: string, by: string) => `${a} is lower than ${b} by ${points(by)}.`,
  cannotTell: (a: string, b: string) => `${a} and ${b} are not shown to be different.`,
  cannotTellMore: (by: string) =>
    `That is not “the same”: the means lie ${points(by)} apart, and chance alone could do that.`,
  differenceInterval: (low: string, high: string) => `95 % interval of the difference: ${low} to ${high} points.`,
  detectable: (by: string) => `Data like these would show a true difference of ${points(by)} in four of five cases.`,
  noDifferenceTitle: 'Not enough to compare',
  noDifference: {
    too_few_visits: 'At least one side has fewer than three visits of this rubric.',
    spread_unknown: 'How far visits swing is not known yet.',
    spread_zero: 'All visits scored the same.',
  },
  differenceMeans: 'The two means',
  differenceAxis: 'A minus B, in points',
  chooseSide: 'Choose…',
  dayMissing: 'Choose both days.',
  periodBackwards: 'The first day lies after the last day. Change one of them.',
  chooseBoth: 'Choose what A and B are.',

  evaluatorsTitle: 'Evaluators',
  evaluatorsNote:
    'An evaluator’s systematic difference from the others, after allowing for the stores visited. In the order of their codes. For calibration only; it is never in place of the raw score.',
  evaluator: 'Evaluator',
  storesHeading: 'Stores',
  areasHeading: 'Areas',
  effect: 'Severity or generosity',
  effectNote: 'Points above (generous) or below (severe) the other evaluators, with the 95 % interval',
  noEffect: 'not measurable',
  rawMean: 'Raw mean',
  adjustedMean: 'Adjusted mean',
  adjustedOffered: 'An adjusted column is offered',
  adjustedRefused: 'No adjusted column',
  refusal: {
    too_few_evaluators: 'Too few evaluators have enough visits.',
    no_spread: 'The visits are all alike, or each store has its own evaluator: nothing can be told apart.',
    not_significant: 'Evaluators do not measurably differ.',
    confounded_with_stores:
      'How evaluators score goes together with which stores they visit: the two cannot be told apart.',
  },
  gateSignificant: (found: string, most: string) => `Evaluators differ measurably: p ${found}, at most ${most} needed`,
  gateEnough: (found: number, fewest: number, each: number) =>
    `Evaluators with at least ${visits(each)}: ${found}, at least ${fewest} needed`,
  gateConfounding: (found: string, most: string) =>
    `Tie between evaluators and their stores: ${found}, at most ${most} allowed`,
  gatePassed: 'fulfilled',
  gateFailed: 'not fulfilled',
  gateUnknown: 'cannot be computed',
  gatesTitle: 'The three conditions',
  evaluatorsNone: 'No visits of this rubric in this period.',
};
export type FindingTexts = typeof findings;
export default findings;
