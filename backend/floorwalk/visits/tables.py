"""Tables of visits, their packed evaluations, their facts, and the sums made of them.

An evaluation keeps its ratings as arrays in the criterion order of its rubric version: measured against child rows
that is 3.5 times less CPU and 8.3 times less WAL (docs/decisions/0003).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from floorwalk.infrastructure.columns import (
    Tenant,
    belongs_to,
    document,
    instant,
    integers,
    later_list,
    one_of,
    small_integers,
    texts,
)
from floorwalk.visits import assignment_tables as assignment_tables  # so that the metadata has them too
from floorwalk.visits import review_tables as review_tables
from floorwalk.visits import sum_tables as sum_tables
from floorwalk.visits.sum_tables import SCOPE_KINDS


class VisitRow(Tenant, table=True):
    """One attendance at one store by one evaluator, as its newest accepted revision has it."""

    __tablename__ = "visit"
    __table_args__ = (
        belongs_to("store", "store_id"),
        belongs_to("evaluator", "evaluator_id"),
        belongs_to("programme", "programme_id"),
        sa.UniqueConstraint("organisation_id", "visit_code"),
        one_of("mode", ("floor", "covert")),
        one_of("origin", ("device", "import")),
        sa.CheckConstraint("raw_bp between 0 and 10000", name="raw_bp_in_range"),
        sa.CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        one_of("not_possible", ("closed", "refit", "unsafe", "recognised", "scenario_impossible")),
        sa.Index("ix_visit_day", "organisation_id", "visited_on", "visit_id"),  # the newest visits of a wide scope
        sa.Index("ix_visit_store_day", "organisation_id", "store_id", "visited_on"),
        sa.Index("ix_visit_evaluator_day", "organisation_id", "evaluator_id", "visited_on"),
    )

    visit_id: UUID = Field(primary_key=True)
    visit_code: str | None = Field(default=None)  # external key, of imported history
    store_id: UUID
    evaluator_id: UUID
    programme_id: UUID | None = Field(default=None)  # none for imported history
    assignment_id: UUID | None = Field(default=None)
    mode: str
    origin: str
    revision: int
    content_hash: str
    receipt_id: UUID
    received_at: datetime = instant()
    visited_on: date  # the calendar day in the store's zone
    started_at: datetime = instant()
    started_offset_minutes: int
    ended_at: datetime | None = instant(nullable=True)
    clock_skew_ms: int | None = Field(default=None, sa_type=sa.BigInteger)  # device minus server at sending
    clock_is_odd: bool = Field(default=False)
    marks: list[Any] = document()
    not_possible: str | None = Field(default=None)  # why it could not happen: an attempt, without evaluations
    comment: str | None = Field(default=None)
    raw_bp: int | None = Field(default=None)
    voided_at: datetime | None = instant(nullable=True)
    void_reason: str | None = Field(default=None)


class SupersededRevisionRow(Tenant, table=True):
    """An earlier accepted revision of a visit: its receipt, and what it said. The original is never lost."""

    __tablename__ = "superseded_revision"
    __table_args__ = (
        belongs_to("visit", "visit_id"),
        sa.UniqueConstraint("organisation_id", "visit_id", "content_hash"),
    )

    visit_id: UUID = Field(primary_key=True)
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content_hash: str
    receipt_id: UUID
    received_at: datetime = instant()
    said: dict[str, Any] = document()  # the visit's and its evaluations' rows as they stood


class EvaluationRow(Tenant, table=True):
    """The completed ratings of one interaction against one rubric version.

    No foreign key to the visit, here or in the facts: both come in by the visit's own statement, a visit is never
    deleted, and its check took half of that statement's time (docs/performance.md).
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        belongs_to("rubric_version", "rubric_version_id"),
        belongs_to("staff_member", "staff_member_id"),
        one_of("staff_kind", ("named", "described", "unknown")),
        one_of("state", ("submitted", "in_review", "returned", "published", "void")),
        sa.CheckConstraint("(staff_kind = 'named') = (staff_member_id is not null)", name="named_staff_is_known"),
        sa.CheckConstraint("raw_bp between 0 and 10000", name="raw_bp_in_range"),
        sa.CheckConstraint(
            "array_length(rating_states, 1) = array_length(answers, 1)"
            " and array_length(rating_states, 1) = array_length(scores_bp, 1)"
            " and array_length(rating_states, 1) = array_length(outcomes, 1)",
            name="packed_alike",
        ),
        sa.Index("ix_evaluation_visit", "organisation_id", "visit_id"),
        sa.Index(
            "ix_evaluation_waiting",  # the reviewers' queue: few rows, however many visits there are
            "organisation_id",
            "visit_id",
            postgresql_where=sa.text("state in ('submitted', 'in_review', 'returned')"),
        ),
        sa.Index(
            "ix_evaluation_staff_member",
            "organisation_id",
            "staff_member_id",
            postgresql_where=sa.text("staff_member_id is not null"),
        ),
    )

    evaluation_id: UUID = Field(primary_key=True)
    interaction_id: UUID
    visit_id: UUID
    position: int  # place of the interaction in its visit, from 0
    rubric_version_id: UUID
    comparability_key: str
    scoring_version: int
    staff_kind: str
    staff_member_id: UUID | None = Field(default=None)
    staff_role_title: str | None = Field(default=None)
    touchpoint_key: str | None = Field(default=None)
    weight: int = Field(default=1)
    state: str
    started_at: datetime = instant()
    submitted_at: datetime = instant()
    published_at: datetime | None = instant(nullable=True)
    # One place per criterion of the version, in its order:
    rating_states: list[int] = (
        small_integers()
    )  # 0 unanswered, 1 scored, 2 not_applicable, 3 not_observed, 4 cannot_remember
    # yes_no 0/1; rating 1..5; expectation -1/0/1; choice: place of option; measured; gave up -1. A wait of a month
    # in ms is beyond 32 bits.
    answers: list[int | None] = Field(sa_type=sa.ARRAY(sa.BigInteger), nullable=False)
    scores_bp: list[int | None] = small_integers()
    outcomes: list[int | None] = small_integers()  # -1 below, 0 met, 1 exceeded
    bases: list[int | None] = small_integers(nullable=True)  # 1 seen, 2 heard, 3 measured, 4 inferred
    rated_after_ms: list[int | None] = integers(nullable=True)  # since started_at, device time
    comments: dict[str, Any] = document()  # criterion_key -> comment, only where there is one
    text_answers: dict[str, Any] = document()  # criterion_key -> text, only for text and photo criteria
    edited_keys: list[Any] = later_list()  # criteria whose wait was computed from the marks and changed by hand
    stars: list[Any] = document()
    evidence: list[Any] = later_list()  # photos as the evaluator named them; how far each came: EvidenceRow
    indifferent_ticked: bool = Field(default=False)
    indifferent_by_markers: bool = Field(default=False)
    indifference_rule_version: int
    raw_bp: int | None = Field(default=None)
    critical_failed: bool = Field(default=False)
    final_bp: int | None = Field(default=None)
    exceeded: int
    met: int
    below: int
    weight_scored: int
    weight_applicable: int
    comment: str | None = Field(default=None)
    # The columns above are what counts, corrections in them, so that whoever reads ratings reads what counts. What
    # the evaluator said of them stands here, untouched, once there was a correction (correcting.CORRECTABLE).
    original: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    # Set while a dispute about it is undecided; the disputes themselves are disputes/tables.py.
    is_disputed: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})


class VisitFactRow(Tenant, table=True):
    """What one visit contributes to one scope: the pair (w, t) of the scoring rules, and counts that only add.

    Published evaluations only. Scope kinds store, staff_member and business_area; a criterion's facts are read from
    the packed evaluations, for thirty rows a visit would cost more than all the others.
    """

    __tablename__ = "visit_fact"
    __table_args__ = (
        one_of("scope_kind", SCOPE_KINDS[:3]),
        sa.Index("ix_visit_fact_store_day", "organisation_id", "store_id", "scope_kind", "visited_on"),
        sa.Index("ix_visit_fact_ref_day", "organisation_id", "scope_kind", "scope_ref", "visited_on"),
    )

    visit_id: UUID = Field(primary_key=True)
    scope_kind: str = Field(primary_key=True)
    scope_ref: str = Field(primary_key=True)  # store_id, staff_member_id or business_area_key, as text
    comparability_key: str = Field(primary_key=True)
    store_id: UUID
    evaluator_id: UUID
    visited_on: date
    w: int
    t: int = Field(sa_type=sa.BigInteger)
    interactions: int
    exceeded: int
    met: int
    below: int
    weight_scored: int
    weight_applicable: int
    critical_failed: int  # interactions with a failed critical criterion
    below_meets: int  # 1 if the visit's mean in this scope is below M
    stars: int
    indifferent: int  # interactions


class SumDeltaRow(Tenant, table=True):
    """One event (publication, void, correction) not yet folded into the sums: append-only, no index, no foreign key.

    `figures` has one row of twelve for each entry, in the order of VisitFactRow from w to indifferent;
    `signs` says +1 or -1. A worker folds these into the rows of sum_tables.py; readers add them to what is folded.
    """

    __tablename__ = "sum_delta"

    delta_id: UUID = Field(primary_key=True)
    visit_id: UUID
    store_id: UUID
    visited_on: date
    signs: list[int] = small_integers()
    scope_kinds: list[str] = texts()
    scope_refs: list[str] = texts()
    comparability_keys: list[str] = texts()
    figures: list[int] = integers()


class ChangedStoreRow(Tenant, table=True):
    """When a store's figures last changed, so that whoever looks at them can be told: a row for each store."""

    __tablename__ = "changed_store"
    __table_args__ = (sa.Index("ix_changed_store_position", "organisation_id", "position"),)

    store_id: UUID = Field(primary_key=True)
    # Microseconds since 1970 of the change, later ones made greater: it orders an organisation's changes.
    position: int = Field(sa_type=sa.BigInteger)
