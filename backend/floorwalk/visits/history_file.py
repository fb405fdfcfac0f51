"""Another system's file of visits as rows of texts: encoding and delimiter found out, one row in memory at a time.

What the rows mean is history_rows.py. A spreadsheet is saved as CSV first: XLSX cannot be read as a stream.
"""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charset_normalizer import from_bytes

from floorwalk.kernel.errors import Fault, Invalid

DELIMITERS = ",;\t|"
BLOCK_BYTES = 1 << 20
SAMPLE_BYTES = 1 << 18  # enough to tell one legacy encoding from another
LONGEST_CELL = 131_072  # characters: csv's own limit
NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a spreadsheet, new or old


class HistoryFile:
    """A file that can be read again from its beginning. `row_count` is an estimate until it has been read once."""

    def __init__(self, path: Path) -> None:
        """Raises OSError, and Invalid for what is no text file or has no heading."""
        self._path = path
        self.encoding = _encoding_of(path)
        with path.open(encoding=self.encoding, newline="") as lines:
            first = lines.readline(LONGEST_CELL)
        self.delimiter = max(DELIMITERS, key=first.count)
        with self.rows() as rows:
            self.headings = [heading.strip() for heading in next(rows, (0, []))[1]]
        if not any(self.headings):
            raise Invalid([Fault("", "history.file_empty", "The file has no heading.")])
        self.size_bytes = path.stat().st_size

    @contextmanager
    def rows(self) -> Iterator[Iterator[tuple[int, list[str]]]]:
        """Row numbers from 1 with their cells, the heading first; rows without any cell are left out.

        Raises Invalid at the row where the file stops being a table.
        """
        with self._path.open(encoding=self.encoding, newline="") as lines:
            yield self._numbered(csv.reader(lines, delimiter=self.delimiter))

    def _numbered(self, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader, None)
            except (csv.Error, UnicodeDecodeError) as fault:
                raise Invalid([Fault(f"row {row}", "history.file_unreadable", str(fault))]) from None
            if cells is None:
                return
            if cells:
                yield row, cells


def _encoding_of(path: Path) -> str:
    """UTF-8 if the whole file is UTF-8 (with or without its mark); otherwise what the beginning is likely to be."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
        if sample.startswith(NOT_TEXT):
            raise Invalid([Fault("", "history.file_unreadable", "This is a spreadsheet: save it as CSV first.")])
        if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        block = sample
        try:
            while block:
                decoder.decode(block)
                block = file.read(BLOCK_BYTES)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            likely = from_bytes(sample, cp_isolation=["cp1252", "cp1250", "cp1251", "mac_roman"]).best()
            return likely.encoding if likely is not None else "cp1252"
    return "utf-8-sig"
