import type { RightsTexts } from './rights.en';

export default {
  open: 'Daten',
  title: (name: string) => `Daten von ${name}`,
  archiveText:
    'Alles, was über diese Person vorliegt: was gesagt wurde, Zahlen mit ihrem Rechenweg, wer nachgesehen hat. Testende stehen darin mit einem Code. Nur für die Person selbst.',
  archive: 'Alles herunterladen',
  nameTitle: 'Namen berichtigen',
  displayName: 'Voller Name',
  firstName: 'Vorname',
  nameMissing: 'Schreibe einen Namen.',
  save: 'Namen speichern',
  saving: 'Wird gespeichert …',
  deleteTitle: 'Diese Person löschen',
  deleteTexts: [
    'Name, Einsätze, Konto, Coaching-Pläne, Fotos und die Verbindung zu jeder Bewertung gehen endgültig.',
    'Exporte, die die Person nennen, enden sofort. Dateien, die schon jemand geholt hat, werden nicht erreicht.',
    'Ergebnisse bleiben bei der Filiale, und keine Zahl einer Filiale ändert sich.',
    'Das lässt sich nicht rückgängig machen: Lade vorher alles herunter, falls die Person es haben möchte.',
  ],
  confirmLabel: (name: string, code: string) => `Um ${name} zu löschen, die Nummer ${code} schreiben`,
  confirmWrong: 'Das ist nicht die Nummer.',
  delete: 'Endgültig löschen',
  deleting: 'Wird gelöscht …',
  ownTitle: 'Was über dich vorliegt',
  ownText:
    'Eine Datei mit allem, was über dich vorliegt: was gesagt wurde, deine Zahlen mit ihrem Rechenweg, und wer sie angesehen hat.',
  own: 'Alles über dich herunterladen',
} satisfies RightsTexts;
