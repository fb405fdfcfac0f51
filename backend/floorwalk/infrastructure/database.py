"""One pool of connections, and the unit of work that a request runs in. No statement of any slice stands here.

SQLAlchemy's pool is the only pool. Its connections are set to AUTOCOMMIT so that the transaction is ours, opened on
the asyncpg connection underneath: statements written by hand and SQLModel rows then share one transaction.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg
import msgspec
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

BROKEN = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
STATEMENT_TIMEOUT_MS = 30_000  # a request that waits longer helps nobody
Connection: TypeAlias = asyncpg.Connection  # asyncpg ships no types: a name for people, Any for mypy


async def prepare_connection(connection: Any) -> None:
    """Makes JSONB travel as Python values, by msgspec. Needed on every asyncpg connection that our statements use."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=_json_text, decoder=msgspec.json.decode, format="text"
        )


def _unchanged(value: Any) -> Any:
    return value


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class Database:
    """A pool on one PostgreSQL. `url` is postgresql://… as asyncpg takes it."""

    def __init__(self, url: str, pool_size: int) -> None:
        async def connect() -> Any:
            return await asyncpg.connect(
                url,
                timeout=10,
                server_settings={"application_name": "floorwalk", "statement_timeout": str(STATEMENT_TIMEOUT_MS)},
            )

        self._engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://",
            connect_args={"async_creator_fn": connect},
            isolation_level="AUTOCOMMIT",
            json_serializer=_unchanged,
            json_deserializer=_unchanged,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            pool_pre_ping=False,
            pool_use_lifo=True,
        )
        # SQLAlchemy's own listener makes JSONB travel as text; ours comes after it and replaces that.
        event.listen(self._engine.sync_engine, "connect", lambda adapted, _: adapted.run_async(prepare_connection))

    def unit_of_work(self) -> "UnitOfWork":
        """A new unit of work; it takes a connection only when one is first asked for."""
        return UnitOfWork(self._engine)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["UnitOfWork"]:
        """A unit of work that commits at the end of the block and rolls back on any exception."""
        work = self.unit_of_work()
        try:
            yield work
        except BaseException:
            await work.roll_back()
            raise
        await work.commit()

    @asynccontextmanager
    async def outside_transactions(self) -> AsyncIterator[Connection]:
        """A connection for one reading statement: begin and end of a transaction would double its price."""
        borrowed = await self._engine.connect()
        try:
            connection: Any = (await borrowed.get_raw_connection()).driver_connection
            while connection.is_closed():  # the database was restarted while it lay in the pool
                await borrowed.invalidate()
                await borrowed.close()
                borrowed = await self._engine.connect()
                connection = (await borrowed.get_raw_connection()).driver_connection
            yield connection
        except BROKEN:
            await borrowed.invalidate()
            raise
        finally:
            await borrowed.close()

    async def close(self) -> None:
        await self._engine.dispose()


class UnitOfWork:
    """One transaction, begun at the first use, so that a request refused early costs no connection."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._borrowed: AsyncConnection | None = None
        self._connection: Any = None
        self._transaction: Any = None
        self._session: AsyncSession | None = None

    async def connection(self) -> Connection:
        """The asyncpg connection, inside the transaction."""
        while self._connection is None:
            self._borrowed = await self._engine.connect()
            try:
                connection: Any = (await self._borrowed.get_raw_connection()).driver_connection
                transaction = connection.transaction()
                await transaction.start()
            except BROKEN:
                # After a restart of the database the pool holds dead connections. To begin again is always safe;
                # once the pool is empty it connects anew, and that failure is raised to the caller.
                await self._give_back(broken=True)
            except BaseException:
                await self._give_back(broken=True)
                raise
            else:
                self._connection, self._transaction = connection, transaction
        return self._connection

    async def session(self) -> AsyncSession:
        """An SQLModel session in the same transaction; `commit` flushes it."""
        if self._session is None:
            await self.connection()
            self._session = AsyncSession(bind=self._borrowed, expire_on_commit=False, autoflush=False)
        return self._session

    async def commit(self) -> None:
        if self._connection is None:
            return
        try:
            if self._session is not None:
                await self._session.flush()
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
            pass  # the connection is lost, and with it the transaction; the pool gets it back as invalid
        finally:
            await self._give_back(broken=broken)

    async def _give_back(self, *, broken: bool) -> None:
        borrowed, session = self._borrowed, self._session
        self._borrowed = self._session = None
        self._connection = self._transaction = None
        if session is not None:
            session.expunge_all()
        if borrowed is not None:
            if broken:
                await borrowed.invalidate()
            await borrowed.close()
