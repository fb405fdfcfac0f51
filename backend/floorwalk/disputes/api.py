"""Routes of disputes: guard, decode, one call, return. A staff member's own results are own_api.py."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.disputes import queries, seeing, service
from floorwalk.disputes.ledger_answer import ledger_for
from floorwalk.disputes.ledger_wire import LedgerBody
from floorwalk.disputes.own_api import OWN_ROUTES
from floorwalk.disputes.taking_back_api import TAKING_BACK_ROUTES
from floorwalk.disputes.wire import DisputeBody, DisputesPage, NewAppeal, NewDecision, NewDispute
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_at, instant_and_id

CONCERNED = requires(Verb.DISPUTE_RAISE, Verb.DISPUTE_DECIDE)
LISTED = requires(Verb.DISPUTE_RAISE, Verb.DISPUTE_DECIDE, Verb.DISPUTE_LIST)


@get("/api/disputes", guards=[LISTED])
async def disputes(
    asking: NamedDependency[Asking],
    undecided: FromQuery[bool | None] = None,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 50,
) -> DisputesPage:
    """One's own, one's stores', and those to decide; newest first. What was said in them is for those concerned."""
    connection = await asking.work.connection()
    sight = await seeing.sight_of(connection, asking.viewer)
    rows = await queries.page_of_disputes(
        connection, asking.viewer.organisation_id, sight, undecided, instant_and_id(cursor), limit + 1
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return DisputesPage(
        disputes=await seeing.summaries_read(connection, asking.viewer, sight, rows[:limit]),
        next_cursor=cursor_at(last["raised_at"], last["dispute_id"]) if last else None,
    )


@post("/api/disputes", guards=[requires(Verb.DISPUTE_RAISE)])
async def raise_dispute(asking: NamedDependency[Asking], data: JSONBody[NewDispute]) -> DisputeBody:
    """Disputes an own result, or one of the own store."""
    connection = await asking.work.connection()
    dispute_id = await service.raise_dispute(connection, asking.viewer, data)
    return await _body(asking, dispute_id)


@get("/api/disputes/{dispute_id:uuid}", guards=[CONCERNED])
async def dispute(asking: NamedDependency[Asking], dispute_id: FromPath[UUID]) -> DisputeBody:
    """One dispute with what it is about, and its decisions."""
    return await _body(asking, dispute_id)


@post("/api/disputes/{dispute_id:uuid}/decide", guards=[requires(Verb.DISPUTE_DECIDE)], status_code=200)
async def decide(
    asking: NamedDependency[Asking], dispute_id: FromPath[UUID], data: JSONBody[NewDecision]
) -> DisputeBody:
    """Decides it, or the appeal; the figures follow at once."""
    await service.decide(await asking.work.connection(), asking.viewer, dispute_id, data)
    return await _body(asking, dispute_id)


@post("/api/disputes/{dispute_id:uuid}/appeal", guards=[requires(Verb.DISPUTE_RAISE)], status_code=200)
async def appeal(asking: NamedDependency[Asking], dispute_id: FromPath[UUID], data: JSONBody[NewAppeal]) -> DisputeBody:
    """Asks for a second decider, once."""
    await service.appeal(await asking.work.connection(), asking.viewer, dispute_id, data)
    return await _body(asking, dispute_id)


async def _body(asking: Asking, dispute_id: UUID) -> DisputeBody:
    connection = await asking.work.connection()
    return await seeing.body_of(connection, asking.viewer, await seeing.sight_of(connection, asking.viewer), dispute_id)


@get("/api/dispute-ledger", guards=[requires(Verb.COMPARISON_READ)])
async def dispute_ledger(
    asking: NamedDependency[Asking],
    from_on: FromQuery[date | None] = None,
    to_on: FromQuery[date | None] = None,
    area_id: FromQuery[UUID | None] = None,
) -> LedgerBody:
    """How much is disputed and how it was decided, per store and criterion; per evaluator for those who may know."""
    return await ledger_for(asking.work, asking.viewer, from_on, to_on, area_id)


ROUTES: list[ControllerRouterHandler] = [
    disputes,
    raise_dispute,
    dispute,
    decide,
    appeal,
    dispute_ledger,
    *TAKING_BACK_ROUTES,
    *OWN_ROUTES,
]
