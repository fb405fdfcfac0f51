"""The raw floor: a server with one handler that writes the same rows by the same single statement, and nothing else.

No sign-in, no decoding, no check, no scoring, no transaction around it: what is left is the web framework, the driver
and the database. The statement and its parameters were captured from the real server's code; only ids are fresh.
"""

import os
import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from litestar import Litestar, Request, post

from floorwalk.infrastructure.database import prepare_connection
from floorwalk.kernel.ids import new_id

POOL_SIZE = 8  # connections a process, as the real server has by default


def with_fresh_ids(parameters: list[Any], fixed: frozenset[UUID]) -> list[Any]:
    """The parameters with every id replaced that is not one of the chain's; the same id by the same."""
    fresh: dict[UUID, UUID] = {}

    def renewed(value: Any) -> Any:
        if isinstance(value, UUID) and value not in fixed:
            return fresh.setdefault(value, new_id())
        if isinstance(value, list) and value and isinstance(value[0], UUID):
            return [renewed(one) for one in value]
        return value

    return [renewed(value) for value in parameters]


def create_app() -> Litestar:
    # Written by this bench a moment ago, into a folder of its own.
    statement, parameters, fixed = pickle.loads(Path(os.environ["BENCH_FLOOR_STATEMENT"]).read_bytes())  # noqa: S301
    pool: Any = None

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        nonlocal pool
        pool = await asyncpg.create_pool(
            os.environ["FLOORWALK_DATABASE_URL"], min_size=POOL_SIZE, max_size=POOL_SIZE, init=prepare_connection
        )
        try:
            yield
        finally:
            await pool.close()

    @post("/floor", status_code=200)
    async def floor(request: Request[Any, Any, Any]) -> dict[str, str]:
        await request.body()
        async with pool.acquire() as connection:
            await connection.fetchval(statement, *with_fresh_ids(parameters, fixed))
        return {"status": "accepted"}

    return Litestar([floor], lifespan=[lifespan], openapi_config=None)
