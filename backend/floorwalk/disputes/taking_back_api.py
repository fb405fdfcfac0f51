"""Routes by which a reviewer changes what counts: corrects ratings, takes back one evaluation or its link to a person,
makes a visit void, publishes one."""

from uuid import UUID

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.disputes import taking_back
from floorwalk.disputes.remedy import Remedy
from floorwalk.disputes.wire import TakingBack
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.visits.correcting import by_criterion
from floorwalk.visits.review_api import IfMatch, reviewing_at
from floorwalk.visits.review_tag import required
from floorwalk.visits.review_wire import CorrectedBody, CorrectionRequest
from floorwalk.visits.wire_out import PublishedVisitBody, VoidedBody, VoidRequest


@post("/api/reviews/{visit_id:uuid}/void-evaluation", guards=[requires(Verb.VISIT_VOID)], status_code=201)
async def void_evaluation(
    asking: NamedDependency[Asking], visit_id: FromPath[UUID], data: JSONBody[TakingBack], if_match: IfMatch = None
) -> CorrectedBody:
    """Takes one evaluation out of every figure, as it was read (If-Match); the others of its visit stay."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    done = await taking_back.take_back(
        connection, reviewing, visit_id, data.evaluation_id, Remedy.VOID, data.reason.strip(), required(if_match)
    )
    return CorrectedBody(visit_id=visit_id, correction_ids=[done])


@post("/api/reviews/{visit_id:uuid}/remove-staff-link", guards=[requires(Verb.VISIT_VOID)], status_code=201)
async def remove_staff_link(
    asking: NamedDependency[Asking], visit_id: FromPath[UUID], data: JSONBody[TakingBack], if_match: IfMatch = None
) -> CorrectedBody:
    """It was not this person: the evaluation, as it was read (If-Match), stays the store's and is nobody's."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    done = await taking_back.take_back(
        connection, reviewing, visit_id, data.evaluation_id, Remedy.UNLINK, data.reason.strip(), required(if_match)
    )
    return CorrectedBody(visit_id=visit_id, correction_ids=[done])


@post("/api/reviews/{visit_id:uuid}/corrections", guards=[requires(Verb.VISIT_VOID)], status_code=201)
async def add_correction(
    asking: NamedDependency[Asking],
    visit_id: FromPath[UUID],
    data: JSONBody[CorrectionRequest],
    if_match: IfMatch = None,
) -> CorrectedBody:
    """Ratings that count instead of the evaluator's, as they were read (If-Match); the original stays beside them."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    done = await taking_back.correct(
        connection, reviewing, visit_id, data.evaluation_id, by_criterion(data.ratings), data.reason,
        required(if_match),
    )  # fmt: skip
    return CorrectedBody(visit_id=visit_id, correction_ids=done)


@post("/api/visits/{visit_id:uuid}/void", guards=[requires(Verb.VISIT_VOID)], status_code=200)
async def void_visit(
    asking: NamedDependency[Asking],
    visit_id: FromPath[UUID],
    data: JSONBody[VoidRequest],
    if_match: IfMatch = None,
) -> VoidedBody:
    """Takes a visit out of every figure; what it said stays. With If-Match only as it was read (412)."""
    connection = await asking.work.connection()
    reviewing = await reviewing_at(asking, visit_id)
    await taking_back.void_visit(connection, reviewing, visit_id, data.reason, if_match)
    return VoidedBody(visit_id=visit_id)


@post("/api/visits/{visit_id:uuid}/publish", guards=[requires(Verb.VISIT_VOID)], status_code=200)
async def publish(
    asking: NamedDependency[Asking], visit_id: FromPath[UUID], if_match: IfMatch = None
) -> PublishedVisitBody:
    """Publishes what waits for it, as it was read (If-Match); its figures count from then on."""
    connection = await asking.work.connection()
    reviewing = await reviewing_at(asking, visit_id)
    count = await taking_back.publish(connection, reviewing, visit_id, required(if_match))
    return PublishedVisitBody(visit_id=visit_id, published_count=count)


TAKING_BACK_ROUTES: list[ControllerRouterHandler] = [
    void_evaluation,
    remove_staff_link,
    add_correction,
    void_visit,
    publish,
]
