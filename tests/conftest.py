"""What every test stands on: a real PostgreSQL, a migrated template copied for each test, the app on it.

Durability is switched off here (fsync); the tests that are about durability start a cluster of their own.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import hypothesis
import pytest
from litestar import Litestar

from floorwalk.app import create_app
from floorwalk.infrastructure.database import Connection, Database, prepare_connection
from floorwalk.infrastructure.postgres import EmbeddedPostgres
from floorwalk.migrations.runner import upgrade
from floorwalk.settings import Settings

TEMPLATE = "floorwalk_template"
# Minutes, one after the other: begun first, so that the rest runs beside them.
LONGEST = ("test_generated_requests.py", "test_killed_browser.py", "test_screens.py")

# No example fails for being slow: a busy machine is no fault of the code's.
hypothesis.settings.register_profile("floorwalk", deadline=None)
hypothesis.settings.load_profile("floorwalk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)


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


@pytest.fixture(scope="session")
async def one_database(postgres: str, template: str) -> str:
    """The database that the tests take turns with."""
    administration = await asyncpg.connect(url_of(postgres, "postgres"))
    await administration.execute(f"create database floorwalk_tests template {template}")
    await administration.close()
    return url_of(postgres, "floorwalk_tests")


@pytest.fixture(scope="session")
async def cleaner(one_database: str) -> AsyncIterator[Connection]:
    """What empties the database. Deleting a test's few rows takes a tenth of truncating their tables."""
    # The cluster's own superuser, who may leave the foreign keys unchecked: everything goes.
    opened = await asyncpg.connect(one_database, user="postgres", server_settings={"lock_timeout": "10s"})
    await opened.execute(
        """
        create function pg_temp.empty_all() returns void language plpgsql as $$
        declare one record; filled boolean;
        begin
          perform set_config('session_replication_role', 'replica', true);
          for one in select relname from pg_stat_user_tables where relname <> 'alembic_version' loop
            execute format('select exists (select from %I)', one.relname) into filled;
            if filled then execute format('delete from %I', one.relname); end if;
          end loop;
        end $$
        """
    )
    yield opened
    await opened.close()


@pytest.fixture
async def database_url(one_database: str, cleaner: Connection) -> AsyncIterator[str]:
    """An empty, migrated database; emptied again afterwards, which is quicker than another copy."""
    yield one_database
    await cleaner.execute("select pg_temp.empty_all()")


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


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where exported files lie; below it each organisation, and so each test, has a folder of its own."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def settings(database_url: str, data_dir: Path) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=8000,
        data_dir=data_dir,
        data_dir_given=True,
        database_url=database_url,
        workers=1,
        pool_size=8,
        public_origin=None,
        export_link_hours=72,
    )


@pytest.fixture(scope="session")
async def apps() -> AsyncIterator[dict[Settings, Litestar]]:
    """One app for each settings: composing it takes longer than most tests."""
    made: dict[Settings, Litestar] = {}
    yield made
    for one in made.values():
        await one.state.database.close()


@pytest.fixture
async def app(settings: Settings, apps: dict[Settings, Litestar]) -> Litestar:
    """The app in this process, without its background worker: tests fold when they mean to."""
    if settings not in apps:
        apps[settings] = create_app(settings)
    return apps[settings]


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that has not signed in."""
    asgi: Any = app  # httpx and Litestar spell the types of ASGI differently
    async with httpx.AsyncClient(transport=httpx.ASGITransport(asgi), base_url="http://localhost") as opened:
        yield opened
