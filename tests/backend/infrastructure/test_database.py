"""The unit of work: one transaction, and connections that are never handed out dead, dirty or twice."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from floorwalk.infrastructure.database import BROKEN, Connection, Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.kernel.clock import now

INSERT = "insert into sign_in_attempt values ('\\x00', 1, $1, null)"


@pytest.fixture
async def narrow(database_url: str) -> AsyncIterator[Database]:
    """With a single connection, so that whoever comes next gets the one that was used before."""
    opened = Database(database_url, pool_size=1)
    yield opened
    await opened.close()


async def attempts(connection: Connection) -> int:
    count: int = await connection.fetchval("select count(*) from sign_in_attempt")
    return count


class TestAUnitOfWork:
    async def test_what_it_wrote_is_there_after_the_commit_and_not_before(
        self, database: Database, connection: Connection
    ) -> None:
        async with database.transaction() as work:
            await (await work.connection()).execute(INSERT, now())
            assert await attempts(await work.connection()) == 1
            assert await attempts(connection) == 0
        assert await attempts(connection) == 1

    async def test_an_exception_undoes_it(self, database: Database, connection: Connection) -> None:
        with pytest.raises(RuntimeError):
            async with database.transaction() as work:
                await (await work.connection()).execute(INSERT, now())
                raise RuntimeError
        assert await attempts(connection) == 0

    async def test_documents_travel_as_values(self, database: Database) -> None:
        async with database.transaction() as work:
            said = {"said": ["ä", 1, None]}
            assert await (await work.connection()).fetchval("select $1::jsonb", said) == said

    async def test_it_takes_no_connection_before_it_is_asked_for_one(self, narrow: Database) -> None:
        async with narrow.transaction(), narrow.transaction() as second:
            assert await (await second.connection()).fetchval("select 1") == 1


class TestAConnectionThatComesBack:
    async def test_a_killed_one_is_not_handed_out_again(self, narrow: Database, connection: Connection) -> None:
        for _ in range(3):
            async with narrow.transaction() as work:
                pid = await (await work.connection()).fetchval("select pg_backend_pid()")
            await connection.fetchval("select pg_terminate_backend($1)", pid)
            async with narrow.transaction() as work:
                assert await (await work.connection()).fetchval("select 1") == 1

    async def test_one_killed_in_the_middle_of_a_transaction_is_said_and_replaced(
        self, narrow: Database, connection: Connection
    ) -> None:
        with pytest.raises(BROKEN) as told:
            async with narrow.transaction() as work:
                own = await work.connection()
                await own.execute(INSERT, now())
                await connection.fetchval(
                    "select pg_terminate_backend($1)", await own.fetchval("select pg_backend_pid()")
                )
                await own.fetchval("select 1")
        assert is_unavailable(told.value)
        async with narrow.transaction() as work:
            assert await attempts(await work.connection()) == 0

    async def test_a_setting_of_one_transaction_does_not_reach_the_next(self, narrow: Database) -> None:
        async with narrow.transaction() as work:
            await (await work.connection()).execute("set local statement_timeout = 123")
        assert await narrow.read(lambda reading: reading.fetchval("show statement_timeout")) == "30s"

    async def test_a_task_that_is_cancelled_gives_it_back_clean(self, narrow: Database) -> None:
        async def slow() -> None:
            async with narrow.transaction() as work:
                own = await work.connection()
                await own.execute(INSERT, now())
                await own.execute("select pg_sleep(30)")

        task = asyncio.create_task(slow())
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with narrow.transaction() as work:
            assert await attempts(await work.connection()) == 0

    async def test_an_exception_of_ours_while_reading_gives_it_back(self, narrow: Database) -> None:
        async def fail(_: Connection) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            await narrow.read(fail)
        assert await narrow.read(lambda reading: reading.fetchval("select 1")) == 1

    async def test_one_that_is_lost_while_reading_is_replaced_and_the_question_asked_again(
        self, narrow: Database, connection: Connection
    ) -> None:
        asked: list[int] = []

        async def ask(reading: Connection) -> int:
            asked.append(await reading.fetchval("select pg_backend_pid()"))
            if len(asked) == 1:
                await connection.fetchval("select pg_terminate_backend($1)", asked[0])
            return await reading.fetchval("select 1")  # type: ignore[no-any-return]

        assert await narrow.read(ask) == 1
        assert len(set(asked)) == 2

    async def test_a_question_that_is_wrong_is_asked_once(self, narrow: Database) -> None:
        asked: list[Connection] = []

        async def ask(reading: Connection) -> None:
            asked.append(reading)
            await reading.execute("select nonsense")

        with pytest.raises(asyncpg.UndefinedColumnError):
            await narrow.read(ask)
        assert len(asked) == 1

    async def test_whose_replacements_are_lost_too_is_said(self, narrow: Database, connection: Connection) -> None:
        async def ask(reading: Connection) -> None:
            pid = await reading.fetchval("select pg_backend_pid()")
            await connection.fetchval("select pg_terminate_backend($1)", pid)
            await reading.fetchval("select 1")

        with pytest.raises(BROKEN) as told:
            await narrow.read(ask)
        assert is_unavailable(told.value)


class TestABusyPool:
    async def test_who_waits_too_long_is_told_that_the_database_is_too_busy(
        self, narrow: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("floorwalk.infrastructure.database.POOL_TIMEOUT_S", 0.05)
        with pytest.raises(TimeoutError) as told:
            async with narrow.transaction() as work:
                await work.connection()
                await narrow.read(lambda reading: reading.fetchval("select 1"))
        assert is_unavailable(told.value)
