"""CSV as Floorwalk writes it, and text in a cell that no spreadsheet takes for a formula and that reads back equal.

Pure. UTF-8 without a byte order mark, commas, lines that end in a line feed, quotes where needed. The rule for text:
one that begins with one of the characters below gets one apostrophe in front; a reader takes one leading apostrophe
away wherever one of these characters follows it. Numbers and days are written as they are. commands/exports.py says
the same in SQL.
"""

import csv
import io

# What spreadsheets read as the beginning of a formula, also full width; and the apostrophe itself, so that nothing
# that was typed with one can be mistaken for ours.
FORMULA_BEGINNINGS = "=+-@\t\r\n＝＋－＠'"


def safe_text(text: str) -> str:
    return "'" + text if text and text[0] in FORMULA_BEGINNINGS else text


def read_text(cell: str) -> str:
    """What `safe_text` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA_BEGINNINGS else cell


class CsvLines:
    """One writer for many rows; `of` gives the bytes of one."""

    def __init__(self) -> None:
        self._text = io.StringIO(newline="")
        # Ending lines in both makes the writer quote a lone carriage return, which Python below 3.13 else leaves bare.
        self._writer = csv.writer(self._text, lineterminator="\r\n")

    def of(self, *cells: object) -> bytes:
        self._writer.writerow(cells)
        line = self._text.getvalue()[:-2] + "\n"
        self._text.seek(0)
        self._text.truncate()
        return line.encode()
