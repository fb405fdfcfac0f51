"""which stores' figures have changed

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


def downgrade() -> None:
    op.drop_table("changed_store")
