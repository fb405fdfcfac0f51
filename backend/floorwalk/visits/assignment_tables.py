"""Tables of assignments: who is asked to do which scenario at which store within which window, and what they said."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of
from floorwalk.visits.assignment_lifecycle import LIVE, AssignmentState

DECLINED_BECAUSE = ("knows_someone", "other")


class WaveRow(Tenant, table=True):
    """A round of assignments; its days are those of the assignments in it."""

    __tablename__ = "wave"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "wave_key"),
        sa.CheckConstraint("to_on >= from_on", name="dated_forwards"),
    )

    wave_id: UUID = Field(primary_key=True)
    wave_key: str
    from_on: date
    to_on: date


class ScenarioRow(Tenant, table=True):
    """What an evaluator must do; text by language."""

    __tablename__ = "scenario"
    __table_args__ = (
        belongs_to("programme", "programme_id"),
        sa.UniqueConstraint("organisation_id", "scenario_key"),
    )

    scenario_id: UUID = Field(primary_key=True)
    scenario_key: str
    programme_id: UUID
    title: dict[str, Any] = document()
    text: dict[str, Any] = document()


class AssignmentRow(Tenant, table=True):
    """A request that an evaluator does a scenario at a store within a window of days in the store's calendar."""

    __tablename__ = "assignment"
    __table_args__ = (
        belongs_to("store", "store_id"),
        belongs_to("programme", "programme_id"),
        belongs_to("evaluator", "evaluator_id"),
        belongs_to("scenario", "scenario_id"),
        belongs_to("wave", "wave_id"),
        belongs_to("rubric_version", "rubric_version_id"),
        one_of("state", AssignmentState),
        one_of("decline_reason", DECLINED_BECAUSE),
        sa.CheckConstraint("to_on >= from_on", name="dated_forwards"),
        sa.Index("ix_assignment_evaluator", "organisation_id", "evaluator_id", "to_on"),
        sa.Index("ix_assignment_store", "organisation_id", "store_id", "from_on"),
        sa.Index("ix_assignment_day", "organisation_id", "from_on", "assignment_id"),
        # One request stands once, whoever makes it twice at the same moment.
        sa.Index(
            "uq_assignment_live",
            "organisation_id",
            "store_id",
            "programme_id",
            "evaluator_id",
            "from_on",
            unique=True,
            postgresql_where=sa.text(f"state in ({', '.join(repr(one.value) for one in sorted(LIVE))})"),
        ),
    )

    assignment_id: UUID = Field(primary_key=True)
    store_id: UUID
    programme_id: UUID
    rubric_key: str
    rubric_version_id: UUID | None = Field(default=None)  # the newest until it is started, then the one it began with
    scenario_id: UUID | None = Field(default=None)
    evaluator_id: UUID
    wave_id: UUID | None = Field(default=None)
    from_on: date
    to_on: date  # the last day
    state: str
    decline_reason: str | None = Field(default=None)
    created_at: datetime = instant()
    changed_at: datetime = instant()


class AssignmentAnswerRow(Tenant, table=True):
    """What an evaluator's phone said to an assignment, kept under the phone's own id: sent twice, it is one."""

    __tablename__ = "assignment_answer"
    __table_args__ = (
        belongs_to("assignment", "assignment_id"),
        belongs_to("evaluator", "evaluator_id"),
        one_of("answer", ("accepted", "declined", "started")),
        one_of("reason", DECLINED_BECAUSE),
        sa.CheckConstraint("(answer = 'declined') = (reason is not null)", name="declined_has_a_reason"),
    )

    answer_id: UUID = Field(primary_key=True)
    assignment_id: UUID
    evaluator_id: UUID
    answer: str
    reason: str | None = Field(default=None)
    answered_at: datetime = instant()  # by the phone's clock
    received_at: datetime = instant()
