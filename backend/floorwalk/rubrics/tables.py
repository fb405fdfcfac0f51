"""Tables of rubrics and their published, immutable versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant


class RubricRow(Tenant, table=True):
    """A rubric over all its versions."""

    __tablename__ = "rubric"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "rubric_key"),)

    rubric_id: UUID = Field(primary_key=True)
    rubric_key: str


class RubricVersionRow(Tenant, table=True):
    """A published version: never changed, never removed while an evaluation names it."""

    __tablename__ = "rubric_version"
    __table_args__ = (
        belongs_to("rubric", "rubric_id"),
        sa.UniqueConstraint("organisation_id", "rubric_id", "version_number"),
        sa.UniqueConstraint("organisation_id", "rubric_id", "content_hash"),
    )

    rubric_version_id: UUID = Field(primary_key=True)
    rubric_id: UUID
    version_number: int
    version_label: str
    content_hash: str  # sha256 hex of the canonical document
    comparability_key: str
    rubric_document: dict[str, Any] = document()
    published_at: datetime = instant()
    published_by_account_id: UUID | None = Field(default=None)
