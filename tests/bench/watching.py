"""The application in this process, with every statement that it sends to the database written down and timed."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from floorwalk.app import create_app
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.settings import Settings
from tests.cast import PASSWORD, a_browser, sign_in

TRANSACTION = ("begin", "commit", "rollback", "set")


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    parameters: tuple[Any, ...]
    took_ms: float

    @property
    def is_of_a_transaction(self) -> bool:
        return self.text.strip().lower().startswith(TRANSACTION)


@dataclass(slots=True)
class Watched:
    """A client of the application, and what the last requests asked of the database."""

    client: httpx.AsyncClient
    database: Database
    statements: list[Statement] = field(default_factory=list)

    def forget(self) -> None:
        self.statements.clear()

    @property
    def queries(self) -> list[Statement]:
        return [statement for statement in self.statements if not statement.is_of_a_transaction]

    @property
    def sql_ms(self) -> float:
        """Beginning and committing included: the commit is where the disk is waited for."""
        return sum(statement.took_ms for statement in self.statements)


@asynccontextmanager
async def watched_app(
    database_url: str, email: str, data_dir: Path, password: str = PASSWORD
) -> AsyncIterator[Watched]:
    """Signed in as `email`. Without the background worker: what is appended stays until somebody folds."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    app = create_app(replace(Settings.from_environment(), database_url=database_url, data_dir=data_dir, pool_size=2))
    database: Database = app.state.database
    async with a_browser(app) as client:
        watched = Watched(client, database)

        def note(query: Any) -> None:
            watched.statements.append(Statement(query.query, tuple(query.args or ()), query.elapsed * 1_000))

        borrow, give_back = database.borrow, database.give_back

        async def borrowed() -> Any:
            connection = await borrow()
            connection.add_query_logger(note)
            return connection

        async def given_back(connection: Any, *, broken: bool = False) -> None:
            if not connection.is_closed():
                connection.remove_query_logger(note)
            await give_back(connection, broken=broken)

        database.borrow, database.give_back = borrowed, given_back  # type: ignore[method-assign]
        await sign_in(client, email, password)
        watched.forget()
        try:
            yield watched
        finally:
            await database.close()


async def full_scans(connection: Connection, statements: list[Statement], over_rows: int = 1_000) -> list[str]:
    """Sequential scans of tables with more rows than that, in the plans of these statements: "table in: statement"."""
    rows = await connection.fetch("select relname, reltuples::bigint as rows from pg_class where relkind = 'r'")
    large = {row["relname"] for row in rows if row["rows"] > over_rows}
    found: dict[str, None] = {}
    for statement in statements:
        if statement.is_of_a_transaction:
            continue
        plan = await connection.fetchval(f"explain (format json) {statement.text}", *statement.parameters)
        for table in _scanned(plan[0]["Plan"]):
            if table in large:
                found[f"{table} in: {' '.join(statement.text.split())[:90]}"] = None
    return list(found)


def _scanned(node: dict[str, Any]) -> list[str]:
    own = [node["Relation Name"]] if node["Node Type"] == "Seq Scan" else []
    return own + [table for inner in node.get("Plans", ()) for table in _scanned(inner)]
