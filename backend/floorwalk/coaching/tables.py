"""The table of issued HR exports: what was asked, what came out, where its files lie."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of


class ExportRow(Tenant, table=True):
    """One issued export of figures about people."""

    __tablename__ = "export"
    __table_args__ = (
        belongs_to("account", "account_id"),
        one_of("purpose", ("coaching", "training_planning", "recognition")),
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


class ExportCorrectionRow(Tenant, table=True):
    """That an issued export holds an interaction which an upheld dispute corrected afterwards."""

    __tablename__ = "export_correction"
    __table_args__ = (belongs_to("export", "export_id"),)

    export_id: UUID = Field(primary_key=True)
    dispute_id: UUID = Field(primary_key=True)
    visited_on: date
    noted_at: datetime = instant()
