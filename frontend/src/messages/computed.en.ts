import { plural } from './format';
import { dateFormat } from './intl';

const visits = (count: number) => plural('en', count, { one: '1 visit', other: `${count} visits` });
const interactions = (count: number) => plural('en', count, { one: '1 interaction', other: `${count} interactions` });
const stores = (count: number) => plural('en', count, { one: '1 store', other: `${count} stores` });

const computed = {
  visits,
  interactions,
  close: 'Close',
  points: (text: string) => `${text} points`,
  range: (low: string, high: string) => `${low} to ${high}`,
  names: {
    mean: 'mean',
    outcomes: 'outcomes and gap',
    coverage: 'coverage',
    critical: 'critical failed',
    indifferent: 'indifferent interactions',
    below_meets: 'visits below the standard',
    within_promise: 'within the promise',
    swing: 'swing',
    standing: 'group and rank',
    months: 'months',
    measured: (target: string) => `measured, promised ${target}`,
    difference: 'difference',
    change: 'change',
    too_few: 'too few visits',
    severity: 'severity or generosity',
    adjusted: 'adjusted mean',
    gates: 'conditions of an adjusted column',
  },
  counts: { interactions: 'interactions', stars: 'stars' },
  outcomes: { exceeded: 'Exceeded', met: 'Met', below: 'Below' },
  gap: 'Gap',
  interval: '95 % interval',
  n: 'Rests on',
  rubric: 'Rubric',
  comparabilityKey: 'Comparability key',
  period: 'Period',
  formula: 'The formula in words',
  flags: 'To mind',
  noFlags: 'Nothing in particular.',
  looking: 'Looking through the visits…',
  flagNames: {
    too_few_visits: 'One or two visits: no mean is shown, the visits are listed.',
    provisional: 'Provisional: three or four visits give a first impression only.',
    spread_unknown: 'No interval: nothing has two visits yet, so how far visits swing is not known.',
    spread_zero: 'No interval: all visits scored exactly the same.',
    not_sufficient_alone: 'About a person: not sufficient alone for any decision.',
    disputed: 'Disputed: a dispute about a visit behind it is not decided yet. Until then the visit counts as it is.',
    photos_missing: 'Photos missing: a visit behind it names a photo that has not arrived or was refused.',
    common_criteria:
      'Common criteria: not the ordinary score. It may stand beside its counterpart of the other version only.',
  } as Readonly<Record<string, string>>,
  disputed: (count: number) =>
    plural('en', count, {
      one: 'Disputed: a dispute about 1 visit behind it is not decided yet. Until then the visit counts as it is.',
      other: `Disputed: disputes about ${count} visits behind it are not decided yet. Until then the visits count as they are.`,
    }),
  photosMissing: (count: number) =>
    plural('en', count, {
      one: 'Photos missing: 1 visit behind it names a photo that has not arrived or was refused.',
      other: `Photos missing: ${count} visits behind it name photos that have not arrived or were refused.`,
    }),
  visitsBehind: 'The visits behind it',
  seeVisits: (count: number) =>
    plural('en', count, { one: 'The visit behind it', other: `The ${count} visits behind it` }),
  behindTitle: 'The visits behind a figure',
  behindOf: (count: number) =>
    plural('en', count, { one: '1 visit was counted.', other: `${count} visits were counted.` }),
  behindListed: (listed: number, count: number) => `The newest ${listed} of ${count} are listed.`,
  ofCriterion: (key: string) => `Criterion: ${key}`,
  ofBusinessArea: (key: string) => `Business area: ${key}`,
  ofEvaluator: (code: string) => `Evaluator: ${code}`,
  ofPerson: 'Visits in which one person was observed. Their single scores stand in the visit.',
  ofAllStores: 'All stores of this view',
  behindNone: 'No visit that you may open stands behind it.',
  visitsNotForYou: 'Single visits are open to the managers and reviewers of the store only.',

  noMean: 'none shown',
  tooFew: 'too few visits for a mean',
  shareTerm: 'Share',
  outOf: (hits: string, of: string, share: string) => `${hits} of ${of}${share === '' ? '' : ` = ${share}`}`,
  tier: 'Group',
  noTier: 'none yet',
  tiers: { above: 'above its peers', not_distinguishable: 'not distinguishable', below: 'below its peers' },
  rank: 'Rank (90 %)',
  rankRange: (low: number, high: number, of: number) =>
    low === high ? `${low} of ${of}` : `${low} to ${high} of ${of}`,
  shrunk: 'Expected mean, for the order alone',
  reliability: 'Reliability',
  peersMean: 'Mean of the peers',
  visitSpread: 'Swing of single visits',
  limitsAt: (count: number) => `limits of chance at ${visits(count)}`,
  month: (day: string, language: string) =>
    dateFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`)),
  measurements: (count: number) => plural('en', count, { one: '1 measurement', other: `${count} measurements` }),
  gaveUp: 'gave up',
  quantile: (percent: number) => `${percent} of 100 had at most`,
  meanA: 'Mean of A',
  meanB: 'Mean of B',
  pAdjusted: 'Adjusted p',
  detectable: 'Smallest difference that would show',
  now: 'This period',
  before: 'The period before',
  stores: 'Stores',
  rawMean: 'Raw mean',
  visitsInStores: (count: number, storeCount: number) => `${visits(count)} in ${stores(storeCount)}`,

  meanOf: {
    store: (n: number) =>
      `The scores of the ${visits(n)} added up and divided by ${n}: every visit counts the same. A visit’s score is the mean of its interactions; an interaction’s is the points earned over the points possible, by the weights of the criteria.`,
    business_area: (n: number) =>
      `In each interaction the points earned in this business area over the points possible there; all of them added up over the ${visits(n)} and divided by the number of interactions in which the area was scored.`,
    criterion: (n: number, ratings: number) =>
      `All ${ratings} ratings of this criterion that have a score, in ${visits(n)}, added up and divided by their number. Not applicable, not observed and cannot remember are left out.`,
    staff_member: (n: number, count: number) =>
      `The scores of ${interactions(count)} with this person, in ${visits(n)}, added up and divided by their number. It is shown from five interactions in five visits by two evaluators on two days.`,
    evaluator: (n: number) =>
      `The scores of the ${visits(n)} of this evaluator added up and divided by ${n}. Nothing is adjusted.`,
    stores: (n: number, _: number, storeCount: number) =>
      `The means of ${stores(storeCount)} added up and divided by ${storeCount}: each store counts 1, however many of the ${visits(n)} it had.`,
  },
  onCommonCriteria:
    'Only the criteria that both versions score alike are counted, on both sides by the weights of the chosen version. The visits behind it are listed with their ordinary scores.',
  hiddenMean:
    'One or two visits have no mean, because a single visit would stand for the whole: they are listed instead.',
  intervalOfMean: (n: number) =>
    `Interval: the mean give or take t times its standard error, cut off at 0 and 100. The visit is the unit, since interactions of one visit are alike. How far visits swing is estimated from these ${n} and, weighed against them, from all units of the same kind under the same key: few visits say little about their own swing.`,
  intervalOfStores:
    'Interval: the variances of the stores’ means added up and divided by the square of their number; t by Welch and Satterthwaite.',
  outcomesFormula: (of: number, exceeded: number, share: string) =>
    `Of ${of} ratings with an outcome each is counted once; ${exceeded} ÷ ${of} = ${share} exceeded the standard, and likewise for met and below.`,
  gapFormula: (exceeded: number, below: number, of: number, gap: string) =>
    `Gap: (${exceeded} − ${below}) ÷ ${of}, in points: ${gap}. It runs from −100 to +100.`,
  coverageFormula:
    'The weight of the criteria that were scored over the weight of those that applied. Not applicable leaves both; not observed and cannot remember count as applying.',
  shareOf: {
    critical:
      'Interactions in which a critical criterion failed, over all interactions. It is a figure of its own and lowers no mean.',
    indifferent:
      'Interactions that the evaluator ticked as indifferent or that fell below in two markers of indifference, over all interactions.',
    below_meets: 'Visits whose score lies under that of a standard just met, over all visits.',
    within_promise: 'Measurements that kept the promise, over all; whoever gave up waiting counts as not kept.',
  },
  wilson:
    'Interval: Wilson’s, on as many independent interactions as these are worth, for those of one visit are alike. So none of 20 may still be up to one in six.',
  wilsonOfVisits: 'Interval: Wilson’s, with the visit as the unit. So none of 20 may still be up to one in six.',
  swingFormula: (n: number) =>
    `The standard deviation of single visits in points: that of these ${n} weighed against that of all units of the same kind, because few visits say little about their own swing.`,
  tierFormula: (count: number) =>
    `Each of ${count} peers’ distance from their mean over its standard error; those are picked as above or below of which at most one in ten is expected to be chance (Benjamini–Hochberg).`,
  rankFormula:
    'Rank: all peers are drawn 4,000 times from what their visits leave open; nine in ten draws put the store within this range.',
  noRank: 'No rank is said below five visits or below a reliability of one half.',
  reliabilityFormula:
    'Reliability: how much peers really differ over that plus the uncertainty of this mean. The expected mean is the raw one, drawn to that of the peers the more the less reliable it is.',
  plannerFormula: (more: number) =>
    plural('en', more, {
      one: '1 more visit would tell, if the mean stays where it is.',
      other: `${more} more visits would tell, if the mean stays where it is.`,
    }),
  monthsFormula:
    'The scores of a month’s visits added up and divided by their number. A month with fewer than three visits has no mean, and the line breaks there.',
  countFormula: {
    interactions: 'Every published interaction of these visits, each counted once.',
    stars: 'Every star given in these visits, each counted once. A star never changes the score.',
  },
  measuredFormula:
    'All measurements in the order of their size, those who gave up last: the value that so many of a hundred did not exceed. Each bar counts the measurements between its bounds; the promise is always a bound.',
  limitsFormula: (n: number) =>
    `The mean of the peers give or take t times the swing of single visits over the root of ${n}: where a store just like its peers lies in 19 of 20 cases.`,
  differenceFormula: 'The mean of A minus the mean of B.',
  welch: 'Interval: t times the root of both variances together (Welch), each weighed against that of all units.',
  holm: 'What is said goes by the p-value adjusted over exactly the pairs shown (Holm), at 5 %.',
  detectableFormula:
    'The smallest true difference that data like these would show in four of five cases. Not shown to be different is not the same.',
  changeFormula: 'The mean of this period minus that of the equal period before it, under one rubric.',
  amongStores: 'A store is named only if its change stands out among all stores in scope (Benjamini–Hochberg).',
  tooFewFormula: 'Stores with fewer than five visits in the period.',
  severityFormula:
    'Each visit’s score is taken as the overall mean plus its store plus its evaluator plus the rest, all fitted together (REML on the sums of store and evaluator); this is the evaluator’s part.',
  severityUse: 'For calibration only. It never replaces a raw score, and no evaluator is ranked by it.',
  adjustedFormula: 'The raw mean minus the systematic difference, cut off at 0 and 100.',
  gatesFormula: [
    'An adjusted column is offered only where all three hold: evaluators differ significantly (likelihood ratio), enough of them have enough visits, and who rates severely does not go together with which stores they visit.',
  ] as readonly string[],
};
export type ComputedTexts = typeof computed;
export default computed;
