"""Tables of the second look: who reads a visit, what it was returned for, and what was corrected.

No foreign key to the visit, as in evaluation: a visit is never deleted.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, later_list, one_of

CORRECTION_KINDS = ("rating", "staff_link", "void")
CORRECTION_SOURCES = ("review", "dispute")


class ReviewRow(Tenant, table=True):
    """Who took the visit up last, and when. Whether it is being read now is its evaluations' state."""

    __tablename__ = "review"
    __table_args__ = (belongs_to("account", "account_id"),)

    visit_id: UUID = Field(primary_key=True)
    account_id: UUID
    taken_up_at: datetime = instant()


class VisitReturnRow(Tenant, table=True):
    """A visit that was returned with questions, the evaluator's clock, and the answer."""

    __tablename__ = "visit_return"
    __table_args__ = (
        belongs_to("account", "account_id"),
        sa.CheckConstraint("answer_within_hours between 1 and 720", name="time_to_answer_in_range"),
        sa.CheckConstraint("jsonb_array_length(questions) between 1 and 50", name="asks_something"),
        sa.Index(
            "ix_visit_return_open",
            "organisation_id",
            "evaluator_id",
            postgresql_where=sa.text("answered_at is null"),
        ),
        sa.Index("ix_visit_return_visit", "organisation_id", "visit_id"),
    )

    return_id: UUID = Field(primary_key=True)
    visit_id: UUID
    evaluator_id: UUID
    account_id: UUID  # of the reviewer
    revision: int  # of the visit that was read
    returned_at: datetime = instant()
    answer_within_hours: int
    fetched_at: datetime | None = instant(nullable=True)  # when the phone first got it; the clock counts from here
    questions: list[Any] = document()  # {evaluation_id, criterion_key or null, question}
    answers: list[Any] = later_list()  # {position of the question, words}, as the last revision had them
    answered_at: datetime | None = instant(nullable=True)  # when the first revision after it was received


class CorrectionRow(Tenant, table=True):
    """One thing that counts differently from what the evaluator said, with the reason. Never changed afterwards."""

    __tablename__ = "correction"
    __table_args__ = (
        belongs_to("account", "account_id"),
        one_of("kind", CORRECTION_KINDS),
        one_of("source", CORRECTION_SOURCES),
        sa.CheckConstraint("(kind = 'rating') = (criterion_key is not null)", name="rating_names_its_criterion"),
        sa.CheckConstraint("length(reason) between 3 and 1000", name="reason_in_range"),
        sa.Index("ix_correction_visit", "organisation_id", "visit_id"),
        sa.Index("ix_correction_evaluation", "organisation_id", "evaluation_id"),
    )

    correction_id: UUID = Field(primary_key=True)
    visit_id: UUID
    evaluation_id: UUID
    revision: int  # of the visit that was corrected
    kind: str
    criterion_key: str | None = Field(default=None)
    before: dict[str, Any] = document()  # a rating: {state, answer, score_bp, outcome}; else {staff_kind} or {state}
    after: dict[str, Any] = document()
    reason: str
    source: str
    account_id: UUID | None = Field(default=None)  # None: the command line
    corrected_at: datetime = instant()
    overtaken_at: datetime | None = instant(nullable=True)  # the evaluator has sent the evaluation anew since
