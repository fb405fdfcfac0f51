"""Routes of notices to single persons: guard, decode, one call, return. Those to everybody are api.py."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.organisation import notice_queries, notices, scope
from floorwalk.organisation.wire import LateJoinersBody, NoticeGiven, OwnNoticesBody


@get("/api/late-joiners", guards=[requires(Verb.NOTICE_GIVE)])
async def late_joiners(asking: NamedDependency[Asking]) -> LateJoinersBody:
    """Who works in the viewer's stores and came after the staff notice, without having been given it."""
    connection = await asking.work.connection()
    stores = await scope.stores_visible_to(connection, asking.viewer, Verb.NOTICE_GIVE)
    found = await notice_queries.late_joiners(connection, asking.viewer.organisation_id, stores, now().date())
    return LateJoinersBody(late_joiners=found)


@post("/api/staff-notices/{staff_notice_id:uuid}/given", guards=[requires(Verb.NOTICE_GIVE)], status_code=204)
async def notice_given(
    staff_notice_id: FromPath[UUID], data: JSONBody[NoticeGiven], asking: NamedDependency[Asking]
) -> None:
    """Records that these persons were given the notice after the others."""
    await notices.record_given(await asking.work.connection(), asking.viewer, staff_notice_id, data)


@get("/api/own/notices", guards=[requires(Verb.OWN_READ)])
async def own_notices(asking: NamedDependency[Asking]) -> OwnNoticesBody:
    """What the signed-in staff member was told, in its words."""
    viewer = asking.viewer
    if viewer.staff_member_id is None:
        return OwnNoticesBody(staff_notices=[])
    found = await notice_queries.own_notices(
        await asking.work.connection(), viewer.organisation_id, viewer.staff_member_id, now().date()
    )
    return OwnNoticesBody(staff_notices=found)


@post("/api/own/notices/{staff_notice_id:uuid}/acknowledge", guards=[requires(Verb.OWN_READ)], status_code=204)
async def acknowledge_notice(staff_notice_id: FromPath[UUID], asking: NamedDependency[Asking]) -> None:
    """The signed-in staff member has read it; who was not given it before is given it today."""
    await notices.acknowledge(await asking.work.connection(), asking.viewer, staff_notice_id)


NOTICE_ROUTES: list[ControllerRouterHandler] = [late_joiners, notice_given, own_notices, acknowledge_notice]
