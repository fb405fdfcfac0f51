"""Routes that phones use, and that of rescue files: guard, decode, one call, return."""

from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, RawBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.clock import now
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.sync.answers_wire import AnswersBody
from floorwalk.sync.assignment_answers import read_answers, take_answers
from floorwalk.sync.bundle import bundle_of, without_time
from floorwalk.sync.bundle_wire import Bundle
from floorwalk.sync.decoding import read_batch
from floorwalk.sync.rescue_api import RESCUE_ROUTES
from floorwalk.sync.service import take_batch
from floorwalk.sync.wire import LARGEST_BATCH_BYTES, BatchAnswer


@post(
    "/api/sync/visits",
    guards=[requires(Verb.VISIT_SUBMIT)],
    status_code=200,
    request_max_body_size=LARGEST_BATCH_BYTES,
)
async def take_visits(asking: NamedDependency[Asking], body: RawBody) -> BatchAnswer:
    """Takes up to 50 visits from a phone and says of each what became of it."""
    return await take_batch(asking.work, asking.viewer, read_batch(body), now())


@post("/api/sync/assignment-answers", guards=[requires(Verb.VISIT_SUBMIT)], status_code=200)
async def take_assignment_answers(asking: NamedDependency[Asking], body: RawBody) -> AnswersBody:
    """Takes what an evaluator said to assignments and says of each answer what became of it."""
    return await take_answers(asking.work, asking.viewer, read_answers(body), now())


@get(
    "/api/device/bundle",
    guards=[requires(Verb.VISIT_SUBMIT)],
    responses={304: ResponseSpec(None, description="Nothing has changed since the entity tag was given.")},
)
async def device_bundle(
    asking: NamedDependency[Asking],
    if_none_match: Annotated[str | None, HeaderParameter(name="If-None-Match", required=False)] = None,
) -> Response[Bundle | None]:
    """What a phone needs to work without a network; 304 if it has it already."""
    connection = await asking.work.connection()
    visible = await stores_visible_to(connection, asking.viewer, Verb.VISIT_SUBMIT)
    at = now()
    bundle = await bundle_of(connection, asking.viewer, visible, at.date(), at)
    tag = f'"{sha256_hex(without_time(bundle))[:32]}"'
    if if_none_match is not None and tag in if_none_match:
        return Response(None, status_code=304, headers={"ETag": tag})
    return Response(bundle, headers={"ETag": tag})


ROUTES: list[ControllerRouterHandler] = [take_visits, take_assignment_answers, device_bundle, *RESCUE_ROUTES]
