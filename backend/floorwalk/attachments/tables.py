"""Tables of evidence. What was said of a photo stands in its evaluation; here stands how far the photo came."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.infrastructure.columns import Tenant, belongs_to, instant, one_of

EVIDENCE_STATES = ("announced", "stored", "refused", "removed")


class EvidenceRow(Tenant, table=True):
    """One photo that a visit names. Announced in the visit's own statement; no foreign key to it, as in evaluation.

    The visit is complete when none of its photos is merely announced or refused.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        belongs_to("evaluator", "evaluator_id"),
        one_of("state", EVIDENCE_STATES),
        sa.CheckConstraint("(state = 'stored') = (stored_sha256 is not null)", name="stored_has_a_hash"),
        sa.CheckConstraint("(state = 'refused') = (problem_code is not null)", name="refused_has_a_reason"),
        sa.Index("ix_evidence_visit", "organisation_id", "visit_id"),
        sa.Index(
            "ix_evidence_missing",  # what figures are flagged for: few rows, however many photos there are
            "organisation_id",
            "visited_on",
            postgresql_where=sa.text("state in ('announced', 'refused')"),
        ),
        sa.Index("ix_evidence_evaluator_sha256", "organisation_id", "evaluator_id", "sha256"),
        sa.Index(
            "ix_evidence_stored_sha256",
            "organisation_id",
            "stored_sha256",
            postgresql_where=sa.text("stored_sha256 is not null"),
        ),
    )

    evidence_id: UUID = Field(primary_key=True)
    visit_id: UUID
    evaluator_id: UUID
    visited_on: date  # what retention counts from (P8)
    sha256: str  # of the bytes as the phone has them
    size_bytes: int
    state: str = Field(default="announced")
    settled_at: datetime | None = instant(nullable=True)
    stored_sha256: str | None = Field(default=None)  # of the re-encoded picture that is kept
    media_type: str | None = Field(default=None)
    problem_code: str | None = Field(default=None)


class EvidencePartRow(Tenant, table=True):
    """Bytes of a photo that has not arrived as a whole; gone as soon as it is stored or refused.

    In the database, so that they survive a killed server and any process can take the next part
    (docs/decisions/0006). Parts of one photo follow one another without a gap: each begins where the last one ended.
    """

    __tablename__ = "evidence_part"
    __table_args__ = (
        belongs_to("evaluator", "evaluator_id"),
        sa.CheckConstraint("size_bytes = octet_length(content) and size_bytes > 0", name="size_is_that_of_content"),
        sa.Index("ix_evidence_part_received", "received_at"),
    )

    evaluator_id: UUID = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    from_byte: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    size_bytes: int
    content: bytes
    received_at: datetime = instant()
