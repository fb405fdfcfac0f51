/** What an evaluator needs beside the form: the list in the store, waits, attempts, and how the phone is held. */
const capture = {
  // --- the list in the store: it says nothing about what it is for
  list: 'List',
  listDone: (title: string, time: string) => `${title}, ${time}`,
  undo: 'Undo',
  notTaken: (title: string) => `“${title}” was not saved. Tap it again.`,
  listClosed: 'This list was closed in another window.',
  listMissing: 'This list is not on this phone',
  notPossible: 'Not possible',
  next: 'Next',
  back: 'Back',

  // --- attempts
  whyNot: 'Why is it not possible?',
  whyNotHint: 'One tap saves it. You can undo it for five seconds.',
  whichProgramme: 'Which visit',
  reasons: {
    closed: 'Closed',
    refit: 'Being refitted',
    unsafe: 'Not safe',
    recognised: 'I was recognised',
    scenario_impossible: 'The task cannot be done here',
  },
  attemptNotSaved: 'It was not saved. Nothing else is lost. Try again.',
  attempt: 'Attempt',
  attemptBecause: (reason: string) => `Not possible: ${reason}`,
  undoTooLate: 'It has left this phone already and can no longer be undone.',
  startedByMistake: 'Started by mistake',
  discardMarks: (count: number) =>
    count === 0 ? 'Discard it' : count === 1 ? 'Delete 1 time mark for good' : `Delete ${count} time marks for good`,

  // --- waits
  waitComputed: (wait: string) => `${wait} by your marks. Change it if it was otherwise.`,
  waitEdited: (wait: string) => `Changed by hand. Your marks say ${wait}.`,
  waitTakeBack: (wait: string) => `Take ${wait} again`,

  // --- the covert form
  basis: 'How you know',
  basisNotSaid: 'How you know',
  bases: { seen: 'Seen', heard: 'Heard', measured: 'Measured', inferred: 'Inferred' },
  commentNeeded: 'Comment needed',
  commentWhy: 'Below the standard: say what you saw or heard.',
  commentsMissing: (count: number) => (count === 1 ? '1 comment is missing' : `${count} comments are missing`),
  commentsMissingText: 'Whatever is below the standard or critical needs a sentence about what you saw or heard.',
  waitsTitle: 'Waits by your marks',

  // --- the hand that holds the phone
  hand: 'The hand that holds the phone',
  hands: { either: 'Either', left: 'Left', right: 'Right' },
  handHint: 'Answers and buttons move towards that thumb. Kept on this phone.',
};
export type CaptureTexts = typeof capture;
export default capture;
