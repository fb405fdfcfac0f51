"""An XLSX file as rows of texts: values and not formulas, with the leading zeros that a cell shows.

A hostile file costs no more than a large honest one: sizes are read from the archive before anything is unpacked.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from floorwalk.organisation.file_tables import MOST_COLUMNS, MOST_ROWS, FileRefused

SIGNATURE = b"PK\x03\x04"
MOST_PARTS = 500
LARGEST_PART_BYTES = 150 * 1024 * 1024  # unpacked; a sheet of 250,000 rows by 10 columns is about 100 MB
LARGEST_TEXTS_BYTES = 40 * 1024 * 1024  # unpacked; the shared texts are held in memory as a whole
_ZEROS = re.compile(r"0+\Z")


def xlsx_rows(content: bytes) -> Iterator[Sequence[str]]:
    """The rows of the first sheet that has any. Raises FileRefused."""
    import openpyxl  # here, because it brings numpy: a server process that reads no such file must not pay its memory

    _refuse_bombs(content)
    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what the file claims about itself would be padded up to
            found = False
            for row in _rows_of(sheet):
                found = found or any(row)
                yield row
            if found:
                return
    except FileRefused:
        raise
    except Exception as fault:  # openpyxl raises whatever its parsers do; none of it is a fault of ours
        raise FileRefused(reason="it is not an XLSX file that can be read") from fault


def _rows_of(sheet: Any) -> Iterator[Sequence[str]]:
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1):
        yield [_text_of(cell) for cell in row]


def _text_of(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        width = len(found[0]) if (found := _ZEROS.match(cell.number_format or "")) else 1
        return f"{value:0{width}d}"
    return str(value)


def _refuse_bombs(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise FileRefused(reason="it is not an XLSX file that can be read") from fault
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or texts > LARGEST_TEXTS_BYTES
        or any(part.file_size > LARGEST_PART_BYTES for part in parts)
    ):
        raise FileRefused(reason="it would unpack to more than can be taken; save the list as CSV")
