"""Routes of visits: guard, decode, one call, return. Visits come in through sync/; what changes figures of published
ones is disputes/taking_back_api.py."""

from datetime import date
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_at, day_and_id
from floorwalk.visits import reading
from floorwalk.visits.pictures import picture_seen
from floorwalk.visits.presenting import summary_of
from floorwalk.visits.review_api import REVIEW_ROUTES
from floorwalk.visits.showing import visit_shown
from floorwalk.visits.wire_out import VisitBody, VisitsPage


@get("/api/visits", guards=[requires(Verb.VISIT_READ, Verb.VISIT_SUBMIT)])
async def visits(
    asking: NamedDependency[Asking],
    store_id: FromQuery[UUID | None] = None,
    from_on: FromQuery[date | None] = None,
    to_on: FromQuery[date | None] = None,
    only_attempts: FromQuery[bool] = False,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 50,
) -> VisitsPage:
    """The visits that the viewer may see, attempts among them, newest day first."""
    connection = await asking.work.connection()
    sight = await reading.sight_of(connection, asking.viewer)
    rows = await reading.page_of_visits(
        connection, asking.viewer.organisation_id, sight, store_id, from_on, to_on, only_attempts, day_and_id(cursor),
        limit + 1,
    )  # fmt: skip
    page = rows[:limit]
    last = page[-1] if len(rows) > limit else None
    return VisitsPage(
        visits=[summary_of(row) for row in page],
        next_cursor=cursor_at(last["visited_on"], last["visit_id"]) if last is not None else None,
    )


@get("/api/visits/{visit_id:uuid}", guards=[requires(Verb.VISIT_READ, Verb.VISIT_SUBMIT)])
async def visit(asking: NamedDependency[Asking], visit_id: FromPath[UUID]) -> VisitBody:
    """One visit down to its ratings, as much of it as the viewer may see."""
    return await visit_shown(await asking.work.connection(), asking.viewer, visit_id)


@get(
    "/api/visits/{visit_id:uuid}/evidence/{evidence_id:uuid}",
    guards=[requires(Verb.VISIT_READ, Verb.VISIT_SUBMIT)],
    opt={"exclude_from_compression": True},
    responses={200: ResponseSpec(bytes, media_type="image/*", description="JPEG, PNG or WebP without metadata.")},
)
async def picture(
    asking: NamedDependency[Asking],
    blobs: NamedDependency[Blobs],
    visit_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
) -> Response[bytes]:
    """One photo of a visit that the viewer sees, as it is kept."""
    connection = await asking.work.connection()
    media_type, content = await picture_seen(connection, asking.viewer, blobs, visit_id, evidence_id)
    name = f"{evidence_id}.{media_type.partition('/')[2]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',  # shown inside a page of ours, never as one
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    return Response(content, media_type=media_type, headers=headers)


ROUTES: list[ControllerRouterHandler] = [visits, visit, picture, *REVIEW_ROUTES]
