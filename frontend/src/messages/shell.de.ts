import type { ShellTexts } from './shell.en';

export default {
  name: 'Floorwalk',
  skipToContent: 'Zum Inhalt springen',
  /** The menu's first-level entries stand here, because the menu is there before any slice's texts are. */
  menuEntries: {
    stores: 'Filialen',
    phone: 'Auf diesem Telefon',
  },
  menu: 'Menü',
  signOut: 'Abmelden',
  language: 'Sprache',
  loading: 'Wird geladen …',
  menuMyArea: 'Mein Gebiet',
  menuEvaluators: 'Testende',
  menuComparison: 'Vergleich',
  menuReviews: 'Prüfung',
  menuCoaching: 'Coaching',
  menuShowcase: 'Schaufenster',
  menuOwnPlans: 'Meine Pläne',
  menuExports: 'Exporte',
  menuApprovals: 'Freigaben',
  menuMyResults: 'Meine Ergebnisse',
  menuDisputes: 'Einsprüche',
  menuLateJoiners: 'Zu informieren',
  menuStaff: 'Personal',
  menuOrganisation: 'Organisation',
  menuAssignments: 'Aufträge',
  menuScenarios: 'Szenarien',
  menuRubrics: 'Bewertungsbögen',
  back: 'Zurück',
  cancel: 'Abbrechen',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  notFoundTitle: 'Diese Seite gibt es nicht',
  notFoundText: 'Vielleicht ist die Adresse vertippt, oder was hier stand, ist nicht für dieses Konto bestimmt.',
  toStart: 'Zum Anfang',
  nothingGrantedTitle: 'Noch keine Rolle',
  nothingGrantedText:
    'Du bist angemeldet, aber dieses Konto hat noch keine Rolle. Bitte eine Administratorin oder einen Administrator deiner Organisation darum.',
  screenFailedTitle: 'Diese Ansicht ließ sich nicht öffnen',
  screenFailedText:
    'Sie wurde auf diesem Telefon noch nie geladen und es gibt keine Verbindung, oder die App wurde erneuert. Verloren ist nichts.',
  offlineTitle: 'Keine Verbindung',
  offlineText: 'Die Zahlen kommen vom Server. Versuche es wieder, sobald eine Verbindung besteht.',
  timedOutTitle: 'Der Server hat nicht rechtzeitig geantwortet',
  notOurServerTitle: 'Statt Floorwalk hat etwas anderes geantwortet',
  notOurServerText:
    'Vielleicht verlangt dieses Netz zuerst eine Anmeldung. Öffne zum Prüfen irgendeine Webseite und versuche es dann noch einmal.',
  updateTitle: 'Eine neue Fassung der App ist bereit',
  updateText: 'Es dauert eine Sekunde. Alles auf diesem Telefon Gespeicherte bleibt.',
  updateNow: 'Jetzt erneuern',
  requestId: (id: string) => `Anfrage ${id}`,
  signIn: 'Anmelden',
  account: 'Dein Konto',
  sessionEndedTitle: 'Bitte melde dich noch einmal an',
  sessionEndedText:
    'Deine Sitzung ist beendet. Alles auf diesem Telefon Gespeicherte ist sicher und geht nach der Anmeldung hinaus.',
  signOutTitle: 'Abmelden?',
  signOutUnsent: (count: number) =>
    count === 1
      ? 'Ein Besuch auf diesem Telefon hat noch keine Quittung. Er bleibt hier gespeichert und geht hinaus, sobald du dich auf diesem Telefon wieder anmeldest.'
      : `${count} Besuche auf diesem Telefon haben noch keine Quittung. Sie bleiben hier gespeichert und gehen hinaus, sobald du dich auf diesem Telefon wieder anmeldest.`,
  signOutOffline:
    'Es gibt keine Verbindung: Der Server beendet die Sitzung, sobald dieses Telefon ihn wieder erreicht.',
  signOutAnyway: 'Abmelden, Besuche behalten',
} satisfies ShellTexts;
