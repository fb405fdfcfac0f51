"""Q1 to Q3: visits accepted per second over HTTP, what they cost in CPU, and how much memory the servers take.

The real server and the raw floor take turns within every round, each on its own copy of one database.
"""

import asyncio
import json
import pickle
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.body import filled_in, templates
from tests.bench.chain import EVALUATOR_EMAIL, BenchChain
from tests.bench.cluster import Cluster
from tests.bench.filling import fill, sum_up
from tests.bench.machine import Cost, cpu_seconds_of, pss_mb_of
from tests.bench.serving import ROOT, Served, floor_server, real_server, sign_in
from tests.bench.watching import watched_app

STORED_BEFORE = 10_000
CONNECTIONS = (1, 8, 32)
DRAIN_SECONDS = 120
ENDLESS = 10**9
REAL, FLOOR = "floorwalk", "raw floor"


async def accepting(cluster: Cluster, chain: BenchChain, template: str, folder: Path, *, quick: bool) -> dict[str, Any]:
    """`template` is a migrated database with the chain in it and nothing else."""
    rounds, seconds = (1, 2.0) if quick else (3, 4.0)
    await cluster.create("bench_real", copy_of=template)
    async with cluster.connection_to("bench_real") as connection:
        await fill(connection, chain, STORED_BEFORE)
        await sum_up(connection, chain)
    await cluster.create("bench_floor", copy_of="bench_real")
    texts = templates(chain, datetime.now(UTC).date().isoformat())
    statement = await _floor_statement(cluster, chain, texts[0], template, folder)
    figures: dict[str, Any] = {"visit_bytes": len(filled_in(texts[0])), "stored_before": STORED_BEFORE, "runs": []}
    with real_server(cluster.url_of("bench_real"), folder) as real:
        headers = {REAL: sign_in(real.port, EVALUATOR_EMAIL), FLOOR: ["content-type: application/json"]}
        path = {REAL: "/api/sync/visits", FLOOR: "/floor"}
        memory_before = pss_mb_of(real.pid, cluster.pid)

        async def run(name: str, connections: int, for_seconds: float, most: int = ENDLESS) -> dict[str, Any]:
            before = cpu_seconds_of(served[name].pid, cluster.pid)
            said = _load(served[name], path[name], headers[name], texts, connections, for_seconds, most)
            if name == REAL:
                await _drained(cluster)
            used = cpu_seconds_of(served[name].pid, cluster.pid) - before
            return said | {"server": name, "connections": connections, "cpu": used}

        runs = []
        with floor_server(cluster.url_of("bench_floor"), folder, statement) as floor:
            served = {REAL: real, FLOOR: floor}
            for name in served:
                await run(name, 8, 1.0)  # both warm: plans cached, rubric compiled, pool filled
            for connections in CONNECTIONS:
                for turn in range(rounds):
                    order = (REAL, FLOOR) if turn % 2 else (FLOOR, REAL)
                    runs += [await run(name, connections, seconds) for name in order]
        taken = sum(len(one["latencies_ms"]) for one in runs if one["server"] == REAL)
        if taken < STORED_BEFORE:
            await run(REAL, 8, DRAIN_SECONDS, STORED_BEFORE - taken)
        # The floor has stopped, and its database connections with it: what is left is ours.
        figures["memory_mb"] = {"idle": _parts(memory_before), "after_10000": _parts(pss_mb_of(real.pid, cluster.pid))}
    figures["runs"] = [_summary(runs, name, connections) for connections in CONNECTIONS for name in (REAL, FLOOR)]
    figures["ratio_to_floor"] = {
        connections: round(_rate(runs, REAL, connections) / _rate(runs, FLOOR, connections), 2)
        for connections in CONNECTIONS
    }
    for name in ("bench_real", "bench_floor"):
        await cluster.drop(name)
    return figures


def _load(
    served: Served, path: str, headers: list[str], texts: list[str], connections: int, seconds: float, most: int
) -> dict[str, Any]:
    wish = {
        "host": "127.0.0.1",
        "port": served.port,
        "path": path,
        "headers": headers,
        "connections": connections,
        "seconds": seconds,
        "most_requests": most,
        "templates": texts,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(wish), capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}/backend:{ROOT}"},
    )  # fmt: skip
    said: dict[str, Any] = json.loads(done.stdout)
    return said


async def _drained(cluster: Cluster) -> None:
    """Waits until the real server's worker has folded everything."""
    async with cluster.connection_to("bench_real") as connection:
        for _ in range(DRAIN_SECONDS * 10):
            if not await connection.fetchval("select exists (select from sum_delta)"):
                return
            await asyncio.sleep(0.1)
    raise RuntimeError(f"the sums were not folded within {DRAIN_SECONDS} s")


async def _floor_statement(cluster: Cluster, chain: BenchChain, text: str, template: str, folder: Path) -> Path:
    """The statement and the parameters with which the real server stores such a visit, for the raw floor to repeat."""
    await cluster.create("bench_capture", copy_of=template)
    body = filled_in(text)
    async with watched_app(cluster.url_of("bench_capture"), EVALUATOR_EMAIL, folder) as watched:
        answer = await watched.client.post(
            "/api/sync/visits", content=body, headers={"content-type": "application/json"}
        )
        if b'"accepted"' not in answer.content:
            raise RuntimeError(f"the measured visit is refused: {answer.status_code} {answer.text[:1000]}")
        (stored,) = [one for one in watched.queries if "insert into visit (" in one.text]
        account_id = next(one for one in stored.parameters[5:6])
    await cluster.drop("bench_capture")
    fixed = frozenset(
        {
            chain.organisation_id, chain.evaluator_id, chain.programme_id, chain.rubric_version_id, account_id,
            *chain.store_ids,
        }
    )  # fmt: skip
    file = folder / "floor-statement.pickle"
    file.write_bytes(pickle.dumps((stored.text, list(stored.parameters), fixed)))
    file.chmod(0o600)
    return file


def _rate(runs: list[dict[str, Any]], name: str, connections: int) -> float:
    """Visits per second: the median over the rounds."""
    rates: list[float] = [len(one["latencies_ms"]) / one["seconds"] for one in _of(runs, name, connections)]
    return median(rates)


def _of(runs: list[dict[str, Any]], name: str, connections: int) -> list[dict[str, Any]]:
    return [one for one in runs if one["server"] == name and one["connections"] == connections]


def _summary(runs: list[dict[str, Any]], name: str, connections: int) -> dict[str, Any]:
    own = _of(runs, name, connections)
    latencies = sorted(latency for one in own for latency in one["latencies_ms"])
    others: dict[str, int] = {}
    for one in own:
        for what, count in one["others"].items():
            others[what] = others.get(what, 0) + count
    cpu: Cost = sum((one["cpu"] for one in own), Cost(0, 0))
    return {
        "server": name,
        "connections": connections,
        "visits": len(latencies),
        "per_second": round(_rate(runs, name, connections)),
        "per_second_by_round": [round(len(one["latencies_ms"]) / one["seconds"]) for one in own],
        "p50_ms": round(_percentile(latencies, 50), 2),
        "p95_ms": round(_percentile(latencies, 95), 2),
        "p99_ms": round(_percentile(latencies, 99), 2),
        "cpu_s_per_1000": {
            "server": round(cpu.server * 1_000 / max(1, len(latencies)), 2),
            "database": round(cpu.database * 1_000 / max(1, len(latencies)), 2),
            "total": round(cpu.total * 1_000 / max(1, len(latencies)), 2),
        },
        "not_accepted": others,
    }


def _percentile(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else float("nan")


def _parts(cost: Cost) -> dict[str, float]:
    return {"server": round(cost.server, 1), "database": round(cost.database, 1), "total": round(cost.total, 1)}
