/** Taking photos in the form. How far they came stands in the evaluator's own catalogue. */
const photos = {
  take: 'Photo',
  takeAnother: 'Another photo',
  takeForAll: 'Photo of the whole interaction',
  none: 'No photo yet',
  count: (count: number) => (count === 1 ? '1 photo' : `${count} photos`),
  preparing: 'Making the photo small…',
  unreadable: 'This file could not be read as a photo. Your answers are saved.',
  noRoom: 'The phone has no room left for this photo. Your answers are saved; free some space, then take it again.',
  tooMany: (most: number) => `An interaction can have ${most} photos at most.`,
  show: (place: number, time: string) => `Photo ${place}, taken ${time}`,
  title: (place: number) => `Photo ${place}`,
  remove: 'Remove this photo',
  keep: 'Keep',
};
export type PhotoTexts = typeof photos;
export default photos;
