"""The audit log's table: append-only, and the role that made it gave up the right to change it (0010b)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, document, instant


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
