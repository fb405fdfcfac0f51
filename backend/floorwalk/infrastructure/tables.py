"""The tables that belong to no slice: the audit log, and work in the background.

The log is append-only: the role that made it gave up the right to change it (migration 0011).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of


class AuditLogRow(Tenant, table=True):
    """Who did what to which thing, and when; written in the transaction of the act itself."""

    __tablename__ = "audit_log"
    __table_args__ = (
        sa.Index("ix_audit_log_object", "organisation_id", "object_kind", "object_id"),
        sa.Index("ix_audit_log_happened", "organisation_id", "happened_at", "audit_id"),
    )

    audit_id: UUID = Field(primary_key=True)
    happened_at: datetime = instant()
    account_id: UUID | None = Field(default=None)  # nobody for the command line
    act: str  # "visit.accepted", "export.people", …
    object_kind: str
    object_id: str
    detail: dict[str, Any] = document()


class BackgroundWorkRow(Tenant, table=True):
    """Work that takes longer than a request, from the asking to its end. Its effect stands in the slice's own table."""

    __tablename__ = "background_work"
    __table_args__ = (
        belongs_to("account", "account_id"),
        one_of("state", ("waiting", "running", "ready", "failed", "cancelled")),
        sa.CheckConstraint("(state = 'running') = (lease_id is not null)", name="held_while_running"),
        sa.CheckConstraint("(state = 'failed') = (fault_code is not null)", name="failed_for_a_reason"),
        sa.CheckConstraint("done >= 0 and total >= 0 and attempts >= 0", name="counts_are_counts"),
        sa.Index(
            "ix_background_work_open",
            "organisation_id",
            "asked_at",
            postgresql_where=sa.text("state in ('waiting', 'running')"),
        ),
    )

    work_id: UUID = Field(primary_key=True)
    kind: str  # "export"
    account_id: UUID
    asked: dict[str, Any] = document()
    asked_at: datetime = instant()
    state: str
    done: int  # of `total`, in the work's own unit; both 0 until that is known
    total: int
    attempts: int  # processes that took it up
    lease_id: UUID | None = Field(default=None)  # of the process that is at it
    alive_at: datetime | None = instant(nullable=True)  # its last sign of life
    fault_code: str | None = Field(default=None)
    ended_at: datetime | None = instant(nullable=True)
