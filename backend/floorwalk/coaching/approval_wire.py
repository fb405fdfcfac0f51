"""What the routes of a second person's word take and answer. No figure stands in them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.coaching.approval_lifecycle import ApprovalState
from floorwalk.coaching.model import Purpose
from floorwalk.coaching.wire import FormalBasis, NoticeReliedOn
from floorwalk.identity.model import Role
from floorwalk.visits.assignment_wire import PROSE

Reason = Annotated[str, Meta(min_length=3, max_length=500, pattern=PROSE)]


class NoticeRead(Struct, frozen=True, kw_only=True):
    """A notice that the export rests on, with what it says, by language."""

    notice: NoticeReliedOn
    texts: dict[str, str]


class PersonConcerned(Struct, frozen=True, kw_only=True):
    staff_code: str
    display_name: str


class ApprovalLine(Struct, frozen=True, kw_only=True):
    """An export for a formal process that waits for a second person. `place` is the area or store; None is everybody
    whom the one who asked may export."""

    export_id: UUID
    purpose: Purpose
    formal_process: FormalBasis
    asked_by: str
    asked_by_role: Role
    asked_at: datetime
    expires_at: datetime
    from_on: date
    to_on: date
    place: str | None
    person: str | None  # the one person whom it is about, where it names one
    releasable: int
    withheld: int
    state: ApprovalState
    may_decide: bool  # not whoever asked, and nobody whom it is about


class ApprovalsBody(Struct, frozen=True, kw_only=True):
    """Undecided ones, at most 200; the one whose time ends first comes first."""

    approvals: list[ApprovalLine]


class ApprovalBody(Struct, frozen=True, kw_only=True):
    """One of them with what it takes to decide: whom it is about, by staff code, and what they were told."""

    line: ApprovalLine
    retain_until_on: date
    people: list[PersonConcerned]
    notices: list[NoticeRead]
    decided_by_role: Role | None
    decided_at: datetime | None
    reason: str | None


class Decided(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The note of an approval, or the reason of a refusal. Whoever asked reads it."""

    reason: Reason
