import type { AuditLogTexts } from './audit-log.en';

export default {
  title: 'Protokoll',
  intro:
    'Wer was getan hat, und wer Zahlen über eine Person gesehen oder mitgenommen hat. Niemand kann es ändern; auch das Nachsehen hinterlässt eine Zeile.',
  filters: 'Filter',
  firstDay: 'Erster Tag',
  lastDay: 'Letzter Tag',
  account: 'Konto',
  everybody: 'Alle',
  act: 'Vorgang',
  actHint: 'Etwa export.created, oder export für alles über Exporte',
  actWrong: 'Kleinbuchstaben mit höchstens einem Punkt: export.created',
  person: 'Person',
  personHint: 'Personalnummer: nur Zeilen über diese Person',
  show: 'Anzeigen',
  download: 'Als CSV herunterladen',
  loading: 'Das Protokoll wird geholt …',
  emptyTitle: 'Keine solchen Zeilen',
  emptyText: 'Nichts im Protokoll passt zu diesen Filtern.',
  when: 'Wann',
  who: 'Wer',
  what: 'Vorgang',
  which: 'Woran',
  detail: 'Näheres',
  commandLine: 'Kommandozeile oder gelöschtes Konto',
  more: 'Ältere Zeilen zeigen',
} satisfies AuditLogTexts;
