"""Q11 over real HTTP and real processes: a visit that is sent twenty times at once to two servers is one visit."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, load_cast, sign_in, signed_in
from tests.cast_visits import batch_of, floor_visit, mystery_visit, publish_samples, stage
from tests.contract.served import served

__all__ = ["stage"]

VISITS = 200
COPIES = 20
JSON = {"Content-Type": "application/json"}

pytestmark = pytest.mark.slow


@asynccontextmanager
async def two_processes(
    database_url: str, data_dir: Path, email: str = "mira@linden.example"
) -> AsyncIterator[list[httpx.AsyncClient]]:
    """One signed-in client for each copy, in turns of two servers that have nothing in common but the database."""
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(2):
            address = stack.enter_context(served(database_url, data_dir))
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=60))
            clients.append(await sign_in(client, email))
        yield clients * (COPIES // 2)


async def answers_to(clients: Sequence[httpx.AsyncClient], body: bytes) -> set[str]:
    """The results of all copies, sent at once; every copy must be answered with success."""
    answers = await asyncio.gather(*(client.post("/api/sync/visits", content=body, headers=JSON) for client in clients))
    assert {answer.status_code for answer in answers} == {200}
    return {json.dumps(answer.json()["results"]) for answer in answers}


async def kept(connection: Connection) -> dict[str, int]:
    """How much is stored. The sums are looked at when the servers' workers have folded everything."""
    async with asyncio.timeout(30):
        while await connection.fetchval("select exists (select from sum_delta)"):  # noqa: ASYNC110 other processes fold
            await asyncio.sleep(0.05)
    return {
        "visits": await connection.fetchval("select count(*) from visit"),
        "evaluations": await connection.fetchval("select count(*) from evaluation"),
        "facts of stores": await connection.fetchval("select count(*) from visit_fact where scope_kind = 'store'"),
        "in the sums": await connection.fetchval("select sum(m) from scope_sum where scope_kind = 'store'"),
        "audited": await connection.fetchval("select count(*) from audit_log where act = 'visit.accepted'"),
        "revisions": await connection.fetchval("select count(*) from superseded_revision"),
    }


async def test_two_hundred_visits_twenty_times_at_once_again_later_and_after_a_restart(
    stage: Chain, connection: Connection, database_url: str, data_dir: Path
) -> None:
    visits = [
        (floor_visit if number % 2 else mystery_visit)(stage, chance=random.Random(number)) for number in range(VISITS)
    ]
    bodies = [json.dumps(batch_of([visit])).encode() for visit in visits]
    once_each = dict.fromkeys(("visits", "evaluations", "facts of stores", "in the sums", "audited"), VISITS)
    async with two_processes(database_url, data_dir) as clients:
        first = [await answers_to(clients, body) for body in bodies]
        assert all(len(said) == 1 for said in first)
        assert all(json.loads(next(iter(said)))[0]["status"] == "accepted" for said in first)
        assert await kept(connection) == once_each | {"revisions": 0}
        assert [await answers_to(clients[:2], body) for body in bodies] == first
    async with two_processes(database_url, data_dir) as clients:
        assert [await answers_to(clients[:2], body) for body in bodies] == first
        other_payload = visits[0] | {"comment": "Something else, under the same id and revision."}
        [refused] = await answers_to(clients, json.dumps(batch_of([other_payload])).encode())
        assert json.loads(refused)[0]["problem"]["code"] == "sync.revision_conflict"
        assert await kept(connection) == once_each | {"revisions": 0}


async def test_an_id_of_another_organisation_is_as_if_absent_for_both_processes(
    stage: Chain, connection: Connection, database_url: str, data_dir: Path
) -> None:
    visit = floor_visit(stage)
    async with two_processes(database_url, data_dir) as clients:
        await answers_to(clients, json.dumps(batch_of([visit])).encode())
    elsewhere = await load_cast(connection, stage.app, "elsewhere.example")
    async with signed_in(elsewhere) as other:
        await publish_samples(other)
        same_id = floor_visit(other) | {"visit_id": visit["visit_id"]}
        async with two_processes(database_url, data_dir, "mira@elsewhere.example") as clients:
            [said] = await answers_to(clients, json.dumps(batch_of([same_id])).encode())
    assert json.loads(said)[0]["status"] == "accepted"
    assert await connection.fetchval("select count(*) from visit where visit_id = $1", visit["visit_id"]) == 2
