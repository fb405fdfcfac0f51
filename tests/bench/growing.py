"""Q4: the SQL time of a visit as visits accumulate, how many statements it takes, and if any scans a table.

In one process, so that nothing but the database differs; databases of different sizes take turns.
"""

from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

from tests.bench.body import filled_in, templates
from tests.bench.chain import EVALUATOR_EMAIL, BenchChain
from tests.bench.cluster import Cluster
from tests.bench.watching import Watched, full_scans, watched_app

WARM_UP = 20  # visits: prepared statements, and pages of the indexes in memory
PER_TURN = 20


async def growing(
    cluster: Cluster, chain: BenchChain, sizes: dict[int, str], folder: Path, *, quick: bool
) -> dict[str, Any]:
    """`sizes` says which database holds how many visits."""
    turns = 5 if quick else 20
    texts = templates(chain, datetime.now(UTC).date().isoformat())
    took_ms: dict[int, list[float]] = {size: [] for size in sizes}
    async with AsyncExitStack() as stack:
        apps = {
            size: await stack.enter_async_context(watched_app(cluster.url_of(name), EVALUATOR_EMAIL, folder))
            for size, name in sizes.items()
        }
        for watched in apps.values():
            for number in range(WARM_UP):
                await _send(watched, texts[number % len(texts)])
        for turn in range(turns):
            for size, watched in apps.items():
                for number in range(PER_TURN):
                    took_ms[size].append(await _send(watched, texts[(turn * PER_TURN + number) % len(texts)]))
        largest = apps[max(sizes)]
        statements = list(largest.statements)
    async with cluster.connection_to(sizes[max(sizes)]) as connection, connection.transaction():
        scans = await full_scans(connection, statements)
    smallest = median(took_ms[min(sizes)])
    return {
        "by_visits_stored": [
            {
                "visits_stored": size,
                "sql_ms_median": round(median(times), 3),
                "sql_ms_mean": round(mean(times), 3),
                "ratio": round(median(times) / smallest, 2),
            }
            for size, times in took_ms.items()
        ],
        "statements": len([one for one in statements if not one.is_of_a_transaction]),
        "statements_with_begin_and_commit": len(statements),
        "sql_ms_by_statement": [
            {"statement": " ".join(one.text.split())[:80], "ms": round(one.took_ms, 3)} for one in statements
        ],
        "full_scans": scans,
    }


async def _send(watched: Watched, text: str) -> float:
    watched.forget()
    answer = await watched.client.post(
        "/api/sync/visits", content=filled_in(text), headers={"content-type": "application/json"}
    )
    if b'"accepted"' not in answer.content:
        raise RuntimeError(f"a visit was refused: {answer.status_code} {answer.text[:1000]}")
    return watched.sql_ms
