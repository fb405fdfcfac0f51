import { plural } from './format';
import type { RubricTexts } from './rubrics.en';

export default {
  title: 'Bewertungsbögen',
  loading: 'Die Bewertungsbögen werden geholt …',
  noneTitle: 'Noch kein Bewertungsbogen veröffentlicht',
  noneText: 'Hier stehen veröffentlichte Bewertungsbögen. Lade unten ein Dokument hoch, um zu beginnen.',
  version: (number: number, label: string) => `Fassung ${number} (${label})`,
  publishedOn: (day: string) => `veröffentlicht ${day}`,
  key: (key: string) => `Schlüssel ${key}`,
  comparability: (key: string) => `Vergleichbarkeitsschlüssel ${key}`,
  upload: 'Eine neue Fassung veröffentlichen',
  uploadText:
    'Wähle das Dokument eines Bewertungsbogens (JSON). Es wird zuerst geprüft; veröffentlicht wird nichts, bevor du es sagst. Eine veröffentlichte Fassung ändert sich nie.',
  choose: 'Dokument des Bewertungsbogens',
  checking: 'Wird geprüft …',
  check: 'Prüfen',
  notJson: (where: string) => `Diese Datei ist kein gültiges JSON: ${where}`,
  unreadable: 'Die Datei ließ sich nicht lesen. Wähle sie noch einmal.',
  problemsTitle: (count: number) => plural('de', count, { one: '1 Fehler', other: `${count} Fehler` }),
  problemsText:
    'Es wurde nichts veröffentlicht. Bessere diese Stellen im Dokument aus und wähle die Datei noch einmal.',
  problem: 'Fehler',
  wholeDocument: 'das ganze Dokument',
  fine: 'Keine Fehler gefunden',
  sameKey: (label: string) =>
    `Die Punkte bleiben mit Fassung ${label} vergleichbar: Vergleiche laufen über beide weiter.`,
  newKey: (label: string) =>
    `Die Punkte bedeuten etwas anderes als die der Fassung ${label}: Vergleiche halten beide getrennt.`,
  firstVersion: 'Es ist die erste Fassung dieses Bewertungsbogens.',
  publish: 'Veröffentlichen',
  publishing: 'Wird veröffentlicht …',
  publishedTitle: (number: number, label: string) => `Fassung ${number} (${label}) ist veröffentlicht`,
  publishedText:
    'Telefone holen sie, sobald sie wieder eine Verbindung haben. Begonnene Besuche behalten ihre Fassung.',
  alreadyTitle: 'Diese Fassung war schon veröffentlicht',
  alreadyText: 'Das Dokument ist bis auf den Buchstaben gleich, also wurde nichts geändert.',
} satisfies RubricTexts;
