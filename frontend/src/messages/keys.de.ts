import type { KeysTexts } from './keys.en';

export default {
  title: 'Tasten',
  here: 'Auf diesem Bildschirm',
  everywhere: 'Auf jedem Bildschirm',
  search: 'zur Suche',
  rows: 'von Zeile zu Zeile, sobald in einer Liste etwas den Fokus hat',
  grid: 'von Zelle zu Zelle der Tabelle',
  answers: 'von Antwort zu Antwort',
  tab: 'Tab',
  shift: 'Umschalt',
  enter: 'Eingabe',
  space: 'Leertaste',
  escape: 'Esc',
  next: 'weiter zum nächsten Link, Knopf oder Feld',
  before: 'zurück zum vorigen',
  press: 'öffnet oder drückt, was den Fokus hat',
  tick: 'kreuzt an und drückt Knöpfe',
  leave: 'schließt ein Fenster oder das Menü',
  list: 'zeigt diese Tasten',
  characters: 'Die Tasten / und ? benutzen',
  charactersNote:
    'Schalte sie aus, wenn du mit diesem Computer sprichst oder ein anderes Programm sie braucht. Diese Liste steht dann unter „Dein Konto“.',
} satisfies KeysTexts;
