"""Reading the cells of one row: texts, codes and days, and a note of everything that is wrong with them.

Pure. What a row then means is store_import.py, staff_import.py and visits/assignment_import.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from floorwalk.organisation.file_tables import FileRow

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?\Z")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing that is wrong: `row` as a spreadsheet numbers it, `column` the file's own heading for it."""

    row: int
    column: str
    code: str
    detail: str


@dataclass(slots=True)
class Cells:
    """The cells of one row by field. What is wrong goes to `problems`, and the field reads as absent."""

    row: FileRow
    columns: Mapping[str, int]  # field -> place in the row
    headings: Sequence[str]
    problems: list[ImportProblem] = field(default_factory=list)

    def refuse(self, field_name: str, code: str, detail: str) -> None:
        """`code` is one of the imports' own."""
        self.refuse_as(field_name, f"imports.{code}", detail)

    def refuse_as(self, field_name: str, code: str, detail: str) -> None:
        place = self.columns.get(field_name)
        heading = self.headings[place] if place is not None else field_name
        self.problems.append(ImportProblem(self.row.number, heading, code, detail))

    def text(self, field_name: str, longest: int, *, needed: bool = False) -> str | None:
        """One line of at most `longest` characters; None if the cell is empty or the file has no such column."""
        place = self.columns.get(field_name)
        written = self.row.cells[place] if place is not None and place < len(self.row.cells) else ""
        if not written:
            if needed:
                self.refuse(field_name, "required", "this cell must not be empty")
            return None
        if len(written) > longest:
            self.refuse(field_name, "too_long", f"at most {longest} characters, not {len(written)}")
            return None
        if not written.isprintable() and any(ord(character) < 32 or ord(character) == 127 for character in written):
            self.refuse(field_name, "control_character", "it holds a line break or another character without a shape")
            return None
        return written

    def day(self, field_name: str, *, needed: bool = False) -> date | None:
        """2026-11-23 or 23.11.2026. With slashes nobody knows which is the month."""
        written = self.text(field_name, 40, needed=needed)
        if written is None:
            return None
        found = _ISO.match(written)
        year, month, day = found.groups() if found else ("", "", "")
        if not found and (dotted := _DOTTED.match(written)):
            day, month, year = dotted.groups()
        try:
            read = date(int(year), int(month), int(day))
        except ValueError:
            read = date.min
        if not EARLIEST <= read <= LATEST:
            self.refuse(field_name, "bad_day", f"{written!r} is not a day written as 2026-11-23 or 23.11.2026")
            return None
        return read


def without_zeros(code: str) -> str:
    """A code as it is after a spreadsheet took it for a number."""
    return code.lstrip("0") or code
