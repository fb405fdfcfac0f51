import { plural } from './format';

const visits = (count: number) => plural('en', count, { one: '1 visit', other: `${count} visits` });

const storePage = {
  waitsTitle: 'What was measured, beside the promise',
  promised: (target: string, lowerIsBetter: boolean) =>
    lowerIsBetter ? `Promised: at most ${target}.` : `Promised: at least ${target}.`,
  keptShare: (hits: string, of: string, low: string, high: string) =>
    `Kept in ${hits} of ${of} (95 % interval ${low} to ${high}).`,
  half: (value: string, lowerIsBetter: boolean) => `Half had ${lowerIsBetter ? 'at most' : 'at least'} ${value},`,
  halfGaveUp: 'At least half gave up.',
  nineInTen: (value: string, lowerIsBetter: boolean) =>
    `nine in ten ${lowerIsBetter ? 'at most' : 'at least'} ${value}.`,
  over: (from: string) => `over ${from}`,
  upTo: (to: string) => `up to ${to}`,
  between: (from: string, to: string) => `${from} – ${to}`,
  gaveUp: 'gave up',
  promiseLine: (target: string) => `promised ${target}`,
  keptWord: 'kept',
  notKeptWord: 'not kept',
  measuredIn: (count: number, visitCount: number) =>
    `${plural('en', count, { one: '1 measurement', other: `${count} measurements` })} in ${visits(visitCount)}`,
  inMinutes: 'in minutes and seconds',
  waitsTooFew: (count: number) => `${visits(count)}: too few for a distribution. From three visits on it stands here.`,
  starsTitle: 'Stars',
  starsNote: 'Unexpected acts beyond the standard. A star never changes the score.',
  starWeight: (weight: number) => `weight ${weight} of 4`,
  starsNone: 'No star in this period.',
  indifferentTitle: 'Indifferent interactions',
  indifferentShare: (hits: string, of: string, low: string, high: string) =>
    `${hits} of ${of} interactions (95 % interval ${low} to ${high}).`,
  indifferentNote:
    'Told apart from the score: an evaluator’s explicit tick, or at least two markers of indifference below standard.',
  indifferentTicked: 'ticked by the evaluator',
  indifferentByMarkers: 'by its markers',
  actOnStore: 'Action item for this store',
  actOnCriterion: 'Action item',
  planWithPerson: 'Coaching plan',
  monthsTitle: 'Months',
  month: 'Month',
};
export type StorePageTexts = typeof storePage;
export default storePage;
