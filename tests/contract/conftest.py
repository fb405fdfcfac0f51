"""The filled organisations, made once for each module of contract tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from floorwalk.app import create_app
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings
from tests.cast import chain
from tests.conftest import url_of
from tests.contract.world import World, world_in

__all__ = ["chain"]


@pytest.fixture(scope="module")
async def module_database_url(postgres: str, template: str) -> AsyncIterator[str]:
    name = f"contract_{new_id().hex}"
    administration = await asyncpg.connect(url_of(postgres, "postgres"))
    await administration.execute(f"create database {name} template {template} strategy file_copy")
    yield url_of(postgres, name)
    await administration.execute(f"drop database {name} with (force)")
    await administration.close()


@pytest.fixture(scope="module")
def module_settings(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("contract")
    return Settings(
        host="127.0.0.1",
        port=8000,
        data_dir=folder / "data",
        data_dir_given=True,
        database_url=module_database_url,
        workers=1,
        pool_size=8,
        public_origin=None,
        export_link_hours=72,
    )


@pytest.fixture(scope="module")
async def world(module_settings: Settings) -> AsyncIterator[World]:
    app = create_app(module_settings)
    assert module_settings.database_url is not None
    connection = await asyncpg.connect(module_settings.database_url)
    await prepare_connection(connection)
    async with world_in(app, connection) as filled:
        yield filled
    await connection.close()
    await app.state.database.close()


@pytest.fixture(scope="module")
def client(world: World) -> httpx.AsyncClient:
    """A browser that has not signed in, for a whole module."""
    return world.callers["anonymous"]
