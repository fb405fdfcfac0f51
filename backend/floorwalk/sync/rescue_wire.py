"""What the import of a rescue file says of each visit, each draft and the photos; the same for screen and command."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.infrastructure.problems import ProblemBody

Count = Annotated[int, Meta(ge=0)]


class RescuedVisitBody(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that waited on the phone. `known`: the server had it already; nothing was changed.

    Its place and day are as the phone wrote them; None where that could not be read.
    """

    visit_id: UUID | None
    revision: int | None
    store_name: str | None
    begun_on: date | None
    interactions: int | None
    status: Literal["accepted", "known", "refused"]
    receipt_id: UUID | None
    problem: ProblemBody | None


class RescuedDraftBody(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction that was not finished, and so is not stored: its author goes on with it on the phone."""

    interaction_id: UUID
    store_name: str | None
    begun_on: date | None
    answered: Count
    criteria: int | None  # None: the rubric version is not known here


class RescueReportBody(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a rescue file. The same file again gives the same, with `known` in place of `accepted`."""

    made_at: datetime  # by the phone's clock
    app_version: str
    author: str  # the display name of the account whose work it is
    visits: list[RescuedVisitBody]
    drafts: list[RescuedDraftBody]
    unreadable: Count  # records of any kind that could not be read at all
    photos: Count  # photos in the file
    photos_taken: Count
    assignment_answers: Count  # what was said to assignments
    assignment_answers_taken: Count
