"""Routes of a staff member's own results, and of the links to them: guard, decode, one call, return."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.disputes import own_results
from floorwalk.disputes.own_wire import Acknowledgement, OwnFigures, OwnResultBody, OwnResultsPage
from floorwalk.identity import result_links
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.identity.wire import ResultLinkBody
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.paging import Cursor, PageLimit, day_and_id
from floorwalk.organisation.notice_queries import people_posted_in
from floorwalk.organisation.scope import stores_visible_to

OWN = requires(Verb.OWN_READ)


@get("/api/own/results", guards=[OWN])
async def own_results_page(
    asking: NamedDependency[Asking], cursor: FromQuery[Cursor] = None, limit: FromQuery[PageLimit] = 30
) -> OwnResultsPage:
    """The signed-in staff member's own interactions, newest first."""
    return await own_results.page_of_results(await asking.work.connection(), asking.viewer, day_and_id(cursor), limit)


@get("/api/own/figures", guards=[OWN])
async def own_figures(asking: NamedDependency[Asking]) -> OwnFigures:
    """The last twelve months as a figure with its interval and its quarters, or why there is none."""
    return await own_results.figures_of(asking.work, asking.viewer)


@get("/api/own/results/{evaluation_id:uuid}", guards=[OWN])
async def own_result(asking: NamedDependency[Asking], evaluation_id: FromPath[UUID]) -> OwnResultBody:
    """One own interaction, next to the standard."""
    return await own_results.result_of(await asking.work.connection(), asking.viewer, evaluation_id)


@post("/api/own/results/{evaluation_id:uuid}/acknowledge", guards=[OWN], status_code=204)
async def acknowledge_result(
    asking: NamedDependency[Asking], evaluation_id: FromPath[UUID], data: JSONBody[Acknowledgement]
) -> None:
    """That one has seen it, with or without a comment."""
    await own_results.acknowledge(await asking.work.connection(), asking.viewer, evaluation_id, data)


@post("/api/staff-members/{staff_member_id:uuid}/result-links", guards=[requires(Verb.OWN_LINK_ISSUE)])
async def issue_result_link(asking: NamedDependency[Asking], staff_member_id: FromPath[UUID]) -> ResultLinkBody:
    """A link with which this person sees their own results, once; an earlier unopened one ends."""
    connection, viewer = await asking.work.connection(), asking.viewer
    stores = await stores_visible_to(connection, viewer, Verb.OWN_LINK_ISSUE)
    if not await people_posted_in(connection, viewer.organisation_id, [staff_member_id], stores, now().date()):
        raise NotFound
    issued = await result_links.issue(connection, viewer.organisation_id, viewer.account_id, staff_member_id)
    return ResultLinkBody(result_link_token=issued.token.written, expires_at=issued.expires_at)


OWN_ROUTES: list[ControllerRouterHandler] = [
    own_results_page,
    own_figures,
    own_result,
    acknowledge_result,
    issue_result_link,
]
