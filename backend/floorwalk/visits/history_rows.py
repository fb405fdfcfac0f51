"""One row of another system's file, read by a plan: a visit of the past, or every problem of the row by column.

Pure. What a row cannot know (whether its store exists, whether its code came before) is history_queries.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from floorwalk.kernel.canonical import canonical_json, sha256_hex
from floorwalk.scoring.model import LARGEST_MEASURE, RatingScale, Unscored
from floorwalk.visits.history_columns import CodeCell, RatingCell, ReadingPlan
from floorwalk.visits.imported import imported_visit
from floorwalk.visits.model import TakenVisit
from floorwalk.visits.wire import LONGEST_REMARK, Rating

EARLIEST_ON = date(2000, 1, 1)  # older than any history worth comparing: a slip in the file
LONGEST_CODE = 100  # characters
LONGEST_NAME = 200
LONGEST_CELL_SHOWN = 40
MOST_DIGITS = 12  # of a whole number: more cannot be within LARGEST_MEASURE


class RowProblem(NamedTuple):
    """`row` counts from 1 and includes the heading, as a spreadsheet shows it; `column` is a heading, or ""."""

    row: int
    column: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class HistoricVisit:
    """One row, read. Codes are text as written; None where the row has none."""

    row: int
    visit_code: str
    store_code: str
    visited_on: date
    evaluator_code: str
    store_name: str | None
    store_format: str | None
    area_code: str | None
    staff_code: str | None
    touchpoint_key: str | None
    comment: str | None
    ratings: tuple[Rating, ...]

    def content_hash(self, mode: str) -> str:
        """sha256 hex of what the row says of the visit. Not of the store's own columns, nor of the rubric version:
        a renamed store or a newer version does not make another visit of it."""
        said = {
            "visit_code": self.visit_code,
            "store_code": self.store_code,
            "visited_on": self.visited_on.isoformat(),
            "evaluator_code": self.evaluator_code,
            "mode": mode,
            "staff_code": self.staff_code,
            "touchpoint_key": self.touchpoint_key,
            "comment": self.comment,
            "ratings": {rating.criterion_key: [rating.state, rating.answer] for rating in self.ratings},
        }
        return sha256_hex(canonical_json(said))


class RowReader:
    """Reads rows by one plan. `today` is the present day, in UTC: a visit of tomorrow cannot be history."""

    def __init__(self, plan: ReadingPlan, today: date) -> None:
        self._plan = plan
        self._latest_on = today + timedelta(days=1)  # somewhere it is tomorrow already

    def read(self, row: int, cells: Sequence[str]) -> tuple[HistoricVisit | None, list[RowProblem]]:
        """The visit, or None and every problem of the row."""
        plan = self._plan
        if len(cells) != plan.cells:
            problem = RowProblem(
                row, "", "history.row_length", f"The row has {len(cells)} cells, the heading {plan.cells}."
            )
            return None, [problem]
        found: list[RowProblem] = []
        code = self._required(row, cells, plan.visit_code, found)
        store = self._required(row, cells, plan.store_code, found)
        evaluator = self._required(row, cells, plan.evaluator_code, found)
        day = self._day(row, cells, found)
        name = self._text(row, cells, plan.store_name, LONGEST_NAME, found)
        kind = self._text(row, cells, plan.store_format, LONGEST_NAME, found)
        area = self._text(row, cells, plan.area_code, LONGEST_CODE, found)
        staff = self._text(row, cells, plan.staff_code, LONGEST_CODE, found)
        comment = self._text(row, cells, plan.comment, LONGEST_REMARK, found)
        touchpoint_key = self._touchpoint(row, cells, found)
        ratings = [*plan.unmapped]
        for cell in plan.rating_cells:
            rating = _rating(row, cells[cell.place].strip(), cell, found)
            if rating is not None:
                ratings.append(rating)
        if found or day is None:
            return None, found
        visit = HistoricVisit(
            row, code, store, day, evaluator, name, kind, area, staff, touchpoint_key, comment, tuple(ratings)
        )
        return visit, found

    def _required(self, row: int, cells: Sequence[str], cell: CodeCell, found: list[RowProblem]) -> str:
        text = self._text(row, cells, cell, LONGEST_CODE, found)
        if text is None:
            found.append(RowProblem(row, cell.heading, "history.cell_empty", "There must be something here."))
        return text or ""

    def _text(
        self, row: int, cells: Sequence[str], cell: CodeCell | None, longest: int, found: list[RowProblem]
    ) -> str | None:
        if cell is None:
            return None
        text = cells[cell.place].strip()
        if text in cell.absent:
            return None
        _check_text(row, cell.heading, text, longest, found)
        return text

    def _day(self, row: int, cells: Sequence[str], found: list[RowProblem]) -> date | None:
        plan = self._plan
        cell = plan.visited_on
        text = cells[cell.place].strip()
        match = plan.day_pattern.fullmatch(text)
        day = None
        if match is not None:
            try:
                day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                day = None
        if day is None:
            found.append(
                RowProblem(
                    row,
                    cell.heading,
                    "history.day_unreadable",
                    f"{_shown(text)} is no day like {plan.date_format}.",
                )
            )
        elif day > self._latest_on:
            found.append(RowProblem(row, cell.heading, "visits.visited_in_the_future", f"{day} has not come yet."))
        elif day < EARLIEST_ON:
            found.append(
                RowProblem(row, cell.heading, "visits.visited_too_long_ago", f"{day} is before {EARLIEST_ON}.")
            )
        return day

    def _touchpoint(self, row: int, cells: Sequence[str], found: list[RowProblem]) -> str | None:
        cell = self._plan.touchpoint
        if cell is None:
            return None
        text = cells[cell.place].strip()
        if text and text not in cell.keys:
            found.append(
                RowProblem(row, cell.heading, "history.touchpoint_unknown", f"{_shown(text)} is no touchpoint.")
            )
        return cell.keys.get(text)


def _rating(row: int, text: str, cell: RatingCell, found: list[RowProblem]) -> Rating | None:
    """The cell's rating; None for an unanswered criterion, and where a problem was found."""
    if not text:
        if cell.empty_refused:
            found.append(RowProblem(row, cell.heading, "history.cell_empty", "There must be something here."))
        return cell.empty
    key = cell.criterion.criterion_key
    if cell.ratings is not None:
        rating = cell.ratings.get(text)
        if rating is None:
            allowed = ", ".join(list(cell.ratings)[:10])
            found.append(
                RowProblem(row, cell.heading, "history.value_not_in_table", f"{_shown(text)} is none of: {allowed}.")
            )
        return rating
    if cell.times is not None:
        number = int(text) * cell.times if _is_whole_number(text) else None
        highest = 5 if isinstance(cell.criterion.scale, RatingScale) else LARGEST_MEASURE
        lowest = 1 if isinstance(cell.criterion.scale, RatingScale) else 0
        if number is None or not lowest <= number <= highest:
            found.append(
                RowProblem(
                    row, cell.heading, "history.number_unreadable",
                    f"{_shown(text)} is no whole number from {lowest} to {highest // cell.times}.",
                )
            )  # fmt: skip
            return None
        return Rating(criterion_key=key, state="scored", answer=number)
    assert isinstance(cell.criterion.scale, Unscored)  # noqa: S101  # history_columns.py lets nothing else through
    _check_text(row, cell.heading, text, LONGEST_REMARK, found)
    return Rating(criterion_key=key, state="scored", answer=text)


def _is_whole_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def _check_text(row: int, heading: str, text: str, longest: int, found: list[RowProblem]) -> None:
    if len(text) > longest:
        found.append(
            RowProblem(row, heading, "history.text_too_long", f"{len(text)} characters; {longest} are the most.")
        )
    if "\x00" in text:  # PostgreSQL stores no NUL
        found.append(RowProblem(row, heading, "history.text_unreadable", "There is a NUL character in it."))


def _shown(text: str) -> str:
    cut = text if len(text) <= LONGEST_CELL_SHOWN else text[:LONGEST_CELL_SHOWN] + "…"
    return f"{cut!r}" if cut else "An empty cell"


def taken(
    visit: HistoricVisit, plan: ReadingPlan, store_id: UUID, evaluator_id: UUID, staff_member_id: UUID | None
) -> TakenVisit:
    """The visit, scored and packed, ready to be stored."""
    made = imported_visit(
        visit.visit_code,
        store_id,
        evaluator_id,
        visit.visited_on,
        plan.zone,
        plan.version,
        visit.ratings,
        visit.content_hash(plan.mode),
    )
    (evaluation,) = made.evaluations
    seen = replace(
        evaluation,
        staff_kind="unknown" if staff_member_id is None else "named",
        staff_member_id=staff_member_id,
        touchpoint_key=visit.touchpoint_key,
    )
    return replace(made, mode=plan.mode, comment=visit.comment, evaluations=[seen])
