import { plural } from './format';

const visits = (count: number) => plural('en', count, { one: '1 visit', other: `${count} visits` });
const stores = (count: number) => plural('en', count, { one: '1 store', other: `${count} stores` });
const points = (text: string) => (text === '1' ? '1 point' : `${text} points`);

const ownSeverity = {
  title: 'Your severity or generosity',
  intro:
    'Whether you rate differently from other evaluators at the same stores. Managers, stores and other evaluators do not see it; whoever leads calibration does.',
  open: 'See your severity or generosity',
  back: 'Your account',
  about: 'Your visits',
  severe: (by: string) => `You rate ${points(by)} more severely than other evaluators at the same stores.`,
  generous: (by: string) => `You rate ${points(by)} more generously than other evaluators at the same stores.`,
  neither: 'You are not shown to rate more severely or more generously than other evaluators at the same stores.',
  interval: (low: string, high: string) => `95 % interval: ${low} to ${high} points.`,
  basis: (visitCount: number, storeCount: number) => `From ${visits(visitCount)} of yours to ${stores(storeCount)}.`,
  axis: 'Points below (more severe) or above (more generous) other evaluators',
  untoldTitle: 'Nothing can be said',
  noVisits: 'No published visit of yours has a score in this period.',
  tooFewVisits: (count: number, fewest: number) =>
    `You have ${visits(count)} of this rubric in this period; at least ${fewest} are needed.`,
  use: 'It is no mark: it helps you to read the rubric as the others do. It changes no score.',
  gates: 'When something can be said',
};
export type OwnSeverityTexts = typeof ownSeverity;
export default ownSeverity;
