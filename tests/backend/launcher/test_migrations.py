"""Migrations: one head, equal to the tables in code, and brought in once however many start at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory

from floorwalk.infrastructure.postgres import EmbeddedPostgres
from floorwalk.migrations.runner import MIGRATION_LOCK, configuration, current_revision, head, upgrade, with_alembic

SILENT = {"fsync": "off", "max_wal_size": "256MB"}


@pytest.fixture
async def empty_database(tmp_path: Path) -> AsyncIterator[str]:
    with EmbeddedPostgres(tmp_path, print, SILENT) as postgres:
        yield postgres.url


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(configuration()).get_heads()) == 1


async def test_the_tables_in_code_are_those_that_the_migrations_make(empty_database: str) -> None:
    await upgrade(empty_database, print)
    await with_alembic(empty_database, command.check)  # raises when there is a difference


@pytest.mark.slow
async def test_of_eight_at_once_one_migrates(empty_database: str) -> None:
    done = await asyncio.gather(*(upgrade(empty_database, print) for _ in range(8)))
    assert sorted(done) == [False] * 7 + [True]
    assert await current_revision(empty_database) == head()


@pytest.mark.slow
async def test_who_waits_for_another_says_so_and_holds_nothing_up(empty_database: str) -> None:
    other = await asyncpg.connect(empty_database)
    await other.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
    said: asyncio.Queue[str] = asyncio.Queue()
    waiting = asyncio.create_task(upgrade(empty_database, said.put_nowait))
    assert "Another process brings the tables up to date" in await asyncio.wait_for(said.get(), 30)
    in_transaction = await other.fetchval("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")
    assert in_transaction == 0
    await other.close()
    assert await asyncio.wait_for(waiting, 60) is True
