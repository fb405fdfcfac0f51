"""The database that all measurements share: the embedded one with its durable settings, in a folder of its own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg

from floorwalk.infrastructure.database import Connection, prepare_connection
from floorwalk.infrastructure.postgres import open_database
from floorwalk.migrations.runner import upgrade
from floorwalk.settings import Settings
from tests.bench.machine import tree_of

OWN_DATABASE = "/floorwalk?"  # in the address that the embedded server gives


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL. `pid` is its first process."""

    url: str
    pid: int

    def url_of(self, name: str) -> str:
        return self.url.replace(OWN_DATABASE, f"/{name}?")

    @asynccontextmanager
    async def connection_to(self, name: str) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self.url_of(name))
        try:
            await prepare_connection(connection)
            yield connection
        finally:
            await connection.close()

    async def create(self, name: str, copy_of: str | None = None) -> None:
        """A database: migrated and empty, or a copy of one that nobody is connected to."""
        async with self.connection_to("postgres") as connection:
            source = f" template {copy_of} strategy file_copy" if copy_of else ""
            await connection.execute(f"create database {name}{source}")
        if copy_of is None:
            await upgrade(self.url_of(name), lambda _: None)

    async def drop(self, name: str) -> None:
        async with self.connection_to("postgres") as connection:
            await connection.execute(f"drop database if exists {name} with (force)")


@contextmanager
def cluster(data_dir: Path) -> Iterator[Cluster]:
    """Started for the block. Its folder must be new."""
    settings = replace(Settings.from_environment(), data_dir=data_dir, data_dir_given=True, database_url=None)
    with open_database(settings, lambda _: None) as url:
        yield Cluster(url, _first_process(data_dir))


def _first_process(data_dir: Path) -> int:
    pid_file = next(data_dir.glob("**/postmaster.pid"))
    pid = int(pid_file.read_text().split()[0])
    assert len(tree_of(pid)) > 1, "the database has no processes of its own"
    return pid
