import type { ApprovalTexts } from './approvals.en';
import { plural } from './format';

const people = (count: number) => plural('de', count, { one: '1 Person', other: `${count} Personen` });

export default {
  formalTitle: 'Was ein förmliches Verfahren braucht',
  formalIntro:
    'Ein förmliches Verfahren kann für jemanden Folgen haben. Zahlen gehen dafür nur aus genannten Gründen hinaus, nur über Personen, die vorher wussten, dass es dazu kommen kann, und nur, wenn eine zweite Person zustimmt. Alles davon wird festgehalten.',
  country: 'Land, dessen Recht gilt',
  countryHint: 'Wo die Personen arbeiten',
  choose: 'Wähle ein Land',
  legalBasis: 'Rechts\u00adgrundlage',
  legalBasisHint: 'Gesetz oder Vereinbarung mit Paragraf. Sie steht in jeder Datei; nenne hier deshalb keine Person.',
  notices: 'Was der Belegschaft mitgeteilt wurde',
  noticesHint:
    'Nur Mitteilungen, in deren Text steht, dass Ergebnisse in einem förmlichen Verfahren benutzt werden können. Wer vor der ersten Beobachtung keine davon bekam, wird zurückgehalten.',
  noNoticeTitle: 'Keine Mitteilung sagt das',
  noNoticeText:
    'Keine Mitteilung sagt der Belegschaft, dass es zu einem förmlichen Verfahren kommen kann. Jemand aus der Verwaltung trägt sie unter Organisation, Mitteilungen ein. Sie zählt ab dem Tag, nachdem sie gegeben wurde.',
  givenSince: (day: string) => `Mitgeteilt seit ${day}`,
  readText: 'Den Text lesen',
  faults: {
    countryMissing: 'Wähle das Land, dessen Recht gilt',
    legalBasisMissing: 'Nenne die Rechts\u00adgrundlage',
    noticeMissing: 'Wähle, was der Belegschaft mitgeteilt wurde',
  },
  askSecond: (count: number) => `Einer zweiten Person vorlegen: ${people(count)}`,
  dossierNote: 'Drei Seiten als PDF; die erste sagt, aus welchen Gründen',
  asking: 'Wird einer zweiten Person vorgelegt …',
  secondNote:
    'Noch entsteht keine Datei. Eine zweite Person liest, aus welchen Gründen und über wen, und gibt frei oder lehnt ab.',

  states: {
    awaiting: 'Wartet auf eine zweite Person',
    approved: 'Von einer zweiten Person freigegeben',
    refused: 'Abgelehnt',
    withdrawn: 'Zurückgezogen',
    expired: 'Niemand hat rechtzeitig entschieden',
  },
  awaitingText: (day: string) =>
    `Keine Datei entsteht, bevor jemand anderes aus der Personalabteilung oder der Verwaltung zugestimmt hat. Geschieht das bis ${day} nicht, endet es von selbst.`,
  withdraw: 'Zurückziehen',
  roles: { hr: 'Personalabteilung', administrator: 'Verwaltung' },
  decidedBy: (role: string, day: string) => `${role}, ${day}`,
  note: 'Anmerkung',
  reason: 'Grund',

  title: 'Freigaben',
  toExports: 'Zu den Exporten',
  toApprovals: 'Zu allen Freigaben',
  waitingForYou: (count: number) =>
    plural('de', count, {
      one: '1 Export wartet auf eine zweite Person',
      other: `${count} Exporte warten auf eine zweite Person`,
    }),
  intro:
    'Zahlen über Personen gehen für ein förmliches Verfahren nur hinaus, wenn zwei Personen dafür einstehen. Wer angefragt hat, kann nicht selbst freigeben.',
  loading: 'Es wird geholt, was wartet …',
  noneTitle: 'Nichts wartet',
  noneText:
    'Wenn jemand einen Export für ein förmliches Verfahren anfordert, steht er hier, bis eine zweite Person entscheidet.',
  everybody: 'Alle Filialen der anfragenden Person',
  line: (place: string, period: string) => `${place}, ${period}`,
  peopleCount: (count: number) => people(count),
  yourWord: (day: string) => `Deine Entscheidung, bis ${day}`,
  somebodyElse: (day: string) => `Jemand anderes entscheidet, bis ${day}`,
  askedBy: (name: string, day: string) => `${name}, ${day}`,
  approvalTitle: 'Export für ein förmliches Verfahren',
  approvalIntro:
    'Du siehst, aus welchen Gründen und über wen Zahlen hinausgehen würden. Die Zahlen selbst stehen hier nicht.',
  asker: 'Angefordert von',
  period: 'Zeitraum',
  population: 'Personen aus',
  onePerson: 'Über eine Person',
  retainUntil: 'Aufbewahren bis',
  peopleTitle: (count: number) => `Zahlen über ${people(count)} würden hinausgehen`,
  withheld: (count: number) =>
    `${people(count)} derselben Filialen zurückgehalten, weil Belege oder eine Mitteilung fehlen. Nachträglich kommt niemand dazu.`,
  peopleByName: (count: number) => `Namentlich: ${people(count)}`,
  person: (name: string, code: string) => `${name} (${code})`,
  noticeLine: (version: string, day: string, channel: string) => `${version}: ${day}, ${channel}`,
  notYou: 'Du hast das angefordert, oder es geht um dich. Jemand anderes muss entscheiden.',
  missingTitle: 'Das gibt es nicht',
  missingText: 'Vielleicht ist die Adresse vertippt, oder es reicht in Filialen, die nicht deine sind.',

  decideTitle: 'Deine Entscheidung',
  decision: 'Dürfen die Zahlen hinausgehen?',
  approve: 'Freigeben',
  refuse: 'Ablehnen',
  actNotes: {
    approve: 'Die Dateien entstehen einmal, für die Person, die angefragt hat. Das lässt sich nicht zurücknehmen.',
    refuse: 'Nichts entsteht. Wer angefragt hat, liest deinen Grund.',
  },
  acts: { approve: 'Den Export freigeben', refuse: 'Den Export ablehnen' },
  decide: 'Entscheiden',
  reasonHint: 'Ein oder zwei Sätze. Wer angefragt hat, liest sie.',
  faultsTitle: 'Es fehlt noch etwas',
  actMissing: 'Gib frei oder lehne ab',
  reasonMissing: 'Sag, warum',
} satisfies ApprovalTexts;
