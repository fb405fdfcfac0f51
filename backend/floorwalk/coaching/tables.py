"""The tables of issued HR exports and of the links that hand their files out.

What was asked and how far it is stands in background_work; an export has a row here once it was made.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.coaching import plan_tables as plan_tables  # so that the metadata has them too
from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, later_document, one_of


class ExportRow(Tenant, table=True):
    """One issued export of figures about people."""

    __tablename__ = "export"
    __table_args__ = (
        belongs_to("account", "account_id"),
        one_of("purpose", ("coaching", "training_planning", "recognition", "formal_process")),
    )

    export_id: UUID = Field(primary_key=True)
    account_id: UUID
    purpose: str
    from_on: date
    to_on: date
    population: dict[str, Any] = document()
    retain_until_on: date
    created_at: datetime = instant()
    expires_at: datetime = instant()
    manifest: dict[str, Any] = document()
    contents: dict[str, Any] = later_document()  # person's code -> digests of their rows: to say what changed since


class ExportApprovalRow(Tenant, table=True):
    """An export for a formal process and the second person's word. Whom it is about stands in the trace of the asking;
    once approved, the work has a row in background_work under the same id.
    """

    __tablename__ = "export_approval"
    __table_args__ = (
        belongs_to("account", "account_id"),
        belongs_to("account", "decided_by_account_id", "account_id"),
        one_of("state", ("awaiting", "approved", "refused", "withdrawn")),
        sa.CheckConstraint("(state = 'awaiting') = (decided_at is null)", name="open_until_decided"),
        sa.CheckConstraint(
            "state not in ('approved', 'refused') or (decided_by_account_id is not null"
            " and decided_by_account_id <> account_id and decided_by_role is not null"
            " and decision_reason is not null)",
            name="decided_by_a_second_person",
        ),
        sa.CheckConstraint("releasable >= 0 and withheld >= 0", name="counts_are_counts"),
        sa.Index(
            "ix_export_approval_open",
            "organisation_id",
            "expires_at",
            postgresql_where=sa.text("state = 'awaiting'"),
        ),
    )

    export_id: UUID = Field(primary_key=True)
    account_id: UUID  # who asked
    asked_by_role: str
    asked: dict[str, Any] = document()
    asked_at: datetime = instant()
    expires_at: datetime = instant()
    releasable: int  # people, when it was asked for
    withheld: int
    state: str
    decided_by_account_id: UUID | None = Field(default=None)
    decided_by_role: str | None = Field(default=None)
    decided_at: datetime | None = instant(nullable=True)
    decision_reason: str | None = Field(default=None)  # the note of an approval, the reason of a refusal


class ExportLinkRow(Tenant, table=True):
    """One link to one file, good once."""

    __tablename__ = "export_link"
    __table_args__ = (
        belongs_to("export", "export_id"),
        belongs_to("account", "account_id"),
        sa.Index("ix_export_link_export", "organisation_id", "export_id"),
    )

    token_hash: str = Field(primary_key=True)  # SHA-256 in hex; the token itself is kept nowhere
    export_id: UUID
    file_name: str
    account_id: UUID
    expires_at: datetime = instant()
    used_at: datetime | None = instant(nullable=True)


class ExportCorrectionRow(Tenant, table=True):
    """That an issued export holds something of a visit which has changed since."""

    __tablename__ = "export_correction"
    __table_args__ = (belongs_to("export", "export_id"),)

    export_id: UUID = Field(primary_key=True)
    dispute_id: UUID = Field(primary_key=True)  # the cause, of whatever kind: export_corrections.py
    visited_on: date
    noted_at: datetime = instant()
