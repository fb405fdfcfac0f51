"""The written forms of the second look: the queue, one visit under review, returns and corrections."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from floorwalk.visits.return_clock import LONGEST_HOURS, SHORTEST_HOURS, USUAL_HOURS
from floorwalk.visits.review_risk import RiskKind
from floorwalk.visits.wire import LONGEST_REMARK, Key, Strict
from floorwalk.visits.wire_out import EvaluatorBody, VisitBody, VisitedStoreBody, Written

MOST_QUESTIONS = 50
Words = Annotated[str, Meta(min_length=3, max_length=1_000)]


class CopyBody(Written, frozen=True, kw_only=True):
    """The earliest other visit of the evaluator that holds the same."""

    visit_id: UUID
    visited_on: date


class RiskReasonBody(Written, frozen=True, kw_only=True):
    """Why a visit should be looked at sooner; only what belongs to the kind is set."""

    kind: RiskKind
    ms_per_rating: int | None  # quick: mean time from one rating to the next
    rating_count: int | None  # alike: how many say the same
    copy_of: CopyBody | None  # copied_text, copied_photo
    earlier_visits: int | None  # first_visits: how many there were before


class QueuedVisitBody(Written, frozen=True, kw_only=True):
    """One visit that waits. `taken_up` by whom; `returned`: it is with its evaluator until `due_at`, as of now."""

    visit_id: UUID
    store: VisitedStoreBody
    mode: Literal["floor", "covert"]
    visited_on: date
    received_at: datetime
    revision: Annotated[int, Meta(ge=1)]
    evaluation_count: int  # that wait
    evaluator: EvaluatorBody
    risk: Annotated[int, Meta(ge=0, description="what the queue is sorted by; no figure about anybody")]
    reasons: list[RiskReasonBody]
    standing: Literal["waiting", "with_you", "with_another", "returned", "overdue"]
    reviewer_name: str | None  # of whoever took it up last
    returned_at: datetime | None  # the last time
    due_at: datetime | None
    answered_at: datetime | None


class ReviewsBody(Written, frozen=True, kw_only=True):
    """By risk, and of equal risk whoever has waited longest. `looked_at`: how many were weighed, at most 1,000."""

    reviews: list[QueuedVisitBody]
    looked_at: int


class QuestionBody(Written, frozen=True, kw_only=True):
    evaluation_id: UUID
    criterion_key: str | None  # none: the evaluation as a whole
    question: str
    answer: str | None  # words of the evaluator; the ratings are answer enough without


class ReturnBody(Written, frozen=True, kw_only=True):
    """One time that the visit was returned."""

    return_id: UUID
    revision: int
    returned_at: datetime
    due_at: datetime
    fetched_at: datetime | None  # by the phone
    answered_at: datetime | None
    questions: list[QuestionBody]


class ReviewBody(Written, frozen=True, kw_only=True):
    """A visit under review; its entity tag is what If-Match names in everything done to it."""

    visit: VisitBody
    standing: Literal["waiting", "with_you", "with_another", "returned", "overdue", "settled"]
    reviewer_name: str | None
    reasons: list[RiskReasonBody]
    returns: list[ReturnBody]


class AskedQuestion(Strict, frozen=True, kw_only=True):
    evaluation_id: UUID
    criterion_key: Key | None = None
    question: Words


class ReturnRequest(Strict, frozen=True, kw_only=True):
    """The questions, and the time to answer from when the phone has fetched them."""

    questions: Annotated[tuple[AskedQuestion, ...], Meta(min_length=1, max_length=MOST_QUESTIONS)]
    answer_within_hours: Annotated[int, Meta(ge=SHORTEST_HOURS, le=LONGEST_HOURS)] = USUAL_HOURS


class CorrectedRating(Strict, frozen=True, kw_only=True):
    """A rating as it should be; `answer` as a phone would give it."""

    criterion_key: Key
    state: Literal["scored", "not_applicable", "not_observed", "cannot_remember"]
    answer: bool | int | Annotated[str, Meta(max_length=LONGEST_REMARK)] | None = None


class CorrectionRequest(Strict, frozen=True, kw_only=True):
    """Ratings of one evaluation, and why; the evaluator reads it."""

    evaluation_id: UUID
    ratings: Annotated[tuple[CorrectedRating, ...], Meta(min_length=1, max_length=200)]
    reason: Words


class TakenUpBody(Written, frozen=True, kw_only=True):
    visit_id: UUID


class ReturnedBody(Written, frozen=True, kw_only=True):
    visit_id: UUID
    return_id: UUID


class CorrectedBody(Written, frozen=True, kw_only=True):
    visit_id: UUID
    correction_ids: list[UUID]
