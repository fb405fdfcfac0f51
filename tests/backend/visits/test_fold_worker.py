"""The worker that folds: it begins by itself, outlives a lost connection, and stops when it is told to."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from floorwalk.infrastructure.database import Connection, Database
from floorwalk.visits.folding import run_worker
from tests.cast import Chain, chain
from tests.cast_visits import accepted, floor_visit, stage

__all__ = ["chain", "stage"]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Looks until it is so; fails after twenty seconds."""
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110  (another process of the database is what changes)
            await asyncio.sleep(0.02)


@pytest.mark.slow
class TestTheFoldWorker:
    async def test_it_folds_goes_on_after_its_connection_was_cut_and_ends_when_cancelled(
        self, stage: Chain, connection: Connection, database: Database
    ) -> None:
        async def nothing_waits() -> bool:
            return bool(await connection.fetchval("select not exists (select from sum_delta)"))

        worker = asyncio.create_task(run_worker(database))
        await accepted(stage.mira, floor_visit(stage))
        await until(nothing_waits)
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and backend_type = 'client backend'"  # autovacuum is not ours to end
        )
        again = floor_visit(stage)
        for _ in range(5):  # the app's own pool was cut as well: its first answers may be 503
            with contextlib.suppress(AssertionError):
                await accepted(stage.mira, again)
                break
        await until(nothing_waits)
        assert await connection.fetchval("select sum(m) from scope_sum where scope_kind = 'store'") == 2
        assert not worker.done()
        worker.cancel()
        with pytest.raises(asyncio.CancelledError):
            await worker
