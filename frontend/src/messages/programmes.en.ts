import { plural } from './format';

const days = (count: number) => plural('en', count, { one: '1 day', other: `${count} days` });

const programmes = {
  intro: 'The standing sets of rubrics and rules. Only the days for disputes change while visits go on.',
  days,
  mode: 'How visits are made',
  modes: { floor: 'Floor visits', covert: 'Mystery visits' },
  identification: 'Who is named',
  identifications: { none: 'nobody', role: 'the role', named: 'the person' },
  publication: 'Publication',
  publications: { at_once: 'at once', after_review: 'after review' },
  rubrics: 'Rubrics',
  rotation: 'The same evaluator comes again after',
  rotationNone: 'at any time',
  window: 'A result can be disputed for',
  decision: 'A dispute is decided within',
  evidence: 'Photos are kept for',
  link: 'Links to people are kept for',
  change: 'Change the days for disputes',
  changeOf: (programme: string) => `Change the days for disputes of ${programme}`,
  changeTitle: (programme: string) => `Days for disputes: ${programme}`,
  windowField: 'Days to dispute a result',
  windowHint: 'Counted from its publication; as many to ask a second person after a decision.',
  decisionField: 'Days to decide a dispute',
  decisionHint: 'Counted from when it was raised, or a second person was asked.',
  daysWrong: 'A whole number from 1 to 365.',
  whatHolds: [
    'Open disputes keep the deadline that people were told.',
    'More days to dispute hold at once, for results that are out as well.',
    'Fewer days hold only for what is published from now on.',
  ],
  save: 'Save the days',
  saving: 'Saving…',
  saved: (programme: string) => `The days for disputes of ${programme} are changed.`,
};

export type ProgrammesTexts = typeof programmes;
export default programmes;
