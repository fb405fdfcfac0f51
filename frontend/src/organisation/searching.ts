/** Finding rows by what a person types. Pure. */

/** Rows whose texts hold every word typed, without regard to case and accents. */
export function found<Row>(
  rows: readonly Row[],
  typed: string,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = folded(textsOf(row).join(' '));
    return words.every((word) => text.includes(word));
  });
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
