"""What Alembic runs: every slice's tables as the target, over a connection that the runner gives.

Locks, retries and the command line are runner.py. `alembic` itself is never started by hand.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from floorwalk.migrations.runner import load_tables

load_tables()


def _is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    return not (kind == "table" and name == "alembic_version")


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        compare_server_default=True,
        include_object=_is_ours,
        transaction_per_migration=True,  # what is done stays done, and locks are short
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise RuntimeError("migrations run against a database; writing them out as SQL is not offered")
_migrate(context.config.attributes["connection"])
