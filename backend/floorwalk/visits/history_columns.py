"""Whether a mapping, a file's headings and a rubric version fit together; and the plan for reading rows that follows.

Pure. Every misfit is found here, once, before a row is read, so that a row can only fail for what stands in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.criterion import scored_answer
from floorwalk.scoring.errors import ScoringProblem
from floorwalk.scoring.model import Criterion, MeasuredScale, RatingScale, Unscored
from floorwalk.visits.history_mapping import (
    HistoryMapping,
    RatingColumns,
    StateValue,
    code_column,
    day_column,
    touchpoint_column,
)
from floorwalk.visits.wire import Rating

DAY_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})"}


@dataclass(frozen=True, slots=True)
class CodeCell:
    """Where a code stands in a row; `absent` are cells that mean none."""

    place: int
    heading: str
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class TouchpointCell:
    place: int
    heading: str
    keys: Mapping[str, str]  # cell → touchpoint key


@dataclass(frozen=True, slots=True)
class RatingCell:
    """How one cell becomes a rating. Exactly one of `ratings`, `times` and `text` is in use.

    `empty` is the rating of an empty cell: None leaves the criterion unanswered unless `empty_refused`.
    """

    place: int
    heading: str
    criterion: Criterion
    ratings: Mapping[str, Rating] | None  # made once: a rating is a value
    times: int | None
    empty: Rating | None
    empty_refused: bool


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """Everything that reading a row needs."""

    cells: int  # columns of the file
    zone: ZoneInfo
    mode: str
    version: CompiledVersion
    visit_code: CodeCell
    store_code: CodeCell
    evaluator_code: CodeCell
    visited_on: CodeCell
    day_pattern: re.Pattern[str]
    date_format: str
    store_name: CodeCell | None
    store_format: CodeCell | None
    area_code: CodeCell | None
    staff_code: CodeCell | None
    touchpoint: TouchpointCell | None
    comment: CodeCell | None
    rating_cells: tuple[RatingCell, ...]
    unmapped: tuple[Rating, ...]  # the same for every row


def plan_of(mapping: HistoryMapping, headings: Sequence[str], version: CompiledVersion) -> ReadingPlan:
    """Raises Invalid with every misfit; paths point into the mapping."""
    return _Planning(mapping, headings, version).plan()


class _Planning:
    """The faults gathered on the way."""

    def __init__(self, mapping: HistoryMapping, headings: Sequence[str], version: CompiledVersion) -> None:
        self.mapping = mapping
        self.version = version
        self.rubric = version.rubric
        self.headings = headings
        self.places: dict[str, int] = {}
        self.faults: list[Fault] = []
        for place, heading in enumerate(headings):
            if heading and heading in self.places:
                self.found("", "history.heading_twice", f"The file has two columns named {heading!r}.")
            self.places[heading] = place

    def found(self, path: str, code: str, detail: str) -> None:
        self.faults.append(Fault(path, code, detail))

    def plan(self) -> ReadingPlan:
        mapping, columns = self.mapping, self.mapping.columns
        if self.version.mode not in ("either", mapping.mode):
            self.found("mode", "history.mode_of_another_rubric", f"The rubric is for {self.version.mode} visits only.")
        zone = ZoneInfo("UTC")
        try:
            zone = ZoneInfo(mapping.time_zone)
        except (KeyError, ValueError, OSError):
            self.found("time_zone", "history.time_zone_unknown", f"{mapping.time_zone!r} is no IANA time zone.")
        day = day_column(columns.visited_on)
        rating_cells = self.rating_cells()
        plan = ReadingPlan(
            cells=len(self.headings),
            zone=zone,
            mode=mapping.mode,
            version=self.version,
            visit_code=self.code("visit_code", columns.visit_code),
            store_code=self.code("store_code", columns.store_code),
            evaluator_code=self.code("evaluator_code", columns.evaluator_code),
            visited_on=self.code("visited_on", day.column),
            day_pattern=self.day_pattern(day.date_format),
            date_format=day.date_format,
            store_name=self.optional_code("store_name"),
            store_format=self.optional_code("store_format"),
            area_code=self.optional_code("area_code"),
            staff_code=self.optional_code("staff_code"),
            touchpoint=self.touchpoint(),
            comment=self.optional_code("comment"),
            rating_cells=rating_cells,
            unmapped=self.unmapped({cell.criterion.criterion_key for cell in rating_cells}),
        )
        if self.faults:
            raise Invalid(self.faults)
        return plan

    def place_of(self, path: str, heading: str) -> int:
        if heading not in self.places:
            self.found(path, "history.column_missing", f"The file has no column {heading!r}.")
        return self.places.get(heading, 0)

    def code(self, name: str, heading: str, absent: Sequence[str] = ()) -> CodeCell:
        return CodeCell(self.place_of(f"columns.{name}", heading), heading, frozenset({"", *absent}))

    def optional_code(self, name: str) -> CodeCell | None:
        column = code_column(getattr(self.mapping.columns, name))
        return None if column is None else self.code(name, column.column, column.absent)

    def touchpoint(self) -> TouchpointCell | None:
        column = touchpoint_column(self.mapping.columns.touchpoint)
        if column is None:
            return None
        keys = dict(column.values) if column.values is not None else {key: key for key in self.version.touchpoint_keys}
        for cell, key in keys.items():
            if key not in self.version.touchpoint_keys:
                self.found(
                    f"columns.touchpoint.values.{cell}",
                    "history.touchpoint_unknown",
                    f"The rubric has no touchpoint {key!r}.",
                )
        return TouchpointCell(self.place_of("columns.touchpoint", column.column), column.column, keys)

    def day_pattern(self, date_format: str) -> re.Pattern[str]:
        pattern = re.escape(date_format)
        for part, expression in DAY_PARTS.items():
            if pattern.count(part) != 1:
                self.found(
                    "columns.visited_on.date_format",
                    "history.date_format_unknown",
                    f"{date_format!r} must hold each of YYYY, MM and DD once.",
                )
                return re.compile("")
            pattern = pattern.replace(part, expression)
        return re.compile(pattern, re.ASCII)

    def rating_cells(self) -> tuple[RatingCell, ...]:
        cells: dict[str, RatingCell] = {}
        for position, written in enumerate(self.mapping.ratings):
            path = f"ratings[{position}]"
            for heading, criterion_key in self.pairs(path, written):
                criterion = self.rubric.criterion_of.get(criterion_key)
                if criterion is None:
                    self.found(
                        f"{path}.criterion_key",
                        "history.criterion_unknown",
                        f"The rubric has no criterion {criterion_key!r} for the column {heading!r}.",
                    )
                elif criterion_key in cells:
                    self.found(
                        f"{path}.criterion_key",
                        "history.criterion_twice",
                        f"Two columns are mapped to the criterion {criterion_key!r}.",
                    )
                else:
                    cells[criterion_key] = self.rating_cell(path, written, heading, criterion)
        return tuple(cells[key] for key in self.rubric.criterion_of if key in cells)

    def pairs(self, path: str, written: RatingColumns) -> list[tuple[str, str]]:
        """Headings with their criterion keys; a # stands for a whole number."""
        if "#" not in written.column:
            self.place_of(f"{path}.column", written.column)
            return [(written.column, written.criterion_key)]
        before, _, after = written.column.partition("#")
        pattern = re.compile(rf"{re.escape(before)}(\d+){re.escape(after)}", re.ASCII)
        pairs = [
            (heading, written.criterion_key.replace("#", match[1]))
            for heading in self.headings
            if (match := pattern.fullmatch(heading))
        ]
        if not pairs:
            self.found(f"{path}.column", "history.column_missing", f"No column of the file is like {written.column!r}.")
        return pairs

    def rating_cell(self, path: str, written: RatingColumns, heading: str, criterion: Criterion) -> RatingCell:
        self.check_kind(path, written, criterion)
        key = criterion.criterion_key
        match written.empty:
            case "unanswered" | "refused":
                empty = None
            case state:
                empty = Rating(criterion_key=key, state=state)
        if written.empty == "unanswered" and criterion.required:
            self.found(
                f"{path}.empty", "history.criterion_required", f"The criterion {key!r} may not be left unanswered."
            )
        return RatingCell(
            place=self.places.get(heading, 0),
            heading=heading,
            criterion=criterion,
            ratings=None if written.values is None else self.answers(path, written.values, criterion),
            times=None if written.whole_number is None else written.whole_number.times,
            empty=empty,
            empty_refused=written.empty == "refused",
        )

    def check_kind(self, path: str, written: RatingColumns, criterion: Criterion) -> None:
        counted = isinstance(criterion.scale, MeasuredScale | RatingScale)
        remark = isinstance(criterion.scale, Unscored) and criterion.scale.kind == "text"
        fits = counted if written.whole_number is not None else remark if written.text else True
        if not fits:
            self.found(
                path, "history.cell_of_another_kind", f"The criterion {criterion.criterion_key!r} takes another answer."
            )

    def answers(
        self, path: str, values: Mapping[str, bool | int | str | StateValue], criterion: Criterion
    ) -> dict[str, Rating]:
        made: dict[str, Rating] = {}
        for cell, value in values.items():
            if isinstance(value, StateValue):
                made[cell] = Rating(criterion_key=criterion.criterion_key, state=value.state)
                continue
            try:
                scored_answer(criterion.scale, self.rubric.meets_bp, value, f"{path}.values.{cell}")
            except ScoringProblem as refusal:
                self.found(
                    refusal.path, refusal.code, f"{value!r} is no answer to the criterion {criterion.criterion_key!r}."
                )
            made[cell] = Rating(criterion_key=criterion.criterion_key, state="scored", answer=value)
        return made

    def unmapped(self, mapped: set[str]) -> tuple[Rating, ...]:
        missing = [criterion for criterion in self.rubric.criteria if criterion.criterion_key not in mapped]
        state = self.mapping.unmapped_criteria
        if state is not None:
            return tuple(Rating(criterion_key=criterion.criterion_key, state=state) for criterion in missing)
        for criterion in missing:
            if criterion.required:
                self.found(
                    "ratings",
                    "history.criterion_required",
                    f"No column gives the required criterion {criterion.criterion_key!r}; say unmapped_criteria.",
                )
        return ()
