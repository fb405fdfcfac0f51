import type { PhotoTexts } from './photos.en';

export default {
  take: 'Foto',
  takeAnother: 'Weiteres Foto',
  takeForAll: 'Foto zur ganzen Interaktion',
  none: 'Noch kein Foto',
  count: (count: number) => (count === 1 ? '1 Foto' : `${count} Fotos`),
  preparing: 'Foto wird verkleinert …',
  unreadable: 'Diese Datei lässt sich nicht als Foto lesen. Deine Antworten sind gespeichert.',
  noRoom:
    'Auf diesem Telefon ist für das Foto kein Platz mehr. Deine Antworten sind gespeichert; schaffe Platz und nimm es dann noch einmal auf.',
  tooMany: (most: number) => `Zu einer Interaktion gehören höchstens ${most} Fotos.`,
  show: (place: number, time: string) => `Foto ${place}, aufgenommen ${time}`,
  title: (place: number) => `Foto ${place}`,
  remove: 'Dieses Foto entfernen',
  keep: 'Behalten',
} satisfies PhotoTexts;
