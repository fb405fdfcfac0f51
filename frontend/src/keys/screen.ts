/** What stands on the screen that keys can do something with. Read from the page itself: no screen has to say it. */

const isThere = (element: HTMLElement) => element.checkVisibility();

/** The screen's search, if it has one. */
export const searchField = (): HTMLInputElement | null =>
  [...document.querySelectorAll<HTMLInputElement>('main input[type=search]')].find(isThere) ?? null;

/** Fields where a key writes or chooses: nothing of ours happens there. */
export const takesKeys = (element: Element): boolean =>
  element.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]') !== null;

/** A table whose cells have one stop of the Tab key together (comparisons/grid-keys.ts). */
export const hasGrid = (): boolean => document.querySelector('main td button[tabindex="-1"]') !== null;

export const hasAnswers = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('main input[type=radio]')].some(isThere);
