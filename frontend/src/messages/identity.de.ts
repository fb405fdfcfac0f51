import type { IdentityTexts } from './identity.en';

export default {
  signInTitle: 'Anmelden',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  signIn: 'Anmelden',
  signingIn: 'Anmeldung läuft …',
  emailMissing: 'Gib deine E-Mail-Adresse ein',
  passwordMissing: 'Gib dein Passwort ein',
  faultsTitle: 'Die Anmeldung hat nicht geklappt',
  noConnection:
    'Es gibt keine Verbindung. Zum Anmelden wird eine gebraucht; was auf diesem Telefon gespeichert ist, bleibt sicher.',
  timedOut: 'Der Server hat nicht rechtzeitig geantwortet. Versuche es noch einmal.',
  notOurServer: 'Statt Floorwalk hat etwas anderes geantwortet. Vielleicht verlangt dieses Netz zuerst eine Anmeldung.',
  sessionEndedTitle: 'Bitte melde dich noch einmal an',
  sessionEndedText:
    'Deine Sitzung ist beendet. Alles auf diesem Telefon Gespeicherte ist sicher und geht nach der Anmeldung hinaus.',
  otherAccountTitle: (name: string) => `Ungesendetes von ${name} bleibt erhalten`,
  otherAccountText: 'Es bleibt auf diesem Telefon und geht erst hinaus, wenn sich dieses Konto wieder anmeldet.',
  signOutTitle: 'Abmelden?',
  signOutUnsent: (count: number) =>
    count === 1
      ? 'Ein Besuch auf diesem Telefon hat noch keine Quittung. Er bleibt hier gespeichert und geht hinaus, sobald du dich auf diesem Telefon wieder anmeldest.'
      : `${count} Besuche auf diesem Telefon haben noch keine Quittung. Sie bleiben hier gespeichert und gehen hinaus, sobald du dich auf diesem Telefon wieder anmeldest.`,
  signOutOffline:
    'Es gibt keine Verbindung: Der Server beendet die Sitzung, sobald dieses Telefon ihn wieder erreicht.',
  signOutAnyway: 'Abmelden, Besuche behalten',
  invitationTitle: 'Willkommen bei Floorwalk',
  invitationText: 'Wähle ein Passwort für dein Konto. Mindestens 12 Zeichen; ein Satz lässt sich leicht merken.',
  newPassword: 'Neues Passwort',
  repeatPassword: 'Dasselbe Passwort noch einmal',
  passwordTooShort: 'Nimm mindestens 12 Zeichen',
  passwordsDiffer: 'Die beiden Passwörter sind nicht gleich',
  acceptInvitation: 'Passwort setzen und beginnen',
  invitationFaults: 'Die Einladung ließ sich nicht annehmen',
  invitationMissing:
    'Dieser Link ist nicht vollständig. Öffne ihn noch einmal ganz aus der Nachricht, die du bekommen hast.',
} satisfies IdentityTexts;
