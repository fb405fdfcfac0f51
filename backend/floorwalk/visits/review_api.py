"""Routes of the second look: guard, decode, one call, return. What a reviewer changes of what is published, and
publishing itself, is disputes/taking_back_api.py: exports that hold it get a notice."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.kernel.paging import PageLimit
from floorwalk.organisation.scope import store_visible_to, stores_visible_to
from floorwalk.visits import reading, reviews
from floorwalk.visits.review_queue import queue_of, review_of
from floorwalk.visits.review_tag import required
from floorwalk.visits.review_wire import (
    ReturnedBody,
    ReturnRequest,
    ReviewBody,
    ReviewsBody,
    TakenUpBody,
)
from floorwalk.visits.reviews import Question, Reviewing

IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", required=False)]


async def reviewing_at(asking: Asking, visit_id: UUID) -> Reviewing:
    """The viewer as reviewer of this visit. Raises NotFound for a visit at a store that they do not review."""
    viewer, connection = asking.viewer, await asking.work.connection()
    store_id = await reading.store_of_visit(connection, viewer.organisation_id, visit_id)
    await store_visible_to(connection, viewer, Verb.VISIT_VOID, store_id)
    return Reviewing(viewer.organisation_id, viewer.account_id, viewer.evaluator_id)


@get("/api/reviews", guards=[requires(Verb.VISIT_VOID)])
async def review_queue(asking: NamedDependency[Asking], limit: FromQuery[PageLimit] = 50) -> ReviewsBody:
    """The visits that wait for a second look, the riskiest first, with the reasons."""
    connection = await asking.work.connection()
    visible = await stores_visible_to(connection, asking.viewer, Verb.VISIT_VOID)
    return await queue_of(connection, asking.viewer, visible, limit, now())


@get("/api/reviews/{visit_id:uuid}", guards=[requires(Verb.VISIT_VOID)])
async def review(asking: NamedDependency[Asking], visit_id: FromPath[UUID]) -> Response[ReviewBody]:
    """One visit with what speaks for looking closely, and every question that was asked; its tag is for If-Match."""
    connection = await asking.work.connection()
    visible = await stores_visible_to(connection, asking.viewer, Verb.VISIT_VOID)
    body, tag = await review_of(connection, asking.viewer, visible, visit_id, now())
    return Response(body, headers={"ETag": tag})


@post("/api/reviews/{visit_id:uuid}/take-up", guards=[requires(Verb.VISIT_VOID)], status_code=200)
async def take_up(asking: NamedDependency[Asking], visit_id: FromPath[UUID]) -> TakenUpBody:
    """The viewer reads it from now on; another reviewer hears that it is taken."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    await reviews.take_up(connection, reviewing, asking.viewer.account_id, visit_id)
    return TakenUpBody(visit_id=visit_id)


@post("/api/reviews/{visit_id:uuid}/put-back", guards=[requires(Verb.VISIT_VOID)], status_code=200)
async def put_back(asking: NamedDependency[Asking], visit_id: FromPath[UUID]) -> TakenUpBody:
    """Leaves it to another reviewer."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    await reviews.put_back(connection, reviewing, visit_id)
    return TakenUpBody(visit_id=visit_id)


@post("/api/reviews/{visit_id:uuid}/return", guards=[requires(Verb.VISIT_VOID)], status_code=200)
async def send_back(
    asking: NamedDependency[Asking],
    visit_id: FromPath[UUID],
    data: JSONBody[ReturnRequest],
    if_match: IfMatch = None,
) -> ReturnedBody:
    """Returns the visit to its evaluator with questions, as it was read (If-Match)."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    questions = [Question(one.evaluation_id, one.criterion_key, one.question) for one in data.questions]
    return_id = await reviews.send_back(
        connection, reviewing, asking.viewer.account_id, visit_id, questions, data.answer_within_hours,
        required(if_match),
    )  # fmt: skip
    return ReturnedBody(visit_id=visit_id, return_id=return_id)


REVIEW_ROUTES: list[ControllerRouterHandler] = [review_queue, review, take_up, put_back, send_back]
