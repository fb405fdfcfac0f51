"""The route by which open screens hear that figures have changed: as a stream, or asked now and then."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream

from floorwalk.comparisons.freshness import Watch, beginning, latest_seen_by
from floorwalk.identity.edge import Asking, requires, session_in
from floorwalk.identity.permissions import Verb

STREAM_TYPE = "text/event-stream"
LARGEST_POSITION = 2**53 - 1  # what a script can count
Since = Annotated[
    int | None,
    QueryParameter(
        ge=0,
        le=LARGEST_POSITION,
        description="The position that was heard last; Last-Event-ID comes before it. Without either, 10 s back.",
    ),
]


class LatestChange(msgspec.Struct, frozen=True, kw_only=True):
    """How far changes of figures in scope have come; greater than before: ask for the figures again."""

    position: Annotated[int, msgspec.Meta(ge=0)]


@get(
    "/api/comparisons/changes",
    guards=[requires(Verb.COMPARISON_READ)],
    opt={"exclude_from_compression": True},
    responses={200: ResponseSpec(data_container=LatestChange, description="The newest position in scope.")},
)
async def changes(
    asking: NamedDependency[Asking], request: Request[Any, Any, Any], watch: NamedDependency[Watch], since: Since = None
) -> Response[Any]:
    """How far changes have come, and with `Accept: text/event-stream` a stream that says each further one.

    Events `watching`, `changed` and `beat` carry the position as their id, and nothing else. The stream ends with the
    session and with a change of the account's grants.
    """
    if STREAM_TYPE not in request.headers.get("accept", ""):
        known = beginning() if since is None else since
        latest = await latest_seen_by(await asking.work.connection(), asking.viewer, known)
        return Response(LatestChange(position=known if latest is None else latest))
    watch.refuse_too_many(asking.viewer)
    heard = _position_in(request.headers.get("last-event-id", ""))
    begun = since if heard is None else heard
    told = watch.stream(session_in(request.scope), asking.viewer, beginning() if begun is None else begun)
    # Proxies that hold answers back until they are whole are told not to.
    return Stream(told, media_type=STREAM_TYPE, headers={"X-Accel-Buffering": "no"})


def _position_in(last_event_id: str) -> int | None:
    """None for what this route never wrote: a browser sends the header by itself, so it is no fault of a person's."""
    is_ours = last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) <= len(str(LARGEST_POSITION))
    return int(last_event_id) if is_ours else None
