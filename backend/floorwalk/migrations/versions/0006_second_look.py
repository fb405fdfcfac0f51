"""the second look: who reads a visit, returns with questions, corrections over the original

Follows 0004. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"
TEXT = sqlmodel.sql.sqltypes.AutoString
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.add_column("evaluation", sa.Column("original", JSONB(), nullable=True))  # no default: no row is written
    op.create_table(
        "review",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("taken_up_at", INSTANT, nullable=False),
        _of_account("review"),
        sa.PrimaryKeyConstraint("organisation_id", "visit_id", name=op.f("pk_review")),
    )
    op.create_table(
        "visit_return",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("returned_at", INSTANT, nullable=False),
        sa.Column("answer_within_hours", sa.Integer(), nullable=False),
        sa.Column("fetched_at", INSTANT, nullable=True),
        sa.Column("questions", JSONB(), nullable=False),
        sa.Column("answers", JSONB(), server_default="[]", nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "answer_within_hours between 1 and 720", name=op.f("ck_visit_return_time_to_answer_in_range")
        ),
        sa.CheckConstraint(
            "jsonb_array_length(questions) between 1 and 50", name=op.f("ck_visit_return_asks_something")
        ),
        _of_account("visit_return"),
        sa.PrimaryKeyConstraint("organisation_id", "return_id", name=op.f("pk_visit_return")),
    )
    op.create_index(
        "ix_visit_return_open",
        "visit_return",
        ["organisation_id", "evaluator_id"],
        postgresql_where=sa.text("answered_at is null"),
    )
    op.create_index("ix_visit_return_visit", "visit_return", ["organisation_id", "visit_id"])
    op.create_table(
        "correction",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("criterion_key", TEXT(), nullable=True),
        sa.Column("before", JSONB(), nullable=False),
        sa.Column("after", JSONB(), nullable=False),
        sa.Column("reason", TEXT(), nullable=False),
        sa.Column("source", TEXT(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("corrected_at", INSTANT, nullable=False),
        sa.Column("overtaken_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind in ('rating', 'staff_link', 'void')", name=op.f("ck_correction_kind_known")),
        sa.CheckConstraint("source in ('review', 'dispute')", name=op.f("ck_correction_source_known")),
        sa.CheckConstraint(
            "(kind = 'rating') = (criterion_key is not null)", name=op.f("ck_correction_rating_names_its_criterion")
        ),
        sa.CheckConstraint("length(reason) between 3 and 1000", name=op.f("ck_correction_reason_in_range")),
        _of_account("correction"),
        sa.PrimaryKeyConstraint("organisation_id", "correction_id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_visit", "correction", ["organisation_id", "visit_id"])
    op.create_index("ix_correction_evaluation", "correction", ["organisation_id", "evaluation_id"])
    op.create_index(
        "ix_evaluation_waiting",  # the reviewers' queue: few rows, however many visits there are
        "evaluation",
        ["organisation_id", "visit_id"],
        postgresql_where=sa.text("state in ('submitted', 'in_review', 'returned')"),
    )


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", "account_id"],
        ["account.organisation_id", "account.account_id"],
        name=op.f(f"fk_{table}_organisation_id_account_id"),
    )


def downgrade() -> None:
    op.drop_index("ix_evaluation_waiting", "evaluation")
    op.drop_table("correction")
    op.drop_table("visit_return")
    op.drop_table("review")
    op.drop_column("evaluation", "original")
