import type { RescueTexts } from './rescue.en';

export default {
  stuckTitle: (count: number) =>
    count === 1
      ? 'Ein Besuch ist seit mehr als einem Tag nicht gesendet'
      : `${count} Besuche sind seit mehr als einem Tag nicht gesendet`,
  stuckSomeTitle: 'Ein Teil deiner Arbeit ist seit mehr als einem Tag nicht gesendet',
  stuckLine: (store: string, day: string, what: string) => `${store} · ${day} · ${what}`,
  stuckInteractions: (count: number) => (count === 1 ? '1 Interaktion' : `${count} Interaktionen`),
  stuckWholeVisit: 'der Besuch als Ganzes',
  stuckRefused: (what: string) => `${what}, nicht angenommen`,
  stuckAnswers: { accepted: 'Auftrag angenommen', declined: 'Auftrag abgelehnt', started: 'Auftrag begonnen' },
  stuckMore: (count: number) => `und ${count} weitere`,
  stuckText: 'Alles ist auf diesem Telefon gespeichert. Suche eine Verbindung und sende es jetzt.',
  stuckHelp: 'Wenn es nicht hinausgeht, exportiere es unter „Auf diesem Telefon“.',

  oldAppTitle: 'Diese Version der App ist alt',
  oldAppText:
    'Was du gesendet hast, ist angenommen. Die neue Version wird bei Verbindung geladen und angeboten, sobald kein Besuch offen ist.',
  oldAppLook: 'Jetzt danach suchen',

  title: 'Wenn nichts mehr hinausgeht',
  text: 'Eine Datei mit allem, was dir auf diesem Telefon gehört: ungesendete Besuche, Unfertiges, Fotos. Gib sie deiner Administration, die sie einliest. Hier wird nichts gelöscht.',
  private: 'Die Datei enthält deine Antworten und Kommentare. Gib sie niemand anderem.',
  export: 'Alles exportieren',
  exporting: 'Die Datei entsteht …',
  holds: (visits: string, drafts: string, photos: string) => `Sie enthält ${visits}, ${drafts} und ${photos}.`,
  visits: (count: number) => (count === 1 ? '1 ungesendeten Besuch' : `${count} ungesendete Besuche`),
  drafts: (count: number) => (count === 1 ? '1 unfertige Interaktion' : `${count} unfertige Interaktionen`),
  photos: (count: number) => (count === 1 ? '1 Foto' : `${count} Fotos`),
  shared: 'Die Datei ist übergeben.',
  downloaded: (name: string) => `Die Datei liegt bei den Downloads dieses Telefons: ${name}`,
  failedTitle: 'Die Datei konnte nicht gemacht werden',
  failedText:
    'Nichts ist verloren: Alles ist noch auf diesem Telefon. Schließe andere Apps und versuche es noch einmal.',
} satisfies RescueTexts;
