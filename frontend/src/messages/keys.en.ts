const keys = {
  title: 'Keys',
  here: 'On this screen',
  everywhere: 'On every screen',
  search: 'to the search',
  rows: 'from row to row, once something in a list has the focus',
  grid: 'from cell to cell of the table',
  answers: 'from answer to answer',
  tab: 'Tab',
  shift: 'Shift',
  enter: 'Enter',
  space: 'Space',
  escape: 'Esc',
  next: 'on to the next link, button or field',
  before: 'back to the one before',
  press: 'opens or presses what has the focus',
  tick: 'ticks, and presses buttons',
  leave: 'closes a window or the menu',
  list: 'shows these keys',
  characters: 'Use the keys / and ?',
  charactersNote:
    'Switch them off if you speak to this computer, or if another program needs them. This list then stands under “Your account”.',
};
export type KeysTexts = typeof keys;
export default keys;
