"""What every test stands on: a real PostgreSQL, a migrated template copied for each test, the app on it.

Durability is switched off here (fsync); the tests that are about durability start a cluster of their own.
"""

import os
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import httpx
import pytest
from litestar import Litestar

from floorwalk.app import create_app
from floorwalk.infrastructure.database import Connection, Database, prepare_connection
from floorwalk.infrastructure.postgres import EmbeddedPostgres
from floorwalk.migrations.runner import upgrade
from floorwalk.settings import Settings

TEMPLATE = "floorwalk_template"
numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of a running cluster's socket."""
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    with EmbeddedPostgres(tmp_path_factory.mktemp("cluster"), lambda _: None, quick) as running:
        yield str(running.socket_dir)


def url_of(postgres: str, name: str) -> str:
    return f"postgresql://floorwalk@/{name}?host={postgres}"


@pytest.fixture(scope="session")
async def template(postgres: str) -> str:
    """The migrated database that every test's own is copied from."""
    administration = await asyncpg.connect(url_of(postgres, "postgres"))
    await administration.execute(f"create database {TEMPLATE}")
    await administration.close()
    await upgrade(url_of(postgres, TEMPLATE), print)
    return TEMPLATE


@pytest.fixture
async def database_url(postgres: str, template: str) -> AsyncIterator[str]:
    """A fresh copy of the template, dropped afterwards."""
    name = f"fw_{os.getpid()}_{next(numbers)}"
    administration = await asyncpg.connect(url_of(postgres, "postgres"))
    await administration.execute(f"create database {name} template {template} strategy file_copy")
    yield url_of(postgres, name)
    await administration.execute(f"drop database {name} with (force)")
    await administration.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url, pool_size=4)
    yield opened
    await opened.close()


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[Connection]:
    """A connection outside any transaction of the app, for arranging and for looking."""
    opened = await asyncpg.connect(database_url)
    await prepare_connection(opened)
    yield opened
    await opened.close()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=8000,
        data_dir=tmp_path / "data",
        data_dir_given=True,
        database_url=database_url,
        workers=1,
        pool_size=8,
        public_origin=None,
        export_link_hours=72,
    )


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    """The app in this process, without its background worker: tests fold when they mean to."""
    made = create_app(settings)
    yield made
    await made.state.database.close()


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that has not signed in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as opened:
        yield opened
