import { plural } from './format';
import type { ProgrammesTexts } from './programmes.en';

const days = (count: number) => plural('de', count, { one: '1 Tag', other: `${count} Tage` });

export default {
  intro:
    'Die dauerhaften Verbindungen von Bewertungsbögen und Regeln. Während Besuche laufen, ändern sich nur die Fristen für Einsprüche.',
  days,
  mode: 'Art der Besuche',
  modes: { floor: 'Besuche auf der Fläche', covert: 'Testbesuche' },
  identification: 'Wer genannt wird',
  identifications: { none: 'niemand', role: 'die Funktion', named: 'die Person' },
  publication: 'Veröffentlichung',
  publications: { at_once: 'sofort', after_review: 'nach Prüfung' },
  rubrics: 'Bewertungsbögen',
  rotation: 'Dieselbe Testperson kommt wieder nach',
  rotationNone: 'jederzeit',
  window: 'Frist für einen Einspruch',
  decision: 'Frist für die Entscheidung',
  evidence: 'Fotos bleiben',
  link: 'Verbindungen zu Personen bleiben',
  change: 'Fristen ändern',
  changeOf: (programme) => `Fristen für Einsprüche ändern: ${programme}`,
  changeTitle: (programme) => `Fristen für Einsprüche: ${programme}`,
  windowField: 'Tage, um Einspruch einzulegen',
  windowHint: 'Ab der Veröffentlichung; ebenso viele, um nach einer Entscheidung eine zweite Person zu fragen.',
  decisionField: 'Tage, um zu entscheiden',
  decisionHint: 'Ab dem Einspruch, oder ab der Bitte an eine zweite Person.',
  daysWrong: 'Eine ganze Zahl von 1 bis 365.',
  whatHolds: [
    'Offene Einsprüche behalten die Frist, die den Beteiligten gesagt wurde.',
    'Mehr Tage für einen Einspruch gelten sofort, auch für schon veröffentlichte Ergebnisse.',
    'Weniger Tage gelten nur für das, was ab jetzt veröffentlicht wird.',
  ],
  save: 'Fristen speichern',
  saving: 'Wird gespeichert …',
  saved: (programme) => `Die Fristen für Einsprüche sind geändert: ${programme}.`,
} satisfies ProgrammesTexts;
