"""The mapping file: which column of another system's file means what in a visit, as a person wrote it.

Pure. Written down in schemas/mappings/mapping.schema.json. Whether it fits a file's headings and a rubric is
history_columns.py; reading rows with it is history_rows.py. One row of the file is one visit with one interaction.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from floorwalk.kernel.errors import Fault, Invalid

FORMAT = 1  # of the mapping file
LONGEST_HEADING = 200  # characters

Heading = Annotated[str, Meta(min_length=1, max_length=LONGEST_HEADING)]
EmptyCell = Literal["not_observed", "not_applicable", "cannot_remember", "unanswered", "refused"]
UnscoredState = Literal["not_observed", "not_applicable", "cannot_remember"]


class _Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class CodeColumn(_Written, frozen=True, kw_only=True):
    """A column of codes or names. `absent` lists the cells that mean "none" besides an empty one, such as "0"."""

    column: Heading
    absent: tuple[str, ...] = ()


class DayColumn(_Written, frozen=True, kw_only=True):
    """A column of calendar days; `date_format` is made of YYYY, MM and DD and what stands between them."""

    column: Heading
    date_format: Annotated[str, Meta(min_length=1, max_length=40)] = "YYYY-MM-DD"


class TouchpointColumn(_Written, frozen=True, kw_only=True):
    """A column of touchpoints; `values` turns cells into touchpoint keys, otherwise a cell is the key."""

    column: Heading
    values: dict[str, str] | None = None


class StateValue(_Written, frozen=True, kw_only=True):
    """A cell that says why there is no answer."""

    state: UnscoredState


class WholeNumber(_Written, frozen=True, kw_only=True):
    """Cells are whole numbers; `times` turns their unit into the criterion's (1000 from seconds to ms)."""

    times: Annotated[int, Meta(ge=1, le=100_000_000)] = 1


class RatingColumns(_Written, frozen=True, kw_only=True):
    """One column, or many at once: a `#` in both names stands for the same number ("v#" is v1, v2, …).

    Exactly one of `values` (each cell that may occur, with its answer), `whole_number` and `text` says how a cell is
    read. `empty` says what an empty cell means; `refused` makes it a problem, `unanswered` leaves an optional
    criterion open.
    """

    column: Heading
    criterion_key: Annotated[str, Meta(min_length=1)]
    values: dict[str, bool | int | str | StateValue] | None = None
    whole_number: WholeNumber | None = None
    text: bool = False
    empty: EmptyCell


class Columns(_Written, frozen=True, kw_only=True):
    """The columns of the visit itself. A bare text is a heading."""

    visit_code: Heading
    store_code: Heading
    visited_on: Heading | DayColumn
    evaluator_code: Heading
    store_name: Heading | CodeColumn | None = None
    store_format: Heading | CodeColumn | None = None
    area_code: Heading | CodeColumn | None = None
    staff_code: Heading | CodeColumn | None = None
    touchpoint: Heading | TouchpointColumn | None = None
    comment: Heading | CodeColumn | None = None


class HistoryMapping(_Written, frozen=True, kw_only=True):
    """`version_number` None is the newest version; `unmapped_criteria` is the state of criteria without a column."""

    format: Literal[1]
    title: str = ""
    rubric_key: Annotated[str, Meta(min_length=1)]
    version_number: Annotated[int, Meta(ge=1)] | None = None
    mode: Literal["floor", "covert"]
    time_zone: Annotated[str, Meta(min_length=1, max_length=60)]
    columns: Columns
    ratings: Annotated[tuple[RatingColumns, ...], Meta(min_length=1)]
    unmapped_criteria: UnscoredState | None = None


_decoder = msgspec.json.Decoder(HistoryMapping)


def mapping_of(written: bytes) -> HistoryMapping:
    """Raises Invalid: the first fault of the written form, or else all that can be seen without a file."""
    try:
        mapping = _decoder.decode(written)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        sentence, _, place = str(fault).partition(" - at `$")
        raise Invalid([Fault(place.rstrip("`").lstrip("."), "history.mapping_malformed", sentence)]) from None
    faults = [
        fault for position, rating in enumerate(mapping.ratings) for fault in _faults_of(f"ratings[{position}]", rating)
    ]
    if faults:
        raise Invalid(faults)
    return mapping


def _faults_of(path: str, rating: RatingColumns) -> list[Fault]:
    faults = []
    ways = [rating.values is not None, rating.whole_number is not None, rating.text]
    if sum(ways) != 1:
        faults.append(
            Fault(path, "history.mapping_ambiguous", "Say exactly one of values, whole_number and text for a column.")
        )
    if rating.column.count("#") != rating.criterion_key.count("#") or rating.column.count("#") > 1:
        faults.append(
            Fault(path, "history.mapping_ambiguous", "A # stands once in both column and criterion_key, or in neither.")
        )
    if rating.values is not None and "" in rating.values:
        faults.append(
            Fault(f"{path}.values", "history.mapping_ambiguous", "What an empty cell means is said by empty.")
        )
    return faults


def code_column(written: str | CodeColumn | None) -> CodeColumn | None:
    return CodeColumn(column=written) if isinstance(written, str) else written


def day_column(written: str | DayColumn) -> DayColumn:
    return DayColumn(column=written) if isinstance(written, str) else written


def touchpoint_column(written: str | TouchpointColumn | None) -> TouchpointColumn | None:
    return TouchpointColumn(column=written) if isinstance(written, str) else written
