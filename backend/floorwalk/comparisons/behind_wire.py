"""The visits behind one figure, with what a reader of it should know about them."""

from datetime import date
from uuid import UUID

import msgspec

from floorwalk.comparisons.wire import Head


class VisitBehind(msgspec.Struct, frozen=True, kw_only=True):
    """`score_bp` is what the visit adds to the figure: its score, or that of the business area or criterion in it.
    Null behind a figure about a person, whose single scores stand in the visit alone."""

    visit_id: UUID
    store_id: UUID
    store_code: str
    store_name: str
    visited_on: date
    mode: str
    score_bp: int | None
    interaction_count: int
    critical_failed: bool
    photos_missing: bool
    is_disputed: bool


class FlagsBehind(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the visits have something about them. `photos_missing`: a photo that they name has not arrived, or
    was refused. `disputed`: an undecided dispute is about an interaction of theirs; behind a figure about a person,
    about one with that person."""

    photos_missing: int
    disputed: int


class VisitsBehind(Head, frozen=True, kw_only=True):
    """Exactly the visits that the figure of the same question counts, newest first. `visits` is absent for viewers who
    may read no single visit; of several stores it holds those of the stores where they may."""

    visit_count: int
    flags: FlagsBehind
    visits: list[VisitBehind] | msgspec.UnsetType = msgspec.UNSET
    next_cursor: str | None
