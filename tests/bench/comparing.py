"""The latency of the comparisons, next to the statements alone that deliver the sums.

In one process, without a socket: what is measured is our code and the database. A request and its bare statements
take turns, and so do databases of different sizes.
"""

import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from floorwalk.comparisons import kept_priors
from floorwalk.comparisons.service import read_one_state
from floorwalk.infrastructure.database import Connection
from tests.bench.accepting import _percentile
from tests.bench.chain import STAFF_EMAIL
from tests.bench.cluster import Cluster
from tests.bench.filling import LAST_ON
from tests.bench.watching import Statement, Watched, full_scans, watched_app
from tests.cast import PASSWORD

WARM_UP = 3


async def comparing(
    cluster: Cluster,
    databases: dict[int, str],
    email: str,
    folder: Path,
    *,
    quick: bool,
    area_id: str | None = None,
    password: str = PASSWORD,
) -> list[dict[str, Any]]:
    """Stores of a quarter, heat map of a year, one store of a year: as an area manager of the whole chain asks. In the
    chain of the benchmark also one person's own record of a year, as they ask it.

    `databases` by the number of their visits; they take turns. One answer for each, the smallest first.
    """
    turns = 8 if quick else 30
    async with AsyncExitStack() as stack:
        sides = [
            await _side(stack, cluster, databases[size], email, folder, area_id, password) for size in sorted(databases)
        ]
        found: list[dict[str, Any]] = [{"visits_stored": side.visits, "questions": []} for side in sides]
        for question in sides[0].asked:
            kept_priors.forget()
            for side in sides:
                side.taken = Taken()
            for turn in range(turns + WARM_UP):
                for side in sides:
                    await side.ask(question, counts=turn >= WARM_UP)
            for side, answer in zip(sides, found, strict=True):
                answer["questions"].append({"question": question} | await side.figures(question))
        for answer in found:
            for one, smallest in zip(answer["questions"], found[0]["questions"], strict=True):
                one["ratio_to_smallest"] = round(one["median_ms"] / smallest["median_ms"], 2)
    return found


@dataclass(slots=True)
class Taken:
    """Milliseconds of each turn, and what the first request was like."""

    request_ms: list[float] = field(default_factory=list)
    bare_ms: list[float] = field(default_factory=list)
    sql_ms: list[float] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    first_ms: float = 0.0
    answer_bytes: int = 0


@dataclass(slots=True)
class Side:
    """One database, with the application on it. `asked`: of whom, address and query of each question."""

    connection: Connection
    visits: int
    asked: dict[str, tuple[Watched, str, dict[str, str]]]
    taken: Taken = field(default_factory=Taken)

    async def ask(self, question: str, *, counts: bool) -> None:
        """The request, and then the statements alone that deliver its sums when nothing is kept from before."""
        watched, address, query = self.asked[question]
        watched.forget()
        began = time.perf_counter()
        answer = await watched.client.get(address, params=query)
        took = (time.perf_counter() - began) * 1_000
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:500]}")
        taken = self.taken
        taken.answer_bytes = len(answer.content)
        if not taken.statements:  # the first time nothing is kept from before: all that the sums are read from
            taken.statements, taken.first_ms = list(watched.queries), took
        bare = await _bare(self.connection, taken.statements)
        if counts:
            taken.request_ms.append(took)
            taken.sql_ms.append(watched.sql_ms)
            taken.bare_ms.append(bare)

    async def figures(self, question: str) -> dict[str, Any]:
        taken = self.taken
        async with self.connection.transaction():
            scans = await full_scans(self.connection, taken.statements)
        request_ms, bare_ms, sql_ms = sorted(taken.request_ms), sorted(taken.bare_ms), sorted(taken.sql_ms)
        return {
            "median_ms": round(_percentile(request_ms, 50), 1),
            "least_ms": round(request_ms[0], 1),
            "first_ms": round(taken.first_ms, 1),
            "p95_ms": round(_percentile(request_ms, 95), 1),
            "sql_in_request_median_ms": round(_percentile(sql_ms, 50), 1),
            "bare_sql_median_ms": round(_percentile(bare_ms, 50), 1),
            "ratio_to_bare_sql": round(_percentile(request_ms, 50) / max(0.001, _percentile(bare_ms, 50)), 2),
            "statements": len(taken.statements),
            "answer_kb": round(taken.answer_bytes / 1024, 1),
            "full_scans": scans,
        }


async def _side(
    stack: AsyncExitStack,
    cluster: Cluster,
    database: str,
    email: str,
    folder: Path,
    area_id: str | None,
    password: str,
) -> Side:
    connection = await stack.enter_async_context(cluster.connection_to(database))
    watched = await stack.enter_async_context(watched_app(cluster.url_of(database), email, folder, password))
    last_on = await connection.fetchval("select max(visited_on) from visit") or LAST_ON
    quarter = {"from_on": str(last_on - timedelta(days=90)), "to_on": str(last_on)}
    year = {"from_on": str(last_on - timedelta(days=364)), "to_on": str(last_on)}
    store_id = await connection.fetchval(
        "select store_id from visit where visited_on > $1 group by 1 order by count(*) desc, 1 limit 1",
        last_on - timedelta(days=364),
    )
    asked = {
        "stores of a quarter": (watched, "/api/comparisons/stores", quarter),
        "heat map of a year": (watched, "/api/comparisons/heatmap", year),
        "one store of a year": (watched, f"/api/comparisons/stores/{store_id}", year),
    }
    if area_id is not None:
        asked["heat map of an area, a year"] = (watched, "/api/comparisons/heatmap", year | {"area_id": area_id})
        await _be_somebody(connection)
        theirs = await stack.enter_async_context(watched_app(cluster.url_of(database), STAFF_EMAIL, folder))
        asked["one person's record of a year"] = (theirs, "/api/own/figures", {})
    return Side(connection, await connection.fetchval("select count(*) from visit"), asked)


async def _be_somebody(connection: Connection) -> None:
    """Makes the account of the staff member that of whoever has nearest to a visit in nine days, so forty in a year."""
    await connection.execute(
        """
        update account set staff_member_id = (
            select scope_ref::uuid from visit_fact where scope_kind = 'staff_member' and visited_on > $1
             group by 1 order by abs(count(*) - 40), 1 limit 1
        ) where email = $2
        """,
        LAST_ON - timedelta(days=364), STAFF_EMAIL,
    )  # fmt: skip


async def _bare(connection: Connection, statements: list[Statement]) -> float:
    """The same statements with the same parameters, one after the other; only those that deliver sums or visits."""
    async with connection.transaction():
        await read_one_state(connection)
        began = time.perf_counter()
        for statement in statements:
            if "_sum" in statement.text or "visit_fact" in statement.text or "evaluation" in statement.text:
                await connection.fetch(statement.text, *statement.parameters)
        return (time.perf_counter() - began) * 1_000
