"""What an uploaded file is, once read: rows of texts under headings.

Pure. Reading CSV is csv_files.py, reading XLSX is xlsx_files.py. What the headings mean is headings.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from floorwalk.kernel.errors import Problem

LARGEST_FILE_BYTES = 8 * 1024 * 1024  # 60,000 staff are about 5 MB; reading takes some ten times the file's memory
MOST_ROWS = 250_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000  # characters


@dataclass(eq=False)
class FileRefused(Problem):
    """The file as a whole cannot be read; `reason` says why, in words for whoever made it."""

    reason: str
    code = "imports.file_refused"
    kind = "invalid"
    sentence = "The file cannot be read: {reason}."


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row; `number` is the one a spreadsheet shows beside it."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class FileTable:
    """Headings and the rows below them; blank rows are left out."""

    headings: Sequence[str]
    rows: Sequence[FileRow]


def table_of(rows: Iterable[Sequence[str]]) -> FileTable:
    """The first row with anything in it holds the headings. Raises FileRefused for too much, and for nothing."""
    headings: list[str] | None = None
    kept: list[FileRow] = []
    for number, cells in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise FileRefused(reason=f"it has more than {MOST_ROWS} rows")
        trimmed = [cell.strip() for cell in cells]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        if not trimmed:
            continue
        if len(trimmed) > MOST_COLUMNS:
            raise FileRefused(reason=f"row {number} has more than {MOST_COLUMNS} columns")
        if any(len(cell) > LONGEST_CELL for cell in trimmed):
            raise FileRefused(reason=f"row {number} has a cell of more than {LONGEST_CELL} characters")
        if headings is None:
            headings = trimmed
        else:
            kept.append(FileRow(number, trimmed))
    if headings is None:
        raise FileRefused(reason="it is empty")
    return FileTable(headings, kept)
