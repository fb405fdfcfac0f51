"""evidence, waits changed by hand, and visits that could not happen

Follows 0001. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "evidence",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("media_type", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("problem_code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint(
            "state in ('announced', 'stored', 'refused', 'removed')", name=op.f("ck_evidence_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'stored') = (stored_sha256 is not null)", name=op.f("ck_evidence_stored_has_a_hash")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (problem_code is not null)", name=op.f("ck_evidence_refused_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "evaluator_id"],
            ["evaluator.organisation_id", "evaluator.evaluator_id"],
            name=op.f("fk_evidence_organisation_id_evaluator_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "evidence_id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_visit", "evidence", ["organisation_id", "visit_id"])
    op.create_index("ix_evidence_evaluator_sha256", "evidence", ["organisation_id", "evaluator_id", "sha256"])
    for column in ("edited_keys", "evidence"):
        op.add_column(
            "evaluation",
            sa.Column(column, postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        )
    op.add_column("visit", sa.Column("assignment_id", sa.Uuid(), nullable=True))
    op.add_column("visit", sa.Column("not_possible", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.create_check_constraint(
        op.f("ck_visit_not_possible_known"),
        "visit",
        "not_possible in ('closed', 'refit', 'unsafe', 'recognised', 'scenario_impossible')",
        postgresql_not_valid=True,  # the new column is empty: no visit has to be read while the table is locked
    )
    op.execute("alter table visit validate constraint ck_visit_not_possible_known")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_visit_not_possible_known"), "visit", type_="check")
    for table, columns in (("visit", ("not_possible", "assignment_id")), ("evaluation", ("evidence", "edited_keys"))):
        for column in columns:
            op.drop_column(table, column)
    op.drop_table("evidence")
