import { plural } from './format';

const rubrics = {
  title: 'Rubrics',
  loading: 'Fetching the rubrics…',
  noneTitle: 'No rubric published yet',
  noneText: 'Published rubrics stand here. Upload a rubric document below to begin.',
  version: (number: number, label: string) => `Version ${number} (${label})`,
  publishedOn: (day: string) => `published ${day}`,
  key: (key: string) => `Key ${key}`,
  comparability: (key: string) => `Comparability key ${key}`,
  upload: 'Publish a new version',
  uploadText:
    'Choose a rubric document (JSON). It is checked first; nothing is published before you say so. A published version never changes.',
  choose: 'Rubric document',
  checking: 'Checking…',
  check: 'Check',
  notJson: (where: string) => `This file is not valid JSON: ${where}`,
  unreadable: 'The file could not be read. Choose it again.',
  problemsTitle: (count: number) => plural('en', count, { one: '1 problem', other: `${count} problems` }),
  problemsText: 'Nothing was published. Mend these places in the document and choose the file again.',
  problem: 'Problem',
  wholeDocument: 'the whole document',
  fine: 'No problems found',
  sameKey: (label: string) => `Its scores stay comparable with version ${label}: comparisons go on across both.`,
  newKey: (label: string) =>
    `Its scores mean something else than those of version ${label}: comparisons will keep the two apart.`,
  firstVersion: 'It is the first version of this rubric.',
  publish: 'Publish',
  publishing: 'Publishing…',
  publishedTitle: (number: number, label: string) => `Version ${number} (${label}) is published`,
  publishedText: 'Phones fetch it when they next have a connection. Visits that have begun keep their version.',
  alreadyTitle: 'This version was already published',
  alreadyText: 'The document is the same to the letter, so nothing was changed.',
};
export type RubricTexts = typeof rubrics;
export default rubrics;
