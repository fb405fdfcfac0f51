"""formal process: notices that cover it, and a second person's approval

Follows 0012. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"
PURPOSE = "ck_export_purpose_known"
PURPOSES_BEFORE = "purpose in ('coaching', 'training_planning', 'recognition')"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    text, instant = sqlmodel.sql.sqltypes.AutoString, sa.DateTime(timezone=True)
    op.add_column(
        "staff_notice", sa.Column("covers_formal_process", sa.Boolean(), server_default="false", nullable=False)
    )
    op.drop_constraint(op.f(PURPOSE), "export", type_="check")
    op.create_check_constraint(
        op.f(PURPOSE), "export", "purpose in ('coaching', 'training_planning', 'recognition', 'formal_process')"
    )
    op.create_table(
        "export_approval",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_role", text(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("releasable", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("state", text(), nullable=False),
        sa.Column("decided_by_account_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_role", text(), nullable=True),
        sa.Column("decided_at", instant, nullable=True),
        sa.Column("decision_reason", text(), nullable=True),
        sa.CheckConstraint(
            "state in ('awaiting', 'approved', 'refused', 'withdrawn')", name=op.f("ck_export_approval_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'awaiting') = (decided_at is null)", name=op.f("ck_export_approval_open_until_decided")
        ),
        sa.CheckConstraint(
            "state not in ('approved', 'refused') or (decided_by_account_id is not null"
            " and decided_by_account_id <> account_id and decided_by_role is not null"
            " and decision_reason is not null)",
            name=op.f("ck_export_approval_decided_by_a_second_person"),
        ),
        sa.CheckConstraint("releasable >= 0 and withheld >= 0", name=op.f("ck_export_approval_counts_are_counts")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_export_approval_organisation_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_export_approval_organisation_id_decided_by_account_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "export_id", name=op.f("pk_export_approval")),
    )
    op.create_index(
        "ix_export_approval_open",
        "export_approval",
        ["organisation_id", "expires_at"],
        postgresql_where=sa.text("state = 'awaiting'"),
    )


def downgrade() -> None:
    # The version before knows no such purpose, neither of what was issued nor of what waits to be made.
    gone = "select organisation_id, export_id from export where purpose = 'formal_process'"
    for table in ("export_link", "export_correction", "export"):
        op.execute(f"delete from {table} where (organisation_id, export_id) in ({gone})")
    op.execute("delete from background_work where kind = 'export' and asked ->> 'purpose' = 'formal_process'")
    op.drop_table("export_approval")
    op.drop_constraint(op.f(PURPOSE), "export", type_="check")
    op.create_check_constraint(op.f(PURPOSE), "export", PURPOSES_BEFORE)
    op.drop_column("staff_notice", "covers_formal_process")
