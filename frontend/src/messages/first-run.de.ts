import type { FirstRunTexts } from './first-run.en';

export default {
  firstRunTitle: 'Vor deinem ersten Besuch',
  installed: 'Die App ist installiert.',
  installText: 'Installiert öffnet sich die App ohne Netz, und der Browser bewahrt ihren Speicher verlässlicher auf.',
  install: 'App installieren',
  installIos: 'Tippe in Safari auf „Teilen“ (das Quadrat mit dem Pfeil), dann auf „Zum Home-Bildschirm“.',
  installMenu: 'Öffne das Menü des Browsers und wähle „App installieren“ oder „Zum Startbildschirm hinzufügen“.',
  storageTitle: 'Speicher',
  storageKept: 'Geschützt: Der Browser hat zugesagt, zu behalten, was hier gespeichert ist.',
  storageMaybe:
    'Nicht geschützt: Wird der Platz knapp, darf der Browser gespeicherte Besuche löschen. Installiere die App und sende jeden Besuch bald.',
  storageUnknown:
    'Dieser Browser sagt nicht, ob er Gespeichertes behält. Installiere die App und sende jeden Besuch bald.',
  askAgain: 'Den Browser noch einmal fragen',
  space: (used, free) => `${used} belegt, ${free} frei`,
  spaceLow: (free) => `Nur ${free} sind frei. Schaffe vor dem Besuch Platz, damit kein Foto verloren geht.`,
  spaceMeter: 'Von der App belegter Platz',
  megabytes: (count) => `${count} MB`,
  gigabytes: (count) => `${count} GB`,
  dismiss: 'Alles klar',
} satisfies FirstRunTexts;
