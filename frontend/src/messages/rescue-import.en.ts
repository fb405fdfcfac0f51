const rescueImport = {
  title: 'Rescue file',
  text: 'When a phone can send nothing any more, its evaluator exports everything under “On this phone” and gives you the file. Visits in it are stored as if the phone had sent them; the same file again changes nothing.',
  file: 'Rescue file',
  fileHint: 'The ZIP as the phone made it',
  bringIn: 'Bring in',
  bringingIn: 'Bringing in…',
  doneTitle: (author: string) => `The work of ${author}`,
  madeAt: (time: string, app: string) => `Exported ${time} by the phone’s clock, app ${app}.`,
  accepted: (count: number) => `${count} stored`,
  known: (count: number) => `${count} known already`,
  refused: (count: number) => `${count} not accepted`,
  nothingTitle: 'No visit was waiting on this phone',
  visits: 'Visits',
  store: 'Store',
  day: 'Day',
  interactions: 'Interactions',
  result: 'Result',
  resultAccepted: 'Stored',
  resultKnown: 'Known already',
  resultRefused: 'Not accepted',
  receipt: (label: string) => `receipt ${label}`,
  unknownStore: 'Unknown store',
  unknownDay: 'Unknown day',
  draftsTitle: 'Not finished, so not stored',
  draftsText: 'Only their author can finish them, on that phone.',
  answers: 'Answers',
  answersOf: (answered: string, criteria: string) => `${answered} of ${criteria}`,
  photos: (all: number, taken: number) =>
    taken === all ? `All ${all} photos were taken.` : `${all} photos in the file, ${taken} taken. Keep the file.`,
  assignmentAnswers: (count: number, taken: number) =>
    count === 1
      ? `1 answer to an assignment: ${taken === 1 ? 'taken' : 'not taken'}.`
      : `${count} answers to assignments: ${taken} taken, ${count - taken} not.`,
  unreadable: (count: number) =>
    count === 1 ? '1 record could not be read. Keep the file.' : `${count} records could not be read. Keep the file.`,
};
export type RescueImportTexts = typeof rescueImport;
export default rescueImport;
