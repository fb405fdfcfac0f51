"""Routes by which a reviewer takes back one evaluation, or its link to a person."""

from uuid import UUID

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.disputes.remedy import Remedy
from floorwalk.disputes.taking_back import take_back
from floorwalk.disputes.wire import TakingBack
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.visits.review_api import IfMatch, reviewing_at
from floorwalk.visits.review_tag import required
from floorwalk.visits.review_wire import CorrectedBody


@post("/api/reviews/{visit_id:uuid}/void-evaluation", guards=[requires(Verb.VISIT_VOID)], status_code=201)
async def void_evaluation(
    asking: NamedDependency[Asking], visit_id: FromPath[UUID], data: JSONBody[TakingBack], if_match: IfMatch = None
) -> CorrectedBody:
    """Takes one evaluation out of every figure, as it was read (If-Match); the others of its visit stay."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    done = await take_back(
        connection, reviewing, visit_id, data.evaluation_id, Remedy.VOID, data.reason.strip(), required(if_match)
    )
    return CorrectedBody(visit_id=visit_id, correction_ids=[done])


@post("/api/reviews/{visit_id:uuid}/remove-staff-link", guards=[requires(Verb.VISIT_VOID)], status_code=201)
async def remove_staff_link(
    asking: NamedDependency[Asking], visit_id: FromPath[UUID], data: JSONBody[TakingBack], if_match: IfMatch = None
) -> CorrectedBody:
    """It was not this person: the evaluation, as it was read (If-Match), stays the store's and is nobody's."""
    connection, reviewing = await asking.work.connection(), await reviewing_at(asking, visit_id)
    done = await take_back(
        connection, reviewing, visit_id, data.evaluation_id, Remedy.UNLINK, data.reason.strip(), required(if_match)
    )
    return CorrectedBody(visit_id=visit_id, correction_ids=[done])


TAKING_BACK_ROUTES: list[ControllerRouterHandler] = [void_evaluation, remove_staff_link]
