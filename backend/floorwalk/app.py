"""The composition root: the only module that knows every slice. Which routes there are, and what stands around them."""

import asyncio
import contextlib
import gc
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response, get, route
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.enums import HttpMethod
from litestar.exceptions import HTTPException

from floorwalk import __version__
from floorwalk.attachments.api import ROUTES as ATTACHMENT_ROUTES
from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.coaching.action_items_api import ROUTES as ACTION_ITEM_ROUTES
from floorwalk.coaching.api import ROUTES as COACHING_ROUTES
from floorwalk.coaching.approvals_api import ROUTES as APPROVAL_ROUTES
from floorwalk.coaching.plans_api import ROUTES as PLAN_ROUTES
from floorwalk.coaching.showcase_api import ROUTES as SHOWCASE_ROUTES
from floorwalk.comparisons.api import ROUTES as COMPARISON_ROUTES
from floorwalk.comparisons.freshness import Watch
from floorwalk.disputes.api import ROUTES as DISPUTE_ROUTES
from floorwalk.identity.api import ROUTES as IDENTITY_ROUTES
from floorwalk.identity.edge import asking_of, edge_middleware, security_headers
from floorwalk.infrastructure import background_worker
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Database
from floorwalk.infrastructure.methods import with_head_and_options
from floorwalk.infrastructure.problems import on_anything_else, on_http_exception, on_problem
from floorwalk.infrastructure.stopping import on_stop
from floorwalk.infrastructure.web_app import WebApp
from floorwalk.infrastructure.well_formed import refuse_malformed
from floorwalk.kernel.errors import NotFound, Problem
from floorwalk.openapi_document import document_of
from floorwalk.organisation.api import ROUTES as ORGANISATION_ROUTES
from floorwalk.rights import retention
from floorwalk.rights.api import ROUTES as RIGHTS_ROUTES
from floorwalk.rubrics.api import ROUTES as RUBRIC_ROUTES
from floorwalk.settings import Settings
from floorwalk.sync.api import ROUTES as SYNC_ROUTES
from floorwalk.visits import folding, pictures
from floorwalk.visits.api import ROUTES as VISIT_ROUTES
from floorwalk.visits.assignment_api import ROUTES as ASSIGNMENT_ROUTES

AS_IT_IS = "exclude_from_compression"  # routes whose answers are not compressed on the way, or are already
LARGEST_BODY_BYTES = 4 * 1024 * 1024  # routes that take files say more
# An answer about 450 stores makes tens of thousands of objects and no ring of them; looking for rings after every 700
# took some 10 of its 60 ms.
OBJECTS_BETWEEN_COLLECTIONS = 10_000


@get("/health/live", opt={"public": True}, sync_to_thread=False, include_in_schema=False)
def live() -> dict[str, str]:
    """This process answers."""
    return {"status": "live"}


@get("/health/ready", opt={"public": True}, include_in_schema=False)
async def ready(database: NamedDependency[Database]) -> dict[str, str]:
    """The database answers too; otherwise the ordinary 503 of an unreachable database."""
    async with database.transaction() as work:
        await (await work.connection()).fetchval("select 1")
    return {"status": "ready"}


@get("/api/openapi.json", opt={"public": True}, sync_to_thread=False, include_in_schema=False)
def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The description of all of it."""
    return Response(described(request.app), media_type="application/json")


def described(app: Litestar) -> bytes:
    """The OpenAPI document as JSON with a fixed order of keys: two runs of one version are equal byte for byte."""
    if "openapi" not in app.state:
        document = document_of(app.routes, __version__)
        app.state["openapi"] = (json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    made: bytes = app.state["openapi"]
    return made


@route(
    ["/api", "/api/{address:path}"],
    http_method=list(HttpMethod),
    opt={"public": True},
    include_in_schema=False,
    sync_to_thread=False,
)
def nothing_here() -> None:
    """Without it the web app's page, which only reads, would answer 405 to a POST that has no route."""
    raise NotFound


def _web_app_routes() -> list[Any]:
    web_app = WebApp()

    @get(
        ["/", "/{address:path}"],
        opt={"public": True, AS_IT_IS: True},
        sync_to_thread=False,
        include_in_schema=False,
    )
    def page(request: Request[Any, Any, Any]) -> Response[bytes]:
        """The web app: its files, and its page for every address that only the app knows."""
        found = web_app.file_at(request.scope["path"])
        if found is None:
            raise NotFound
        content, headers = found.sent_to(request.headers.get("accept-encoding", ""))
        return Response(content, media_type=found.media_type, headers=headers)

    return [page]


def create_app(settings: Settings | None = None) -> Litestar:
    """The whole application on the database that the settings name; the launcher has migrated it before."""
    settings = settings or Settings.from_environment()
    if settings.database_url is None:
        raise RuntimeError("the launcher sets FLOORWALK_DATABASE_URL before it starts a server process")
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    database = Database(settings.database_url, settings.pool_size)
    blobs = Blobs(settings.evidence, settings.data_dir)
    looking = LookingAtPictures()
    watch = Watch(database)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        workers = [
            asyncio.create_task(folding.run_worker(database)),
            asyncio.create_task(pictures.run_worker(database, blobs)),
            asyncio.create_task(watch.run()),
            asyncio.create_task(background_worker.run_worker(database, settings)),
            asyncio.create_task(retention.run_worker(database, blobs)),
        ]
        on_stop(watch.stop)
        try:
            yield
        finally:
            for worker in workers:
                worker.cancel()
            for worker in workers:
                with contextlib.suppress(asyncio.CancelledError):
                    await worker
            await database.close()

    app = Litestar(
        route_handlers=[
            *IDENTITY_ROUTES,
            *ORGANISATION_ROUTES,
            *RUBRIC_ROUTES,
            *ATTACHMENT_ROUTES,
            *VISIT_ROUTES,
            *ASSIGNMENT_ROUTES,
            *SYNC_ROUTES,
            *COMPARISON_ROUTES,
            *COACHING_ROUTES,
            *APPROVAL_ROUTES,
            *PLAN_ROUTES,
            *ACTION_ITEM_ROUTES,
            *SHOWCASE_ROUTES,
            *RIGHTS_ROUTES,
            *DISPUTE_ROUTES,
            openapi,
            nothing_here,
            live,
            ready,
            *_web_app_routes(),
        ],
        dependencies={
            "asking": Provide(asking_of),
            "database": Provide(lambda: database, sync_to_thread=False),
            "blobs": Provide(lambda: blobs, sync_to_thread=False),
            "pictures": Provide(lambda: looking, sync_to_thread=False),
            "watch": Provide(lambda: watch, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
        },
        middleware=[edge_middleware(settings, database)],
        before_request=refuse_malformed,
        before_send=[security_headers(settings)],
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http_exception,
            Exception: on_anything_else,
        },
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=5, minimum_size=500, exclude_opt_key=AS_IT_IS
        ),
        request_max_body_size=LARGEST_BODY_BYTES,
        state=State({"database": database, "settings": settings, "watch": watch}),
        lifespan=[lifespan],
        openapi_config=None,  # Litestar's own generator and its pages; ours is openapi_document.py
        debug=False,
    )
    app.asgi_handler = with_head_and_options(app.asgi_handler, app.routes)
    return app
