"""Brings a database to the one head of the migrations, by one process at a time.

The lock is polled: a waiter blocked inside PostgreSQL holds a snapshot, and CREATE INDEX CONCURRENTLY waits for that
for ever. What a migration does is in versions/; how Alembic is set up is env.py.
"""

import argparse
import asyncio
import importlib
import pkgutil
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import floorwalk

MIGRATION_LOCK = 7_210_443_119_201  # any number that nobody else uses for an advisory lock in this database
POLL_SECONDS = 0.1
QUIET_SECONDS = 2.0  # waiting longer than this is said
LOCK_ATTEMPTS = 12  # a table that stays locked for a minute needs a person
LOCK_NOT_AVAILABLE = "55P03"

Say = Callable[[str], None]


def load_tables() -> None:
    """Imports the tables of every slice, so that SQLModel's metadata is whole."""
    for package in pkgutil.iter_modules(floorwalk.__path__):
        if package.ispkg and _has_tables(package.name):
            importlib.import_module(f"floorwalk.{package.name}.tables")


def _has_tables(slice_name: str) -> bool:
    return any((Path(folder) / slice_name / "tables.py").is_file() for folder in floorwalk.__path__)


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def head() -> str | None:
    """The revision that this release needs; None if there are no migrations. Raises if there are two heads."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


async def upgrade(url: str, say: Say) -> bool:
    """Whether anything had to be done."""
    needed = head()
    if await current_revision(url) == needed:
        return False
    async with _alone(url, say):
        if await current_revision(url) == needed:
            return False
        say("Bringing the database's tables up to date …")
        for attempt in range(1, LOCK_ATTEMPTS + 1):
            try:
                await with_alembic(url, lambda config: command.upgrade(config, "head"))
                break
            except DBAPIError as fault:
                if getattr(fault.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE or attempt == LOCK_ATTEMPTS:
                    raise
                say("A table is in use; trying again …")
    return True


async def current_revision(url: str) -> str | None:
    """None for a database without our tables."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return found
    finally:
        await connection.close()


async def with_alembic(url: str, act: Callable[[Config], Any]) -> None:
    """Runs one of Alembic's commands on a connection of its own."""

    async def connect() -> Any:
        return await asyncpg.connect(
            url, server_settings={"application_name": "floorwalk migrations", "lock_timeout": "5s"}
        )

    engine = create_async_engine(
        "postgresql+asyncpg://", connect_args={"async_creator_fn": connect}, poolclass=NullPool
    )

    def run(connection: Connection) -> None:
        config = configuration()
        config.attributes["connection"] = connection
        act(config)

    try:
        async with engine.connect() as connection:
            await connection.run_sync(run)
            await connection.commit()
    finally:
        await engine.dispose()


@asynccontextmanager
async def _alone(url: str, say: Say) -> AsyncIterator[None]:
    """Holds the migration lock on a connection of its own that is never inside a transaction."""
    connection = await asyncpg.connect(url, server_settings={"application_name": "floorwalk migration lock"})
    try:
        began = said = time.monotonic()
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", MIGRATION_LOCK):
            await asyncio.sleep(POLL_SECONDS)
            if time.monotonic() - said >= QUIET_SECONDS:
                said = time.monotonic()
                say(f"Another process brings the tables up to date; waiting … {said - began:.0f} s")
        yield
    finally:
        await connection.close()


def main() -> None:
    """For whoever writes migrations: `python -m floorwalk.migrations.runner new "what it does"`."""
    from floorwalk.infrastructure.postgres import open_database, say_on_stderr
    from floorwalk.settings import Settings

    parser = argparse.ArgumentParser(prog="floorwalk.migrations.runner")
    parser.add_argument("act", choices=["upgrade", "new", "check"])
    parser.add_argument("message", nargs="?")
    wish = parser.parse_args()
    with open_database(Settings.from_environment()) as url:
        asyncio.run(upgrade(url, say_on_stderr))
        if wish.act == "new":
            if not wish.message:
                parser.error("say what the migration does")
            asyncio.run(with_alembic(url, lambda c: command.revision(c, wish.message, autogenerate=True)))
        elif wish.act == "check":
            asyncio.run(with_alembic(url, command.check))
    sys.exit(0)


if __name__ == "__main__":
    main()
