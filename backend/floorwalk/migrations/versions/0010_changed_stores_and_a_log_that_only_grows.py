"""which stores' figures have changed; an audit log that only grows

Follows 0004. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0004"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_table(
        "changed_store",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "store_id", name=op.f("pk_changed_store")),
    )
    op.create_index("ix_changed_store_position", "changed_store", ["organisation_id", "position"])
    op.create_index("ix_audit_log_happened", "audit_log", ["organisation_id", "happened_at", "audit_id"])
    # Also who owns the table needs these rights, and gives them up here: the log only grows.
    op.execute("revoke update, delete, truncate on audit_log from current_user, public")


def downgrade() -> None:
    op.execute("grant update, delete, truncate on audit_log to current_user")
    op.drop_index("ix_audit_log_happened", "audit_log")
    op.drop_table("changed_store")
