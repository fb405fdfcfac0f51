"""On the page of one store: measured waits against the standard, stars, indifferent interactions."""

from datetime import date
from uuid import UUID

import msgspec

from floorwalk.comparisons.standing_wire import Share


class WaitBin(msgspec.Struct, frozen=True, kw_only=True):
    """Measurements from `from_value` up to `to_value`; null is open. Where less is better the upper end belongs to the
    bin, else the lower one: so the target is always an end, and what lies on it keeps the promise."""

    from_value: int | None
    to_value: int | None
    count: int


class WaitQuantiles(msgspec.Struct, frozen=True, kw_only=True):
    """The value that a tenth, a quarter … of the interactions did not exceed; null where that one gave up waiting."""

    p10: int | None
    p25: int | None
    p50: int | None
    p75: int | None
    p90: int | None


class MeasuredWaits(msgspec.Struct, frozen=True, kw_only=True):
    """One measured criterion: what was promised, and all that was measured. In the smallest unit of the standard
    (milliseconds for a time). Fewer than 3 visits: no quantiles and no bins. `gave_up` were never served; they are in
    `within_promise` as not kept."""

    criterion_key: str
    title: dict[str, str]
    unit: str | None
    better: str
    stretch: int
    target: int
    floor: int
    visit_count: int
    measured_count: int
    gave_up: int
    within_promise: Share
    quantiles: WaitQuantiles | None
    bins: list[WaitBin]


class StarShown(msgspec.Struct, frozen=True, kw_only=True):
    """A named act beyond the standard, as the evaluator wrote it; its evidence stands in the visit."""

    visit_id: UUID
    visited_on: date
    act: str
    touchpoint_key: str | None
    weight: int


class IndifferentShown(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction ticked as indifferent, or with at least two indifference markers below."""

    visit_id: UUID
    visited_on: date
    is_ticked: bool
    is_by_markers: bool
