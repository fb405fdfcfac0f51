"""a dispute may outlive the account that raised it

Follows 0011. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.alter_column("dispute", "raised_by_account_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    # The version before holds no dispute without an account.
    gone = "select organisation_id, dispute_id from dispute where raised_by_account_id is null"
    for table in ("export_correction", "dispute_decision", "dispute"):
        op.execute(f"delete from {table} where (organisation_id, dispute_id) in ({gone})")
    op.alter_column("dispute", "raised_by_account_id", existing_type=sa.Uuid(), nullable=False)
