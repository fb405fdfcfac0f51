"""The latency of the comparisons, next to the statements alone that deliver the sums.

In one process, without a socket: what is measured is our code and the database. A request and its bare statements
take turns.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from floorwalk.infrastructure.database import Connection
from tests.bench.accepting import _percentile
from tests.bench.cluster import Cluster
from tests.bench.filling import LAST_ON
from tests.bench.watching import Statement, Watched, full_scans, watched_app
from tests.cast import PASSWORD

WARM_UP = 3


async def comparing(
    cluster: Cluster,
    database: str,
    email: str,
    folder: Path,
    *,
    quick: bool,
    area_id: str | None = None,
    password: str = PASSWORD,
) -> dict[str, Any]:
    """Stores of a quarter, heat map of a year, one store of a year: as an area manager of the whole chain asks."""
    turns = 8 if quick else 30
    async with (
        cluster.connection_to(database) as connection,
        watched_app(cluster.url_of(database), email, folder, password) as watched,
    ):
        last_on = await connection.fetchval("select max(visited_on) from visit") or LAST_ON
        visits = await connection.fetchval("select count(*) from visit")
        quarter = {"from_on": str(last_on - timedelta(days=90)), "to_on": str(last_on)}
        year = {"from_on": str(last_on - timedelta(days=364)), "to_on": str(last_on)}
        store_id = await connection.fetchval(
            "select store_id from visit where visited_on > $1 group by 1 order by count(*) desc, 1 limit 1",
            last_on - timedelta(days=364),
        )
        asked: dict[str, tuple[str, dict[str, str]]] = {
            "stores of a quarter": ("/api/comparisons/stores", quarter),
            "heat map of a year": ("/api/comparisons/heatmap", year),
            "one store of a year": (f"/api/comparisons/stores/{store_id}", year),
        }
        if area_id is not None:
            asked["heat map of an area, a year"] = ("/api/comparisons/heatmap", year | {"area_id": area_id})
        found = [
            {"question": name} | await _measured(watched, connection, address, query, turns)
            for name, (address, query) in asked.items()
        ]
    return {"visits_stored": visits, "questions": found}


async def _measured(
    watched: Watched, connection: Connection, address: str, query: dict[str, str], turns: int
) -> dict[str, Any]:
    request_ms, bare_ms, sql_ms = [], [], []
    for turn in range(turns + WARM_UP):
        watched.forget()
        began = time.perf_counter()
        answer = await watched.client.get(address, params=query)
        took = (time.perf_counter() - began) * 1_000
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:500]}")
        statements = list(watched.queries)
        bare = await _bare(connection, statements)
        if turn >= WARM_UP:
            request_ms.append(took)
            sql_ms.append(watched.sql_ms)
            bare_ms.append(bare)
    async with connection.transaction():
        scans = await full_scans(connection, statements)
    request_ms.sort()
    bare_ms.sort()
    sql_ms.sort()
    return {
        "median_ms": round(_percentile(request_ms, 50), 1),
        "p95_ms": round(_percentile(request_ms, 95), 1),
        "sql_in_request_median_ms": round(_percentile(sql_ms, 50), 1),
        "bare_sql_median_ms": round(_percentile(bare_ms, 50), 1),
        "ratio_to_bare_sql": round(_percentile(request_ms, 50) / max(0.001, _percentile(bare_ms, 50)), 2),
        "statements": len(statements),
        "answer_kb": round(len(answer.content) / 1024, 1),
        "full_scans": scans,
    }


async def _bare(connection: Connection, statements: list[Statement]) -> float:
    """The same statements with the same parameters, one after the other; only those that deliver sums or visits."""
    began = time.perf_counter()
    for statement in statements:
        if "scope_sum" in statement.text or "visit_fact" in statement.text or "evaluation" in statement.text:
            await connection.fetch(statement.text, *statement.parameters)
    return (time.perf_counter() - began) * 1_000
