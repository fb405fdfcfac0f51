import { plural } from './format';

const people = (count: number) => plural('en', count, { one: '1 person', other: `${count} people` });

const approvals = {
  formalTitle: 'What a formal process needs',
  formalIntro:
    'A formal process can have consequences for somebody. Figures leave for it only on grounds that are named, of people who were told beforehand that it may come to this, and after a second person has agreed. All of it is written down.',
  country: 'Country whose law applies',
  countryHint: 'Where the people work',
  choose: 'Choose a country',
  legalBasis: 'Legal basis',
  legalBasisHint: 'The law or agreement with its paragraph. It stands in every file, so name nobody here.',
  notices: 'What the staff were told',
  noticesHint:
    'Only notices whose text says that results may be used in a formal process. Whoever was not told by one of them before their first observation is withheld.',
  noNoticeTitle: 'No notice says so',
  noNoticeText:
    'No notice of this organisation tells staff that it may come to a formal process. An administrator records one under Organisation, Staff notices. It counts from the day after it was given.',
  givenSince: (day: string) => `Given since ${day}`,
  readText: 'Read the text',
  faults: {
    countryMissing: 'Choose the country whose law applies',
    legalBasisMissing: 'Name the legal basis',
    noticeMissing: 'Choose what the staff were told',
  },
  askSecond: (count: number) => `Lay it before a second person: ${people(count)}`,
  dossierNote: 'Three pages as PDF; the first says on what grounds',
  asking: 'Laying it before a second person…',
  secondNote: 'No file is made yet. A second person reads on what grounds and of whom, and approves or refuses.',

  states: {
    awaiting: 'Waits for a second person',
    approved: 'Approved by a second person',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    expired: 'Nobody decided in time',
  },
  awaitingText: (day: string) =>
    `No file is made before somebody else in HR or an administrator has approved it. If nobody does by ${day}, it ends by itself.`,
  withdraw: 'Withdraw it',
  roles: { hr: 'HR', administrator: 'Administrator' } as Readonly<Record<string, string>>,
  decidedBy: (role: string, day: string) => `${role}, ${day}`,
  note: 'Note',
  reason: 'Reason',

  title: 'Approvals',
  toExports: 'To the exports',
  toApprovals: 'To all approvals',
  waitingForYou: (count: number) =>
    plural('en', count, {
      one: '1 export waits for a second person',
      other: `${count} exports wait for a second person`,
    }),
  intro:
    'Figures about people leave for a formal process only when two people stand for it. Whoever asked cannot approve it.',
  loading: 'Fetching what waits…',
  noneTitle: 'Nothing waits',
  noneText: 'When somebody asks for an export for a formal process, it stands here until a second person decides.',
  everybody: 'All stores of the one who asked',
  line: (place: string, period: string) => `${place}, ${period}`,
  peopleCount: (count: number) => people(count),
  yourWord: (day: string) => `Your decision, until ${day}`,
  somebodyElse: (day: string) => `Somebody else decides, until ${day}`,
  askedBy: (name: string, day: string) => `${name}, ${day}`,
  approvalTitle: 'Export for a formal process',
  approvalIntro: 'You see on what grounds and of whom figures would leave. The figures themselves are not shown here.',
  asker: 'Asked for by',
  period: 'Period',
  population: 'People of',
  onePerson: 'About one person',
  retainUntil: 'Keep until',
  peopleTitle: (count: number) => `Figures of ${people(count)} would leave`,
  withheld: (count: number) =>
    `${people(count)} of the same stores withheld, for lack of evidence or of a notice. Nobody is added afterwards.`,
  peopleByName: (count: number) => `By name: ${people(count)}`,
  person: (name: string, code: string) => `${name} (${code})`,
  noticeLine: (version: string, day: string, channel: string) => `${version}: ${day}, ${channel}`,
  notYou: 'You asked for this, or it is about you. Somebody else has to decide.',
  missingTitle: 'This does not exist',
  missingText: 'Perhaps the address is mistyped, or it reaches into stores that are not yours.',

  decideTitle: 'Your decision',
  decision: 'May the figures leave?',
  approve: 'Approve',
  refuse: 'Refuse',
  actNotes: {
    approve: 'The files are made once, for whoever asked. This cannot be taken back.',
    refuse: 'Nothing is made. Whoever asked reads your reason.',
  },
  acts: { approve: 'Approve the export', refuse: 'Refuse the export' },
  decide: 'Decide',
  reasonHint: 'One or two sentences. Whoever asked reads them.',
  faultsTitle: 'Something is missing',
  actMissing: 'Approve or refuse',
  reasonMissing: 'Say why',
};
export type ApprovalTexts = typeof approvals;
export default approvals;
