import type { AssignmentsListTexts } from './assignments-list.en';
import { plural } from './format';

export default {
  title: 'Deine Aufträge',
  ready: (count) => plural('de', count, { one: '1 Besuch offline bereit', other: `${count} Besuche offline bereit` }),
  protected: 'Speicher geschützt',
  notProtected: 'Speicher nicht geschützt',
  unsent: (count) => `${count}\u00a0nicht gesendet`,
  accepted: 'Angenommen',
  started: 'Begonnen',
  logged: 'Fertig, unterwegs',
  notAnswered: 'Noch nicht beantwortet',
  notReady: 'Nicht offline bereit: einmal verbinden',
  lastDayToday: 'Heute letzter Tag',
  untilTomorrow: 'Bis morgen',
  until: (day) => `Bis ${day}`,
  on: (day) => `Am ${day}`,
  between: (first, last) => `${first} bis ${last}`,
  answerRefused: 'Eine Antwort wurde nicht angenommen',
  understood: 'Verstanden',
} satisfies AssignmentsListTexts;
