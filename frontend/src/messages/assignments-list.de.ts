import type { AssignmentsListTexts } from './assignments-list.en';

export default {
  title: 'Deine Aufträge',
  ready: (count) => (count === 1 ? '1 Besuch offline bereit' : `${count} Besuche offline bereit`),
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
} satisfies AssignmentsListTexts;
