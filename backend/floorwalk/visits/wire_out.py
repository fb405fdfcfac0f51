"""The written forms of visits that are read, published or voided. What a phone sends is wire.py."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.visits.wire import Strict

Reason = Literal["closed", "refit", "unsafe", "recognised", "scenario_impossible"]
Score = Annotated[int, Meta(ge=0, le=10_000, description="basis points")]


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A form that we write and never read."""


class VisitedStoreBody(Written, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str


class EvaluatorBody(Written, frozen=True, kw_only=True):
    """Only for those who may know: the evaluator, reviewers, and in floor mode the managers of the store (P10)."""

    evaluator_id: UUID
    evaluator_code: str
    display_name: str | None


class VisitSummary(Written, frozen=True, kw_only=True):
    visit_id: UUID
    store: VisitedStoreBody
    programme_id: UUID | None
    mode: Literal["floor", "covert"]
    visited_on: date
    raw_bp: Score | None  # over published evaluations; none before, and none where versions would be mixed
    interaction_count: int
    waiting_count: int  # evaluations that wait for publication
    critical_failed: bool
    not_possible: Reason | None  # an attempt: it has no interactions and counts in no figure
    voided_at: datetime | None


class VisitsPage(Written, frozen=True, kw_only=True):
    """Newest day first."""

    visits: list[VisitSummary]
    next_cursor: str | None


class OriginalRatingBody(Written, frozen=True, kw_only=True):
    """What the evaluator said, where a correction counts instead."""

    state: Literal["unanswered", "scored", "not_applicable", "not_observed", "cannot_remember"]
    answer: bool | int | str | None
    score_bp: Score | None
    outcome: Literal["below", "met", "exceeded"] | None


class CorrectionBody(Written, frozen=True, kw_only=True):
    """Why something counts differently from what the evaluator said. Oldest first; the newest is in force.

    `rating`: one criterion. `staff_link`: it was another person. `void`: the evaluation counts nowhere.
    """

    kind: Literal["rating", "staff_link", "void"]
    criterion_key: str | None
    reason: str
    source: Literal["review", "dispute"]
    corrected_at: datetime


class RatingBody(Written, frozen=True, kw_only=True):
    criterion_key: str
    section_key: str
    business_area: str
    kind: str
    title: dict[str, str]
    state: Literal["unanswered", "scored", "not_applicable", "not_observed", "cannot_remember"]
    answer: bool | int | str | None
    score_bp: Score | None
    outcome: Literal["below", "met", "exceeded"] | None
    basis: Literal["seen", "heard", "measured", "inferred"] | None
    edited: bool  # a wait that was computed from the time marks, and then changed by hand
    comment: str | None
    original: OriginalRatingBody | None  # None: as the evaluator said it


class StaffBody(Written, frozen=True, kw_only=True):
    """`display_name` only for those who may see figures of people."""

    kind: Literal["named", "described", "unknown"]
    staff_member_id: UUID | None
    display_name: str | None
    role_title: str | None


class StarBody(Written, frozen=True, kw_only=True):
    act: str
    touchpoint_key: str
    evidence: str
    weight: int


class EvidenceBody(Written, frozen=True, kw_only=True):
    """One photo: how far it came. The picture is at /api/visits/{visit_id}/evidence/{evidence_id} once it is stored."""

    evidence_id: UUID
    criterion_key: str | None  # none: it belongs to the interaction as a whole
    state: Literal["announced", "stored", "refused", "removed"]
    problem_code: str | None  # why it is refused for good
    size_bytes: int  # as the phone announced it
    file_name: str | None  # only for those who may know the evaluator: a name may say who took it
    taken_at: datetime | None


class InteractionBody(Written, frozen=True, kw_only=True):
    """One interaction with its evaluation."""

    interaction_id: UUID
    evaluation_id: UUID
    rubric_version_id: UUID
    rubric_key: str
    version_label: str
    comparability_key: str
    state: Literal["submitted", "in_review", "returned", "published", "void"]
    is_disputed: bool  # a dispute about it is undecided
    staff: StaffBody
    touchpoint_key: str | None
    weight: int
    started_at: datetime
    submitted_at: datetime
    published_at: datetime | None
    raw_bp: Score | None
    final_bp: Score | None
    critical_failed: bool
    exceeded: int
    met: int
    below: int
    gap_bp: Annotated[int, Meta(ge=-10_000, le=10_000)] | None
    coverage_bp: Score | None
    indifferent: bool
    stars: list[StarBody]
    comment: str | None
    evidence: list[EvidenceBody]
    ratings: list[RatingBody]  # as they count
    original_raw_bp: Score | None  # by the evaluator's own ratings; None as well where nothing was corrected
    corrections: list[CorrectionBody]


class MarkBody(Written, frozen=True, kw_only=True):
    mark_key: str
    at: str
    offset_minutes: int
    elapsed_ms: int
    edited: bool


class VisitBody(Written, frozen=True, kw_only=True):
    """One visit, down to the ratings, as this viewer may see it."""

    visit_id: UUID
    store: VisitedStoreBody
    programme_id: UUID | None
    mode: Literal["floor", "covert"]
    origin: Literal["device", "import"]
    revision: int
    visited_on: date
    started_at: datetime
    ended_at: datetime | None
    received_at: datetime
    clock_is_odd: bool
    raw_bp: Score | None
    not_possible: Reason | None  # why it could not happen: an attempt
    voided_at: datetime | None
    void_reason: str | None
    evaluator: EvaluatorBody | None
    marks: list[MarkBody]
    comment: str | None
    interactions: list[InteractionBody]
    evidence_missing: int  # photos that have not arrived or were refused; 0: complete


class VoidRequest(Strict, frozen=True, kw_only=True):
    """Why; it is kept with the visit."""

    reason: Annotated[str, Meta(min_length=3, max_length=1_000)]


class VoidedBody(Written, frozen=True, kw_only=True):
    visit_id: UUID
    state: Literal["void"] = "void"


class PublishedVisitBody(Written, frozen=True, kw_only=True):
    visit_id: UUID
    published_count: int
