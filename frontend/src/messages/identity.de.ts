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
  accountTitle: 'Dein Konto',
  passwordTitle: 'Passwort ändern',
  passwordText: 'Mindestens 12 Zeichen; ein Satz lässt sich leicht merken. Überall sonst wirst du abgemeldet.',
  currentPassword: 'Jetziges Passwort',
  currentPasswordMissing: 'Gib dein jetziges Passwort ein',
  changePassword: 'Passwort ändern',
  passwordFaults: 'Das Passwort wurde nicht geändert',
  passwordChanged: 'Das Passwort ist geändert. Überall sonst bist du abgemeldet.',
  keysTitle: 'Tastatur',
  keysText:
    'Jeder Bildschirm lässt sich ohne Maus bedienen. Die Liste sagt, welche Tasten es gibt, und schaltet zwei davon aus.',
  keys: 'Tasten zeigen',
  everywhereTitle: 'Überall abmelden',
  everywhereText:
    'Beendet jede Sitzung dieses Kontos, auch diese hier: etwa wenn ein Telefon verloren ging. Was auf einem Telefon gespeichert ist, bleibt dort und geht hinaus, sobald du dich darauf wieder anmeldest.',
  everywhere: 'Überall abmelden',
  everywhereFaults: 'Du bist noch angemeldet',
  needsConnection: 'Es gibt keine Verbindung, und dafür wird eine gebraucht.',
} satisfies IdentityTexts;
