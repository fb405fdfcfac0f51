"""The composition root: the only module that knows every slice. Which routes there are, and what stands around them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Response, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig

from floorwalk import __version__
from floorwalk.coaching.api import ROUTES as COACHING_ROUTES
from floorwalk.comparisons.api import ROUTES as COMPARISON_ROUTES
from floorwalk.identity.api import ROUTES as IDENTITY_ROUTES
from floorwalk.identity.edge import asking_of, edge_middleware, security_headers
from floorwalk.infrastructure.database import Database
from floorwalk.infrastructure.problems import on_anything_else, on_http_exception, on_problem
from floorwalk.infrastructure.web_app import WebApp
from floorwalk.kernel.errors import NotFound, Problem
from floorwalk.organisation.api import ROUTES as ORGANISATION_ROUTES
from floorwalk.rubrics.api import ROUTES as RUBRIC_ROUTES
from floorwalk.settings import Settings
from floorwalk.sync.api import ROUTES as SYNC_ROUTES
from floorwalk.visits.api import ROUTES as VISIT_ROUTES
from floorwalk.visits.folding import run_worker

LARGEST_BODY_BYTES = 4 * 1024 * 1024  # routes that take files say more
API_PREFIX = "/api"


@get("/health/live", opt={"public": True}, sync_to_thread=False, include_in_schema=False)
def live() -> dict[str, str]:
    """This process answers."""
    return {"status": "live"}


@get("/health/ready", opt={"public": True}, include_in_schema=False)
async def ready(database: Database) -> dict[str, str]:
    """The database answers too; otherwise the ordinary 503 of an unreachable database."""
    async with database.transaction() as work:
        await (await work.connection()).fetchval("select 1")
    return {"status": "ready"}


def _web_app_routes() -> list[Any]:
    web_app = WebApp()

    @get(["/", "/{address:path}"], opt={"public": True}, sync_to_thread=False, include_in_schema=False)
    def page(address: str = "/") -> Response[bytes]:
        """The web app: its files, and its page for every address that only the app knows."""
        found = None if address.startswith(API_PREFIX) else web_app.file_at(address)
        if found is None:
            raise NotFound
        return Response(found.content, media_type=found.media_type, headers={"Cache-Control": found.cache_control})

    return [page]


def create_app(settings: Settings | None = None) -> Litestar:
    """The whole application on the database that the settings name; the launcher has migrated it before."""
    settings = settings or Settings.from_environment()
    if settings.database_url is None:
        raise RuntimeError("the launcher sets FLOORWALK_DATABASE_URL before it starts a server process")
    database = Database(settings.database_url, settings.pool_size)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        worker = asyncio.create_task(run_worker(database))
        try:
            yield
        finally:
            worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await worker
            await database.close()

    return Litestar(
        route_handlers=[
            *IDENTITY_ROUTES,
            *ORGANISATION_ROUTES,
            *RUBRIC_ROUTES,
            *VISIT_ROUTES,
            *SYNC_ROUTES,
            *COMPARISON_ROUTES,
            *COACHING_ROUTES,
            live,
            ready,
            *_web_app_routes(),
        ],
        dependencies={
            "asking": Provide(asking_of),
            "database": Provide(lambda: database, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
        },
        middleware=[edge_middleware(settings, database)],
        before_send=[security_headers(settings)],
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http_exception,
            Exception: on_anything_else,
        },
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=5, minimum_size=1500),
        request_max_body_size=LARGEST_BODY_BYTES,
        state=State({"database": database}),
        lifespan=[lifespan],
        openapi_config=OpenAPIConfig(title="Floorwalk", version=__version__, path="/api"),
        debug=False,
    )
