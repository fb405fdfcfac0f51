import type { RescueImportTexts } from './rescue-import.en';

export default {
  title: 'Rettungsdatei',
  text: 'Wenn ein Telefon nichts mehr senden kann, exportiert die bewertende Person unter „Auf diesem Telefon“ alles und gibt dir die Datei. Besuche darin werden gespeichert, als hätte das Telefon sie gesendet; dieselbe Datei noch einmal ändert nichts.',
  file: 'Rettungsdatei',
  fileHint: 'Das ZIP, wie das Telefon es gemacht hat',
  bringIn: 'Einlesen',
  bringingIn: 'Wird eingelesen …',
  doneTitle: (author: string) => `Die Arbeit von ${author}`,
  madeAt: (time: string, app: string) => `Exportiert ${time} nach der Uhr des Telefons, App ${app}.`,
  accepted: (count: number) => `${count} gespeichert`,
  known: (count: number) => `${count} schon bekannt`,
  refused: (count: number) => `${count} nicht angenommen`,
  nothingTitle: 'Auf diesem Telefon wartete kein Besuch',
  visits: 'Besuche',
  store: 'Filiale',
  day: 'Tag',
  interactions: 'Interaktionen',
  result: 'Ergebnis',
  resultAccepted: 'Gespeichert',
  resultKnown: 'Schon bekannt',
  resultRefused: 'Nicht angenommen',
  receipt: (label: string) => `Quittung ${label}`,
  unknownStore: 'Unbekannte Filiale',
  unknownDay: 'Unbekannter Tag',
  draftsTitle: 'Nicht fertig, deshalb nicht gespeichert',
  draftsText: 'Nur wer sie begonnen hat, kann sie beenden, auf jenem Telefon.',
  answers: 'Antworten',
  answersOf: (answered: string, criteria: string) => `${answered} von ${criteria}`,
  photos: (all: number, taken: number) =>
    taken === all
      ? `Alle ${all} Fotos sind übernommen.`
      : `${all} Fotos in der Datei, ${taken} übernommen. Hebe die Datei auf.`,
  assignmentAnswers: (count: number, taken: number) =>
    count === 1
      ? `1 Antwort auf einen Auftrag: ${taken === 1 ? 'übernommen' : 'nicht übernommen'}.`
      : `${count} Antworten auf Aufträge: ${taken} übernommen, ${count - taken} nicht.`,
  unreadable: (count: number) =>
    count === 1
      ? '1 Eintrag ließ sich nicht lesen. Hebe die Datei auf.'
      : `${count} Einträge ließen sich nicht lesen. Hebe die Datei auf.`,
} satisfies RescueImportTexts;
