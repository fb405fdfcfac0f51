"""One batch, however often and in whatever order it arrives: one visit, one receipt, and everybody is told the same."""

import asyncio
import json
import random

import httpx

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_visits import (
    Json,
    accepted,
    batch_of,
    floor_visit,
    interaction,
    ratings_of,
    rubric_document,
    sent,
    some_time,
    stage,
)

__all__ = ["chain", "stage"]

REPLAYS = 8
JSON = {"Content-Type": "application/json"}


def one_more_interaction(chain: Chain, visit: Json) -> Json:
    """The next revision of the visit, as a phone freezes it."""
    another = interaction(chain.floor_version, ratings_of(rubric_document("floor-service")), some_time())
    return visit | {"revision": visit["revision"] + 1, "interactions": [*visit["interactions"], another]}


async def replayed(evaluator: httpx.AsyncClient, *visits: Json) -> list[list[Json]]:
    """The results of eight copies of one batch, byte for byte the same and sent at the same moment."""
    body = json.dumps(batch_of(visits)).encode()
    answers = await asyncio.gather(
        *(evaluator.post("/api/sync/visits", content=body, headers=JSON) for _ in range(REPLAYS))
    )
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json()["results"] for answer in answers]


async def stored(connection: Connection) -> dict[str, int]:
    tables = ("visit", "evaluation", "superseded_revision", "audit_log where act like 'visit.%'")
    return {table.split()[0]: await connection.fetchval(f"select count(*) from {table}") for table in tables}


class TestEightReplaysOfOneBatchAtOnce:
    async def test_a_new_visit_is_one_row_and_all_eight_are_told_the_same(
        self, stage: Chain, connection: Connection
    ) -> None:
        first, *others = await replayed(stage.mira, floor_visit(stage), floor_visit(stage))
        assert [result["status"] for result in first] == ["accepted", "accepted"]
        assert others == [first] * (REPLAYS - 1)
        assert await stored(connection) == {"visit": 2, "evaluation": 2, "superseded_revision": 0, "audit_log": 2}

    async def test_so_is_a_later_revision_of_a_visit_that_is_stored(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        first, *others = await replayed(stage.mira, one_more_interaction(stage, visit))
        assert [result["status"] for result in first] == ["accepted"]
        assert others == [first] * (REPLAYS - 1)
        assert await stored(connection) == {"visit": 1, "evaluation": 2, "superseded_revision": 1, "audit_log": 2}


class TestABatchThatHoldsThingsTwiceAndInAnyOrder:
    async def test_a_revision_that_stands_in_it_twice_is_accepted_twice_with_one_receipt(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        later = one_more_interaction(stage, visit)
        one, two = await sent(stage.mira, later, later)
        assert (one["status"], two["status"]) == ("accepted", "accepted")
        assert one["receipt"] == two["receipt"]
        assert await stored(connection) == {"visit": 1, "evaluation": 2, "superseded_revision": 1, "audit_log": 2}

    async def test_the_older_revision_again_behind_a_newer_one_is_said_to_be_superseded(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        [first] = await accepted(stage.mira, visit)
        again, later, once_more = await sent(stage.mira, visit, one_more_interaction(stage, visit), visit)
        assert [one["status"] for one in (again, later, once_more)] == ["accepted", "accepted", "superseded"]
        assert again["receipt"] == once_more["receipt"] == first
        assert await connection.fetchval("select revision from visit") == 2

    async def test_twenty_visits_shuffled_and_doubled_are_twenty_visits(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = [floor_visit(stage) for _ in range(20)]
        receipts = {receipt["visit_id"]: receipt for receipt in await accepted(stage.mira, *visits)}
        again = [*visits, *visits]
        random.Random(12).shuffle(again)
        for result in await sent(stage.mira, *again):
            assert result["receipt"] == receipts[result["visit_id"]]
        assert (await stored(connection))["visit"] == 20

    async def test_the_older_revision_behind_the_newer_one_costs_the_newer_one_nothing(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        later = one_more_interaction(stage, visit)
        newer, older = await sent(stage.mira, later, visit)
        assert newer["status"] == "accepted"
        assert (older["status"], older["problem"]["code"]) == ("refused", "sync.revision_conflict")
        assert await connection.fetchval("select revision from visit") == 2
