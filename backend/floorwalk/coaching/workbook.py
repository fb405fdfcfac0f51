"""An export as a spreadsheet of several sheets, written row by row in constant memory and equal byte for byte.

The columns are schemas/exports, except that scores stand in points of 100 rather than in basis points. Text is
written as text, so that nothing typed by anybody can become a formula, a link or a number.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import xlsxwriter

Kind = Literal["text", "count", "points", "day"]
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 a workbook has no zone; one moment for all, so that bytes are equal
POINTS_PER_BP = 100


class Column(NamedTuple):
    key: str
    kind: Kind
    width: int  # characters


class Sheet:
    """One sheet; its heading stays while scrolling."""

    def __init__(self, workbook: Any, name: str, columns: Sequence[Column], formats: dict[str, Any]) -> None:
        self.name, self.row_count = name, 0
        self._columns, self._formats = columns, formats
        self._sheet = workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, column.width)
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.key, formats["heading"])

    def add(self, cells: Iterable[object]) -> None:
        """One cell for each column; None is left empty. Points come in basis points."""
        self.row_count += 1
        row, sheet, formats = self.row_count, self._sheet, self._formats
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(row, place, cell, formats[column.kind])
            elif isinstance(cell, date):
                sheet.write_datetime(row, place, cell, formats["day"])
            elif column.kind == "points":
                sheet.write_number(row, place, _number(cell) / POINTS_PER_BP, formats["points"])
            else:
                sheet.write_number(row, place, _number(cell), formats["count"])


class Workbook:
    """Writes into `path`, which appears when `close` was called; what it needs on the way lies beside it."""

    def __init__(self, path: Path, title: str) -> None:
        self._workbook = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._workbook.set_properties({"title": title, "author": "Floorwalk", "created": MADE_AT})
        wrapped = {"valign": "top"}
        self._formats = {
            "heading": self._workbook.add_format({"bold": True, "bottom": 1}),
            "text": self._workbook.add_format({"num_format": "@", **wrapped}),
            "count": self._workbook.add_format({"num_format": "0", **wrapped}),
            "points": self._workbook.add_format({"num_format": "0.0", **wrapped}),
            "day": self._workbook.add_format({"num_format": "yyyy-mm-dd", **wrapped}),
        }

    def sheet(self, name: str, columns: Sequence[Column]) -> Sheet:
        return Sheet(self._workbook, name, columns, self._formats)

    def close(self) -> None:
        self._workbook.close()


def _number(cell: object) -> int:
    assert isinstance(cell, int)  # noqa: S101 the caller's rows hold nothing else
    return cell
