"""What disputes read and write as JSON. Instants are UTC; the evaluator stands in none of these forms (P10)."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from floorwalk.disputes.deciders import Exclusion
from floorwalk.disputes.lifecycle import DisputeState
from floorwalk.disputes.model import Outcome, RaisedBy, Subject
from floorwalk.visits.review_wire import CorrectedRating
from floorwalk.visits.wire import Strict
from floorwalk.visits.wire_out import InteractionBody, VisitedStoreBody, Written

WORDS = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$"  # no NUL, not only blanks; lines may break
Reason = Annotated[str, Meta(min_length=3, max_length=1_000, pattern=WORDS)]
Evidence = Annotated[str, Meta(min_length=1, max_length=4_000, pattern=WORDS)]
CriterionKey = Annotated[str, Meta(min_length=1, max_length=64)]


class NewDispute(Strict, frozen=True, kw_only=True):
    """What is disputed of which evaluation, and why. A criterion is named exactly where the subject is `criterion`."""

    evaluation_id: UUID
    subject: Subject
    criterion_key: CriterionKey | None = None
    reason: Reason
    evidence: Evidence | None = None


class NewDecision(Strict, frozen=True, kw_only=True):
    """The decision, and its reason, which is published. `corrected` names exactly the ratings that it changes."""

    outcome: Outcome
    reason: Reason
    corrected: Annotated[tuple[CorrectedRating, ...], Meta(max_length=200)] = ()


class NewAppeal(Strict, frozen=True, kw_only=True):
    reason: Reason


class TakingBack(Strict, frozen=True, kw_only=True):
    """Which evaluation of the visit, and why; the evaluator reads it."""

    evaluation_id: UUID
    reason: Reason


class DecisionBody(Written, frozen=True, kw_only=True):
    """`round` 2 is the decision on appeal."""

    round: int
    outcome: Outcome
    reason: str
    corrected: list[CorrectedRating]
    decided_at: datetime


class DisputeSummary(Written, frozen=True, kw_only=True):
    """`display_name` only for those who may see people, and the person. `due_at` is of the decision that is next."""

    dispute_id: UUID
    store: VisitedStoreBody
    visit_id: UUID
    evaluation_id: UUID
    visited_on: date
    mode: Literal["floor", "covert"]
    subject: Subject
    criterion_key: str | None
    criterion_title: dict[str, str] | None
    display_name: str | None
    raised_by: RaisedBy
    is_own: bool  # the viewer, or the viewer's store, raised it
    may_read: bool  # what was said in it; false: it only stands in the viewer's list
    raised_at: datetime
    state: DisputeState
    due_at: datetime
    is_overdue: bool
    may_decide: bool
    excluded_because: Exclusion | None  # why somebody with the right to decide may not decide this one


class DisputesPage(Written, frozen=True, kw_only=True):
    """Newest first."""

    disputes: list[DisputeSummary]
    next_cursor: str | None


class DisputeBody(Written, frozen=True, kw_only=True):
    """One dispute with what it is about, and its decisions. `interaction`: none if it is no longer published."""

    dispute: DisputeSummary
    reason: str
    evidence: str | None
    appealed_at: datetime | None
    appeal_reason: str | None
    appeal_until: datetime | None  # none: no appeal is possible, or not by this viewer
    decisions: list[DecisionBody]
    interaction: InteractionBody | None
