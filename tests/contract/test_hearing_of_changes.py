"""Two server processes on one database: each tells its own screens of what either of them has folded."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from floorwalk.settings import Settings
from tests.cast_visits import batch_of, floor_visit
from tests.contract.served import served
from tests.contract.test_generated_requests import session_of
from tests.contract.world import World

CHANGES = "/api/comparisons/changes"
PATIENCE_S = 20  # it takes two on a quiet machine


async def position_of(lines: AsyncIterator[str], kind: str) -> int:
    """Of the next event, which must be of that kind."""
    fields: dict[str, str] = {}
    async with asyncio.timeout(PATIENCE_S):
        while "data" not in fields:
            name, _, value = (await anext(lines)).partition(": ")
            fields[name] = value
    assert fields["event"] == kind
    return int(fields["id"])


@pytest.mark.slow
async def test_a_visit_sent_to_one_process_is_heard_on_the_streams_of_both(
    world: World, module_settings: Settings
) -> None:
    assert module_settings.database_url is not None
    url, folder = module_settings.database_url, Path(module_settings.data_dir)
    mira = await session_of(world, "mira@linden.example")
    jonas = await session_of(world, "jonas@linden.example") | {"Accept": "text/event-stream"}
    with served(url, folder) as one, served(url, folder) as other:
        async with asyncio.timeout(PATIENCE_S):  # what the world has filled in is folded first
            while await world.connection.fetchval("select exists (select from sum_delta)"):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
            latest = (await http.get(f"{one}{CHANGES}", headers=jonas | {"Accept": "*/*"}, params={"since": 0})).json()
            query = f"{CHANGES}?since={latest['position']}"
            async with (
                http.stream("GET", one + query, headers=jonas) as of_one,
                http.stream("GET", other + query, headers=jonas) as of_other,
            ):
                lines = of_one.aiter_lines(), of_other.aiter_lines()
                assert [await position_of(each, "watching") for each in lines] == [latest["position"]] * 2
                batch = batch_of([floor_visit(world.chain)])
                answer = await http.post(f"{one}/api/sync/visits", json=batch, headers=mira)
                assert answer.json()["results"][0]["status"] == "accepted"
                heard = [await position_of(each, "changed") for each in lines]
    assert heard[0] == heard[1] > latest["position"]
