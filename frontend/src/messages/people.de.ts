import { plural } from './format';
import type { PeopleTexts } from './people.en';

export default {
  slice: 'Personal',
  parts: 'Was für Einzelne getan werden kann',
  peopleTitle: 'Daten einer Person',
  linksTitle: 'Links zu eigenen Ergebnissen',
  peopleIntro:
    'Wenn jemand wissen will, was über sie oder ihn vorliegt, einen Namen berichtigt haben oder gelöscht werden möchte. Auch wer nicht mehr da ist, wird gefunden.',
  searchLabel: 'Name oder Personalnummer',
  searchHint: 'Teile genügen; auf Akzente und Großschreibung kommt es nicht an.',
  searchShort: 'Schreibe mindestens zwei Zeichen.',
  search: 'Suchen',
  foundCount: (count) =>
    plural('de', count, {
      one: '1 Person passt.',
      other: count === 0 ? 'Niemand passt.' : `${count} Personen passen.`,
    }),
  firstOnly: (count) => `Die ersten ${count} werden gezeigt; schreibe mehr vom Namen, um andere zu sehen.`,
  neverPosted: 'arbeitet in keiner Filiale',
  leftOn: (day) => `bis ${day}`,
  open: 'Öffnen',
  openOf: (name) => `Daten von ${name} öffnen`,
  named: (name) => `Der Name lautet jetzt ${name}.`,
  deleted: (name) => `${name} ist gelöscht`,
  deletedWhat: ({ evaluations_unnamed, pictures, exports_ended }) =>
    [
      plural('de', evaluations_unnamed, {
        one: '1 Bewertung nennt niemanden mehr',
        other: `${evaluations_unnamed} Bewertungen nennen niemanden mehr`,
      }),
      plural('de', pictures, { one: '1 Foto ist entfernt', other: `${pictures} Fotos sind entfernt` }),
      plural('de', exports_ended, { one: '1 Export ist beendet', other: `${exports_ended} Exporte sind beendet` }),
    ].join(', ') + '.',

  retentionTitle: 'Was ging, weil seine Zeit vorbei war',
  retentionText:
    'Jede Nacht werden Fotos und Verbindungen zu Personen entfernt, die älter sind, als ihr Programm sie aufbewahrt.',
  retentionNever: 'Das ist noch nicht geschehen.',
  retentionRan: (when, links, pictures) =>
    `Zuletzt am ${when}: ` +
    [
      plural('de', links, { one: '1 Verbindung zu einer Person', other: `${links} Verbindungen zu Personen` }),
      plural('de', pictures, { one: '1 Foto', other: `${pictures} Fotos` }),
    ].join(', ') +
    '.',
} satisfies PeopleTexts;
