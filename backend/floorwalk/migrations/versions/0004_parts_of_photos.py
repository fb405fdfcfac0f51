"""parts of photos that have not arrived as a whole

Follows 0003. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "evidence_part",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("from_byte", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "size_bytes = octet_length(content) and size_bytes > 0",
            name=op.f("ck_evidence_part_size_is_that_of_content"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluator_id"],
            ["evaluator.organisation_id", "evaluator.evaluator_id"],
            name=op.f("fk_evidence_part_organisation_id_evaluator_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "evaluator_id", "sha256", "from_byte", name=op.f("pk_evidence_part")
        ),
    )
    # Photos are compressed already: trying to compress them again costs time and gains nothing.
    op.execute("alter table evidence_part alter column content set storage external")
    op.create_index("ix_evidence_part_received", "evidence_part", ["received_at"])
    op.create_index(
        "ix_evidence_stored_sha256",
        "evidence",
        ["organisation_id", "stored_sha256"],
        postgresql_where=sa.text("stored_sha256 is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_stored_sha256", "evidence")
    op.drop_table("evidence_part")
