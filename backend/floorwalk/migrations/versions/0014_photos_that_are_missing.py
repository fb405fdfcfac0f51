"""photos that have not arrived, found by their day

Follows 0012. Expand first, contract in a later release: the version before must still run. The index holds next to
nothing, and its table has no bytes of photos: what has to be read once is a narrow row for each.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LOCK_TIMEOUT = "5s"  # a migration that waits longer for a table blocks everyone behind it; the runner tries again
STATEMENT_TIMEOUT = "10min"


def upgrade() -> None:
    op.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    op.create_index(
        "ix_evidence_missing",
        "evidence",
        ["organisation_id", "visited_on"],
        postgresql_where=sa.text("state in ('announced', 'refused')"),
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_missing", table_name="evidence")
