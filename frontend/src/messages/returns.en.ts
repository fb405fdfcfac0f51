import { plural } from './format';

const returns = {
  title: 'Questions to your visits',
  questions: (count: number) => plural('en', count, { one: '1 question', other: `${count} questions` }),
  due: (day: string) => `Answer by ${day}`,
  over: 'The time is over; an answer is still taken',
  answered: 'Answered; it goes out by itself',
  correctedTitle: 'Corrected in your visits',
  corrected: (count: number) => plural('en', count, { one: '1 correction', other: `${count} corrections` }),
  screenTitle: 'Questions to a visit',
  goneTitle: 'Nothing is asked here any more',
  goneText: 'The visit was answered or settled. What you wrote has been sent or is still on this phone.',
  all: 'All stores',
  intro: 'A reviewer would like to know more. Answer in words, change what you answered, or both.',
  whole: 'The interaction as a whole',
  youSaid: (answer: string) => `You answered: ${answer}`,
  yourWords: 'Your answer',
  saved: 'Saved on this phone',
  notSaved: 'Not saved: this phone has no room left. What you see is not lost as long as the app stays open.',
  change: 'Change my answers',
  goOn: 'Go on changing my answers',
  send: 'Send the answer',
  sendHint: 'Without a connection it goes out as soon as there is one.',
  wordsMissing: 'Write an answer, or change your answers.',
};
export type ReturnTexts = typeof returns;
export default returns;
