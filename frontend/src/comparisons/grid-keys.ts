/** Arrow keys through the cells of a large table: one stop of the Tab key for all of them, as in a spreadsheet.
 *
 * The buttons in the cells have tabindex −1 but for one; whichever was reached last keeps the stop.
 */
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** An attachment for the table. */
export function arrowKeys(table: HTMLTableElement): () => void {
  const turned = () => (getComputedStyle(table).direction === 'rtl' ? -1 : 1);

  function pressed(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const from = event.target instanceof HTMLElement ? event.target.closest('td button') : null;
    const cell = from?.closest('td');
    const row = cell?.closest('tr');
    if (step === undefined || !(from instanceof HTMLElement) || !cell || !row) return;
    event.preventDefault();
    const to = next(table, row, cell, [step[0], step[1] * turned()]);
    if (to === null) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }

  table.addEventListener('keydown', pressed);
  return () => table.removeEventListener('keydown', pressed);
}

/** The button of the next cell in that direction that has one; cells without a figure are passed over. */
function next(
  table: HTMLTableElement,
  row: HTMLTableRowElement,
  cell: HTMLTableCellElement,
  [down, along]: readonly [number, number],
): HTMLElement | null {
  let [rowIndex, cellIndex] = [row.rowIndex + down, cell.cellIndex + along];
  for (;;) {
    const found = table.rows[rowIndex]?.cells[cellIndex];
    if (found === undefined) return null;
    const button = found.tagName === 'TD' ? found.querySelector('button') : null;
    if (button !== null) return button;
    [rowIndex, cellIndex] = [rowIndex + down, cellIndex + along];
  }
}
