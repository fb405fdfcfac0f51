"""One pool of connections, and the unit of work that a request runs in. No statement of any slice stands here.

The pool is asyncpg's own (docs/decisions/0001). It is made at the first use, in the event loop that uses it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

import asyncpg
import msgspec

BROKEN = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
LOST = (  # of those: the connection is gone, and another one may well work
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
STATEMENT_TIMEOUT_MS = 30_000  # a request that waits longer helps nobody
POOL_TIMEOUT_S = 10.0  # for a free connection, or for making one
Connection: TypeAlias = asyncpg.Connection  # asyncpg ships no types: a name for people, Any for mypy


Answer = TypeVar("Answer")


async def prepare_connection(connection: Any) -> None:
    """Makes JSONB travel as Python values, by msgspec. Needed on every asyncpg connection that our statements use."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=_json_text, decoder=msgspec.json.decode, format="text"
        )


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


async def _nothing_to_undo(_: Any) -> None:
    """Our statements change settings for their own transaction only; asyncpg would ask the database to undo all."""


class Database:
    """A pool on one PostgreSQL. `url` is postgresql://… as asyncpg takes it."""

    def __init__(self, url: str, pool_size: int) -> None:
        self._url = url
        self._pool_size = pool_size
        self._pool: Any = None

    async def borrow(self) -> Any:
        """A connection out of the pool. Raises TimeoutError when all of them stay busy."""
        if self._pool is None:
            self._pool = asyncpg.create_pool(
                self._url,
                min_size=0,
                max_size=self._pool_size,
                timeout=POOL_TIMEOUT_S,
                server_settings={"application_name": "floorwalk", "statement_timeout": str(STATEMENT_TIMEOUT_MS)},
                init=prepare_connection,
                reset=_nothing_to_undo,
            )
        await self._pool  # opens nothing: the smallest pool is empty
        # Around, and not as an argument: asyncpg would start a task for it on Python 3.11.
        async with asyncio.timeout(POOL_TIMEOUT_S):
            return await self._pool.acquire()

    async def give_back(self, connection: Any, *, broken: bool = False) -> None:
        """A broken one is closed for good; the pool makes another in its place."""
        if broken:
            with contextlib.suppress(asyncpg.InterfaceError):  # it noticed by itself, and has left the pool
                connection.terminate()
        await self._pool.release(connection)

    def unit_of_work(self) -> "UnitOfWork":
        """A new unit of work; it takes a connection only when one is first asked for."""
        return UnitOfWork(self)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator["UnitOfWork"]:
        """A unit of work that commits at the end of the block and rolls back on any exception."""
        work = self.unit_of_work()
        try:
            yield work
        except BaseException:
            await work.roll_back()
            raise
        await work.commit()

    async def read(self, ask: Callable[[Connection], Awaitable[Answer]]) -> Answer:
        """What one reading statement answers, without a transaction: its begin and end would double the price.

        After a restart of the database the pool holds dead connections; to ask another one is safe, for it only reads.
        Raises BROKEN when the statement fails for another reason, or a connection made anew is lost as well.
        """
        dead_at_most = self._pool_size
        while True:
            connection = await self.borrow()
            broken = False
            try:
                return await ask(connection)
            except BROKEN as failure:
                broken = True
                if dead_at_most == 0 or not isinstance(failure, LOST):
                    raise
            finally:
                await self.give_back(connection, broken=broken)
            dead_at_most -= 1

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()


class UnitOfWork:
    """One transaction, begun at the first use, so that a request refused early costs no connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Any = None
        self._transaction: Any = None

    async def connection(self) -> Connection:
        """The asyncpg connection, inside the transaction."""
        while self._connection is None:
            connection = await self._database.borrow()
            transaction = connection.transaction()
            try:
                await transaction.start()
            except BROKEN:
                # After a restart of the database the pool holds dead connections. To begin again is always safe;
                # once the pool is empty it connects anew, and that failure is raised to the caller.
                await self._database.give_back(connection, broken=True)
            except BaseException:
                await self._database.give_back(connection, broken=True)
                raise
            else:
                self._connection, self._transaction = connection, transaction
        return self._connection

    async def commit(self) -> None:
        if self._connection is None:
            return
        try:
            await self._transaction.commit()
        except BaseException:
            await self.roll_back()
            raise
        await self._give_back(broken=False)

    async def roll_back(self) -> None:
        if self._connection is None:
            return
        broken = True
        try:
            if not self._connection.is_closed():
                await self._transaction.rollback()
                broken = False
        except BROKEN:
            pass  # the connection is lost, and with it the transaction; the pool makes another in its place
        finally:
            await self._give_back(broken=broken)

    async def _give_back(self, *, broken: bool) -> None:
        connection, self._connection, self._transaction = self._connection, None, None
        await self._database.give_back(connection, broken=broken)
