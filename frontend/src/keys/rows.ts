/** From a row of a list or table to the next one on the screen, as the eye sees it.
 *
 * Rows are what the page has anyway: items of lists and rows of tables with something to press in them.
 */
const ROW = 'li, tbody tr';
const CONTROL = 'a[href], button:enabled';

/** 1 down, −1 up, null for every other key. */
export const arrow = (key: string): 1 | -1 | null => (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null);

/** What gets the focus: in a table the same column, else the row's first; null if `from` is in no row or the last. */
export function nextRow(from: Element, step: number): HTMLElement | null {
  if (!from.matches(CONTROL)) return null;
  const row = from.closest<HTMLElement>(ROW);
  if (row === null || row.closest('main, dialog') === null) return null;
  const rows = rowsWith(row);
  const here = row.getBoundingClientRect();
  const after = step > 0 ? rows.slice(rows.indexOf(row) + 1) : rows.slice(0, rows.indexOf(row)).reverse();
  const isBeyond = (box: DOMRect) => (step > 0 ? box.top >= here.bottom - 1 : box.bottom <= here.top + 1);
  const first = after.find((one) => isBeyond(one.getBoundingClientRect()));
  if (first === undefined) return null;
  // Cards may stand beside each other: the one under this one, not the one that is read next.
  const line = after.filter((one) => Math.abs(top(one) - top(first)) < 1);
  const under = line.reduce((best, one) => (away(one, here) < away(best, here) ? one : best));
  return controlOf(under, from);
}

/** Whether the screen has a list that arrows go through. */
export function hasRows(): boolean {
  return [...document.querySelectorAll<HTMLElement>('main :is(ul, ol, tbody)')].some((list) => {
    const [first, ...others] = [...list.children].filter((row) => controlOf(row, null) !== null);
    return first !== undefined && others.some((row) => top(row) >= first.getBoundingClientRect().bottom - 1);
  });
}

const top = (row: Element) => row.getBoundingClientRect().top;
const away = (row: Element, here: DOMRect) => Math.abs(row.getBoundingClientRect().left - here.left);

/** The rows of the same list, those of all groups of a table; without the ones that have nothing to press. */
function rowsWith(row: HTMLElement): readonly HTMLElement[] {
  const all =
    row instanceof HTMLTableRowElement
      ? (row.closest('table')?.querySelectorAll<HTMLElement>('tbody tr') ?? [])
      : (row.parentElement?.children ?? []);
  return [...all].filter(
    (one): one is HTMLElement => one instanceof HTMLElement && (one === row || controlOf(one, null) !== null),
  );
}

function controlOf(row: Element, from: Element | null): HTMLElement | null {
  const column = from?.closest<HTMLTableCellElement>('td, th')?.cellIndex;
  const cell = column !== undefined && row instanceof HTMLTableRowElement ? row.cells[column] : null;
  return cell?.querySelector<HTMLElement>(CONTROL) ?? row.querySelector<HTMLElement>(CONTROL);
}
