"""Tables of disputes, their decisions, and what staff said about their results."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.disputes.lifecycle import DisputeState
from floorwalk.disputes.model import Outcome, RaisedBy, Subject
from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of


class DisputeRow(Tenant, table=True):
    """A formal disagreement about one published evaluation; each thing of it can be disputed once."""

    __tablename__ = "dispute"
    __table_args__ = (
        belongs_to("visit", "visit_id"),
        belongs_to("store", "store_id"),
        belongs_to("staff_member", "staff_member_id"),
        belongs_to("account", "raised_by_account_id", "account_id"),
        sa.UniqueConstraint("organisation_id", "evaluation_id", "subject", "criterion_key"),
        one_of("subject", Subject),
        one_of("raised_by", RaisedBy),
        one_of("state", DisputeState),
        sa.CheckConstraint("(subject = 'criterion') = (criterion_key <> '')", name="criterion_is_named"),
        sa.CheckConstraint("(appealed_at is null) = (appeal_reason is null)", name="appeal_has_a_reason"),
        sa.Index("ix_dispute_store_raised", "organisation_id", "store_id", "raised_at"),
        sa.Index("ix_dispute_staff_member", "organisation_id", "staff_member_id"),
    )

    dispute_id: UUID = Field(primary_key=True)
    visit_id: UUID
    evaluation_id: UUID
    store_id: UUID
    staff_member_id: UUID | None = Field(default=None)  # whose interaction it was when the dispute was raised
    subject: str
    criterion_key: str  # empty but for a dispute about one rating
    raised_by: str
    raised_by_account_id: UUID | None = Field(default=None)  # none: of a person who is gone, or whose time is over
    reason: str
    evidence: str | None = Field(default=None)  # in words
    raised_at: datetime = instant()
    state: str
    due_at: datetime = instant()  # when the decision that is next is due
    appealed_at: datetime | None = instant(nullable=True)
    appeal_reason: str | None = Field(default=None)


class DisputeDecisionRow(Tenant, table=True):
    """A decision with its published reason; the second one is that on appeal."""

    __tablename__ = "dispute_decision"
    __table_args__ = (
        belongs_to("dispute", "dispute_id"),
        belongs_to("account", "decided_by_account_id", "account_id"),
        one_of("outcome", Outcome),
        sa.CheckConstraint("round in (1, 2)", name="round_known"),
    )

    dispute_id: UUID = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    decided_by_account_id: UUID
    outcome: str
    reason: str
    corrected: list[Any] = document()  # the ratings that were given anew: criterion_key, state, answer
    decided_at: datetime = instant()


class AcknowledgementRow(Tenant, table=True):
    """The scored person has seen the evaluation, and what they said of it. A later comment replaces an earlier."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        belongs_to("staff_member", "staff_member_id"),
        sa.CheckConstraint("(comment is null) = (commented_at is null)", name="comment_has_its_time"),
    )

    evaluation_id: UUID = Field(primary_key=True)
    staff_member_id: UUID = Field(primary_key=True)
    acknowledged_at: datetime = instant()
    comment: str | None = Field(default=None)
    commented_at: datetime | None = instant(nullable=True)
