"""an audit log that only grows

Follows 0010. Expand first, contract in a later release: the version before must still run.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_index("ix_audit_log_happened", "audit_log", ["organisation_id", "happened_at", "audit_id"])
    # Also who owns the table needs these rights, and gives them up here: the log only grows.
    op.execute("revoke update, delete, truncate on audit_log from current_user, public")


def downgrade() -> None:
    op.execute("grant update, delete, truncate on audit_log to current_user")
    op.drop_index("ix_audit_log_happened", "audit_log")
