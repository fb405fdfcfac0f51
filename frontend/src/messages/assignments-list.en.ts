const list = {
  title: 'Your assignments',
  ready: (count: number) => (count === 1 ? '1 visit ready offline' : `${count} visits ready offline`),
  protected: 'storage protected',
  notProtected: 'storage not protected',
  unsent: (count: number) => `${count}\u00a0unsent`,
  accepted: 'Accepted',
  started: 'Started',
  logged: 'Done, on its way',
  notAnswered: 'Not answered yet',
  notReady: 'Not ready offline: connect once',
  lastDayToday: 'Last day today',
  untilTomorrow: 'Until tomorrow',
  until: (day: string) => `Until ${day}`,
  on: (day: string) => `On ${day}`,
  between: (first: string, last: string) => `${first} to ${last}`,
};
export type AssignmentsListTexts = typeof list;
export default list;
