/** A view as a file of comma-separated values: the very numbers that the screen draws from.
 *
 * Written as the server writes them (schemas/exports/README.md): UTF-8 without a byte order mark, commas, lines that end
 * in a line feed, and one apostrophe in front of text that a spreadsheet would take for a formula.
 */
export type Cell = string | number | null;

export type Table = {
  /** What a row is, for the file's name. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

const FORMULA_BEGINNINGS = "=+-@\t\r\n＝＋－＠'";

export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(written).join(',')}\n`).join('');
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = cell !== '' && FORMULA_BEGINNINGS.includes(cell.charAt(0)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
