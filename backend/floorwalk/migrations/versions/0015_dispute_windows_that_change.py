"""a programme's dispute window may change, and what people were told before stays

Follows 0012. Expand first, contract in a later release: the version before must still run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.add_column("programme", sa.Column("dispute_window_before_days", sa.Integer(), nullable=True))
    op.add_column("programme", sa.Column("dispute_window_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_programme_dispute_window_before"),
        "programme",
        "(dispute_window_before_days is null) = (dispute_window_changed_at is null)",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_programme_dispute_window_before"), "programme", type_="check")
    op.drop_column("programme", "dispute_window_changed_at")
    op.drop_column("programme", "dispute_window_before_days")
