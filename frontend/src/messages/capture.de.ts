import type { CaptureTexts } from './capture.en';

export default {
  // --- die Liste in der Filiale: Sie sagt nicht, wozu sie dient
  list: 'Liste',
  listDone: (title: string, time: string) => `${title}, ${time}`,
  undo: 'Zurücknehmen',
  notTaken: (title: string) => `„${title}“ wurde nicht gespeichert. Tippe noch einmal.`,
  listClosed: 'Diese Liste wurde in einem anderen Fenster geschlossen.',
  listMissing: 'Diese Liste ist nicht auf diesem Telefon',
  notPossible: 'Geht nicht',
  next: 'Weiter',
  back: 'Zurück',

  // --- Versuche
  whyNot: 'Warum geht es nicht?',
  whyNotHint: 'Ein Tippen speichert es. Fünf Sekunden lang kannst du es zurücknehmen.',
  whichProgramme: 'Welcher Besuch',
  reasons: {
    closed: 'Geschlossen',
    refit: 'Wird umgebaut',
    unsafe: 'Nicht sicher',
    recognised: 'Ich wurde erkannt',
    scenario_impossible: 'Die Aufgabe ist hier nicht möglich',
  },
  attemptNotSaved: 'Es wurde nicht gespeichert. Sonst ist nichts verloren. Versuche es noch einmal.',
  attempt: 'Versuch',
  attemptBecause: (reason: string) => `Nicht möglich: ${reason}`,
  undoTooLate: 'Es hat dieses Telefon schon verlassen und lässt sich nicht mehr zurücknehmen.',
  startedByMistake: 'Versehentlich begonnen',
  discardMarks: (count: number) =>
    count === 0 ? 'Verwerfen' : count === 1 ? '1 Zeitmarke endgültig löschen' : `${count} Zeitmarken endgültig löschen`,

  // --- Wartezeiten
  waitComputed: (wait: string) => `${wait} nach deinen Marken. Ändere es, wenn es anders war.`,
  waitEdited: (wait: string) => `Von Hand geändert. Deine Marken sagen ${wait}.`,
  waitTakeBack: (wait: string) => `Wieder ${wait} nehmen`,

  // --- der verdeckte Bogen
  basis: 'Woher du es weißt',
  basisNotSaid: 'Woher bekannt',
  bases: { seen: 'Gesehen', heard: 'Gehört', measured: 'Gemessen', inferred: 'Geschlossen' },
  commentNeeded: 'Bemerkung nötig',
  commentWhy: 'Unter dem Standard: Sag, was du gesehen oder gehört hast.',
  commentsMissing: (count: number) => (count === 1 ? '1 Bemerkung fehlt' : `${count} Bemerkungen fehlen`),
  commentsMissingText:
    'Was unter dem Standard oder kritisch ist, braucht einen Satz darüber, was du gesehen oder gehört hast.',
  waitsTitle: 'Wartezeiten nach deinen Marken',

  // --- die Hand, die das Telefon hält
  hand: 'Die Hand, die das Telefon hält',
  hands: { either: 'Beide', left: 'Links', right: 'Rechts' },
  handHint: 'Antworten und Knöpfe rücken zu diesem Daumen. Bleibt auf diesem Telefon.',
} satisfies CaptureTexts;
