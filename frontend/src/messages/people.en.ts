import { plural } from './format';

type Removed = { readonly evaluations_unnamed: number; readonly pictures: number; readonly exports_ended: number };

const people = {
  slice: 'Staff',
  parts: 'What can be done for people',
  peopleTitle: 'A person’s data',
  linksTitle: 'Links to own results',
  peopleIntro:
    'When somebody asks for what is held about them, for a name to be put right, or to be deleted. People who have left are found too.',
  searchLabel: 'Name or staff code',
  searchHint: 'Parts are enough; accents and capitals do not matter.',
  searchShort: 'Write at least two characters.',
  search: 'Search',
  foundCount: (count: number) =>
    plural('en', count, { one: '1 person fits.', other: count === 0 ? 'Nobody fits.' : `${count} people fit.` }),
  firstOnly: (count: number) => `The first ${count} are shown; write more of the name to see others.`,
  neverPosted: 'works in no store',
  leftOn: (day: string) => `until ${day}`,
  open: 'Open',
  openOf: (name: string) => `Open the data of ${name}`,
  named: (name: string) => `The name is now ${name}.`,
  deleted: (name: string) => `${name} is deleted`,
  deletedWhat: ({ evaluations_unnamed, pictures, exports_ended }: Removed) =>
    [
      plural('en', evaluations_unnamed, {
        one: '1 evaluation names nobody any more',
        other: `${evaluations_unnamed} evaluations name nobody any more`,
      }),
      plural('en', pictures, { one: '1 photo is gone', other: `${pictures} photos are gone` }),
      plural('en', exports_ended, { one: '1 export has ended', other: `${exports_ended} exports have ended` }),
    ].join(', ') + '.',

  retentionTitle: 'What went because its time was over',
  retentionText: 'Every night photos and links to people that are older than their programme keeps them are removed.',
  retentionNever: 'That has not happened yet.',
  retentionRan: (when: string, links: number, pictures: number) =>
    `Last on ${when}: ` +
    [
      plural('en', links, { one: '1 link to a person', other: `${links} links to people` }),
      plural('en', pictures, { one: '1 photo', other: `${pictures} photos` }),
    ].join(', ') +
    '.',
};

export type PeopleTexts = typeof people;
export default people;
