"""work in the background, links to exported files, what an export held

Follows 0008. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    text, instant = sqlmodel.sql.sqltypes.AutoString, sa.DateTime(timezone=True)
    op.create_table(
        "background_work",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("kind", text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("state", text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Uuid(), nullable=True),
        sa.Column("alive_at", instant, nullable=True),
        sa.Column("fault_code", text(), nullable=True),
        sa.Column("ended_at", instant, nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'running', 'ready', 'failed', 'cancelled')",
            name=op.f("ck_background_work_state_known"),
        ),
        sa.CheckConstraint(
            "(state = 'running') = (lease_id is not null)", name=op.f("ck_background_work_held_while_running")
        ),
        sa.CheckConstraint(
            "(state = 'failed') = (fault_code is not null)", name=op.f("ck_background_work_failed_for_a_reason")
        ),
        sa.CheckConstraint(
            "done >= 0 and total >= 0 and attempts >= 0", name=op.f("ck_background_work_counts_are_counts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_background_work_organisation_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "work_id", name=op.f("pk_background_work")),
    )
    op.create_index(
        "ix_background_work_open",
        "background_work",
        ["organisation_id", "asked_at"],
        postgresql_where=sa.text("state in ('waiting', 'running')"),
    )
    op.add_column("export", sa.Column("contents", postgresql.JSONB(), server_default="{}", nullable=False))
    op.create_table(
        "export_link",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", text(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("used_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "export_id"],
            ["export.organisation_id", "export.export_id"],
            name=op.f("fk_export_link_organisation_id_export_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["account.organisation_id", "account.account_id"],
            name=op.f("fk_export_link_organisation_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "token_hash", name=op.f("pk_export_link")),
    )
    op.create_index("ix_export_link_export", "export_link", ["organisation_id", "export_id"])
    # Exports of before were made while their request waited: they are work that is done.
    op.execute(
        """
        insert into background_work (organisation_id, work_id, kind, account_id, asked, asked_at, state, done, total,
                                     attempts, ended_at)
        select organisation_id, export_id, 'export', account_id,
               jsonb_build_object('purpose', purpose, 'from_on', from_on, 'to_on', to_on, 'population', population,
                                  'retain_until_on', retain_until_on),
               created_at, 'ready', 0, 0, 1, created_at
          from export
        """
    )


def downgrade() -> None:
    op.drop_table("export_link")
    op.drop_column("export", "contents")
    op.drop_table("background_work")
