"""Tables of the organisation: areas, stores, staff, business areas, programmes, notices. Links are dated."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of, texts


def dated_forwards() -> sa.CheckConstraint:
    """The last day of a dated link is not before its first."""
    return sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name="dated_forwards")


class OrganisationRow(SQLModel, table=True):
    """The company whose service is evaluated: the tenant."""

    __tablename__ = "organisation"

    organisation_id: UUID = Field(primary_key=True)
    name: str
    time_zone: str  # IANA; for stores that state none
    language: str
    created_at: datetime = instant()


class AreaRow(Tenant, table=True):
    """A node in the reporting tree above stores."""

    __tablename__ = "area"
    __table_args__ = (
        belongs_to("area", "parent_area_id", "area_id"),
        sa.UniqueConstraint("organisation_id", "area_code"),
        sa.CheckConstraint("parent_area_id is distinct from area_id", name="not_its_own_parent"),
    )

    area_id: UUID = Field(primary_key=True)
    area_code: str
    name: str
    parent_area_id: UUID | None = Field(default=None)


class StoreRow(Tenant, table=True):
    """A physical place visited."""

    __tablename__ = "store"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "store_code"),)

    store_id: UUID = Field(primary_key=True)
    store_code: str  # text: leading zeros matter
    name: str
    time_zone: str  # IANA
    format: str | None = Field(default=None)
    address: str | None = Field(default=None)  # one line, as an evaluator reads it
    opening_hours: str | None = Field(default=None)  # in words: what a visit is planned by
    opened_on: date | None = Field(default=None)
    closed_on: date | None = Field(default=None)


class StoreMembershipRow(Tenant, table=True):
    """The dated place of a store in the reporting tree; `valid_to` is the last day."""

    __tablename__ = "store_membership"
    __table_args__ = (
        belongs_to("store", "store_id"),
        belongs_to("area", "area_id"),
        sa.UniqueConstraint("organisation_id", "store_id", "valid_from"),
        dated_forwards(),
        sa.Index("ix_store_membership_area", "organisation_id", "area_id"),
    )

    store_membership_id: UUID = Field(primary_key=True)
    store_id: UUID
    area_id: UUID
    valid_from: date
    valid_to: date | None = Field(default=None)


class BusinessAreaRow(Tenant, table=True):
    """The part of the business a criterion belongs to."""

    __tablename__ = "business_area"

    business_area_key: str = Field(primary_key=True)
    title: dict[str, Any] = document()
    position: int


class StaffMemberRow(Tenant, table=True):
    """A person observed. No field for looks, age, origin or health (P3)."""

    __tablename__ = "staff_member"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "staff_code"),)

    staff_member_id: UUID = Field(primary_key=True)
    staff_code: str
    display_name: str
    first_name: str


class StaffPostingRow(Tenant, table=True):
    """The dated link of a person to a store; `valid_to` is the last day."""

    __tablename__ = "staff_posting"
    __table_args__ = (
        belongs_to("staff_member", "staff_member_id"),
        belongs_to("store", "store_id"),
        sa.UniqueConstraint("organisation_id", "staff_member_id", "store_id", "valid_from"),
        dated_forwards(),
        sa.Index("ix_staff_posting_store", "organisation_id", "store_id"),
    )

    staff_posting_id: UUID = Field(primary_key=True)
    staff_member_id: UUID
    store_id: UUID
    role_title: str
    valid_from: date
    valid_to: date | None = Field(default=None)


class EvaluatorRow(Tenant, table=True):
    """Somebody who scores visits; one known only by a code from imported history has no account."""

    __tablename__ = "evaluator"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "evaluator_code"),
        sa.UniqueConstraint("organisation_id", "account_id"),
        belongs_to("account", "account_id"),
    )

    evaluator_id: UUID = Field(primary_key=True)
    evaluator_code: str
    account_id: UUID | None = Field(default=None)


class ProgrammeRow(Tenant, table=True):
    """A standing set of rubrics and rules."""

    __tablename__ = "programme"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "programme_key"),
        one_of("mode", ("floor", "covert")),
        one_of("staff_identification", ("none", "role", "named")),
        one_of("publication", ("at_once", "after_review")),
        sa.CheckConstraint(
            "(dispute_window_before_days is null) = (dispute_window_changed_at is null)", name="dispute_window_before"
        ),
    )

    programme_id: UUID = Field(primary_key=True)
    programme_key: str
    title: dict[str, Any] = document()
    mode: str
    staff_identification: str = Field(default="role")  # P3: the default names nobody
    publication: str
    rubric_keys: list[str] = texts()
    rotation_days: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # 0: the same evaluator at any time
    dispute_window_days: int = Field(default=14)  # to raise one after publication, and to appeal after a decision
    dispute_decision_days: int = Field(default=14, sa_column_kwargs={"server_default": "14"})  # to decide one
    # What a result had that was published before the window last changed (dispute_days.py); none: it never did.
    dispute_window_before_days: int | None = Field(default=None)
    dispute_window_changed_at: datetime | None = instant(nullable=True)
    evidence_retention_days: int = Field(default=90)  # P8
    named_link_retention_days: int = Field(default=365)  # P8


class StaffNoticeRow(Tenant, table=True):
    """That staff were told beforehand (P1): the text's version, when, how; for one store, or for all of them."""

    __tablename__ = "staff_notice"
    __table_args__ = (
        belongs_to("programme", "programme_id"),
        belongs_to("store", "store_id"),
        sa.Index("ix_staff_notice_programme", "organisation_id", "programme_id", "store_id"),
    )

    staff_notice_id: UUID = Field(primary_key=True)
    programme_id: UUID
    store_id: UUID | None = Field(default=None)  # none: every store
    text_version: str
    languages: list[str] = texts()
    given_on: date
    channel: str
    reference: str | None = Field(default=None)  # works-council agreement, where one is required
    texts: dict[str, Any] = Field(
        sa_type=JSONB, nullable=False, sa_column_kwargs={"server_default": "{}"}
    )  # by language
    covers_formal_process: bool = Field(
        default=False, sa_column_kwargs={"server_default": "false"}
    )  # P2; its text says so


class NoticeGivenRow(Tenant, table=True):
    """That one person was given a notice: who came after it was given to all, or who has said in the app to have read
    it. Whoever was posted where it was given on its day needs no row.
    """

    __tablename__ = "notice_given"
    __table_args__ = (
        belongs_to("staff_notice", "staff_notice_id"),
        belongs_to("staff_member", "staff_member_id"),
        sa.Index("ix_notice_given_staff_member", "organisation_id", "staff_member_id"),
    )

    staff_notice_id: UUID = Field(primary_key=True)
    staff_member_id: UUID = Field(primary_key=True)
    given_on: date
    channel: str
    recorded_by_account_id: UUID
    recorded_at: datetime = instant()
    acknowledged_at: datetime | None = instant(nullable=True)


class ImportHeadingsRow(Tenant, table=True):
    """Which heading of a file meant which field, as confirmed by the last import of that kind."""

    __tablename__ = "import_headings"

    import_kind: str = Field(primary_key=True)  # stores, staff, assignments
    heading_folded: str = Field(primary_key=True)
    field: str
