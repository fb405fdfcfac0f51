"""Folding is exact although its process is killed in the middle of it, while others write and give up."""

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from floorwalk.infrastructure.database import Connection, prepare_connection
from floorwalk.kernel.ids import new_id
from floorwalk.visits.folding import fold_once
from tests.cast import Chain, chain
from tests.cast_sums import Key, add_delta, emptied_rows, stored
from tests.cast_visits import accepted, floor_visit, stage

__all__ = ["chain", "stage"]

ROOT = Path(__file__).resolve().parents[3]
KILLS = 6
WRITERS = 4
IN_THE_MIDDLE = """
    select count(*) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query like '%delete from sum_delta%'
      and (state = 'active' or state = 'idle in transaction')
"""


@contextlib.asynccontextmanager
async def folding_process(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Killed with no chance to tidy up at the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.backend.visits.folding_process", url, cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'backend'}"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def write(url: str, seed: int, patterns: list[Any], kept: list[tuple[Any, date]], done: asyncio.Event) -> None:
    """Appends copies of the deltas on other days until it is told to stop; three in ten are given up."""
    chance = random.Random(seed)
    own = await asyncpg.connect(url)
    await prepare_connection(own)
    while not done.is_set():
        row = chance.choice(patterns)
        visited_on = row["visited_on"] + timedelta(days=chance.randint(0, 40))
        transaction = own.transaction()
        await transaction.start()
        await own.execute(
            """
            insert into sum_delta (organisation_id, delta_id, visit_id, store_id, visited_on, signs,
                                   scope_kinds, scope_refs, comparability_keys, figures)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            row["organisation_id"], new_id(), row["visit_id"], row["store_id"], visited_on, row["signs"],
            row["scope_kinds"], row["scope_refs"], row["comparability_keys"], row["figures"],
        )  # fmt: skip
        if chance.random() < 0.3:
            await transaction.rollback()
        else:
            await transaction.commit()
            kept.append((row, visited_on))
        await asyncio.sleep(0.01)
    await own.close()


@pytest.mark.slow
class TestAFolderThatIsKilledInTheMiddle:
    async def test_six_times_beside_another_and_four_writers_loses_and_doubles_nothing(
        self, stage: Chain, connection: Connection, database_url: str
    ) -> None:
        for number in range(8):
            chance = random.Random(number)
            await accepted(stage.mira, floor_visit(stage, chance=chance, days_ago=chance.randint(41, 80)))
        patterns = await connection.fetch("select * from sum_delta")
        kept: list[tuple[Any, date]] = [(row, row["visited_on"]) for row in patterns]
        done = asyncio.Event()
        writers = [asyncio.create_task(write(database_url, seed, patterns, kept, done)) for seed in range(WRITERS)]
        async with folding_process(database_url) as survivor:
            for _ in range(KILLS):
                async with folding_process(database_url) as process, asyncio.timeout(60):
                    while await connection.fetchval(IN_THE_MIDDLE) < 2:
                        assert process.returncode is None
                        await asyncio.sleep(0.001)
            done.set()
            await asyncio.gather(*writers)
            assert survivor.returncode is None
        async with connection.transaction():
            while await fold_once(connection):
                pass
        expected: dict[Key, list[int]] = {}
        for row, visited_on in kept:
            add_delta(expected, row, visited_on)
        found = await stored(connection)
        assert {key: list(sums) for key, sums in found.items()} == expected
        assert await emptied_rows(connection) == 0
        alike = await connection.fetchrow("select sum(m) as m, sum(n_sum) as n, sum(nn_sum) as nn from interaction_sum")
        counts = [row["figures"][row["scope_kinds"].index("store")][2] for row, _ in kept]
        assert tuple(alike) == (len(counts), sum(counts), sum(count * count for count in counts))
