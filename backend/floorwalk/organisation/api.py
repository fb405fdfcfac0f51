"""Routes of the organisation: guard, decode, one call, return. Imports of files are import_api.py."""

from uuid import UUID

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_of, position_of
from floorwalk.organisation import queries, scope, service
from floorwalk.organisation.audit_log_api import AUDIT_LOG_ROUTES
from floorwalk.organisation.dispute_days_api import DISPUTE_DAYS_ROUTES
from floorwalk.organisation.import_api import IMPORT_ROUTES
from floorwalk.organisation.notice_api import NOTICE_ROUTES
from floorwalk.organisation.wire import (
    AreaBody,
    AreaMove,
    AreasBody,
    BusinessAreasBody,
    MembershipBody,
    NewArea,
    NewProgramme,
    NewStaffNotice,
    NewStore,
    ProgrammeBody,
    ProgrammesBody,
    StaffMembersPage,
    StaffNoticeBody,
    StaffNoticesBody,
    StoreBody,
    StoreMove,
    StoresPage,
)

READ, WRITE = requires(Verb.ORGANISATION_READ), requires(Verb.ORGANISATION_WRITE)
READ_WORDS = requires(Verb.ORGANISATION_READ, Verb.RUBRIC_READ)  # names of things, nothing of a store or a person


@get("/api/areas", guards=[READ])
async def areas(asking: NamedDependency[Asking]) -> AreasBody:
    """The areas that the viewer reads as a whole."""
    connection = await asking.work.connection()
    visible = await scope.areas_visible_to(connection, asking.viewer, Verb.ORGANISATION_READ)
    return AreasBody(areas=await queries.areas(connection, asking.viewer.organisation_id, visible))


@post("/api/areas", guards=[WRITE])
async def add_area(data: JSONBody[NewArea], asking: NamedDependency[Asking]) -> AreaBody:
    """A new area."""
    return await service.add_area(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, data
    )


@put("/api/areas/{area_id:uuid}/parent", guards=[WRITE], status_code=204)
async def move_area(area_id: FromPath[UUID], data: JSONBody[AreaMove], asking: NamedDependency[Asking]) -> None:
    """Puts an area, with all that is under it, under another one."""
    viewer = asking.viewer
    await service.move_area(
        await asking.work.connection(), viewer.organisation_id, viewer.account_id, area_id, data.parent_area_id
    )


@get("/api/stores", guards=[READ])
async def stores(
    asking: NamedDependency[Asking], cursor: FromQuery[Cursor] = None, limit: FromQuery[PageLimit] = 100
) -> StoresPage:
    """The stores that the viewer may see, by code."""
    connection = await asking.work.connection()
    visible = await scope.stores_visible_to(connection, asking.viewer, Verb.ORGANISATION_READ)
    found = await queries.stores(
        connection, asking.viewer.organisation_id, visible, now().date(), position_of(cursor), limit + 1
    )
    more = len(found) > limit
    return StoresPage(stores=found[:limit], next_cursor=cursor_of(found[limit - 1].store_code) if more else None)


@post("/api/stores", guards=[WRITE])
async def add_store(data: JSONBody[NewStore], asking: NamedDependency[Asking]) -> StoreBody:
    """A new store."""
    return await service.add_store(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, data
    )


@get("/api/stores/{store_id:uuid}", guards=[READ])
async def store(store_id: FromPath[UUID], asking: NamedDependency[Asking]) -> StoreBody:
    """One store."""
    connection = await asking.work.connection()
    await scope.store_visible_to(connection, asking.viewer, Verb.ORGANISATION_READ, store_id)
    found = await queries.stores(connection, asking.viewer.organisation_id, frozenset({store_id}), now().date(), "", 1)
    if not found:
        raise NotFound
    return found[0]


@post("/api/stores/{store_id:uuid}/moves", guards=[WRITE])
async def move_store(
    store_id: FromPath[UUID], data: JSONBody[StoreMove], asking: NamedDependency[Asking]
) -> MembershipBody:
    """Puts a store into another area from a day on; what was before stays where it was."""
    viewer = asking.viewer
    return await service.move_store(
        await asking.work.connection(), viewer.organisation_id, viewer.account_id, store_id, data
    )


@get("/api/staff-members", guards=[requires(Verb.STAFF_READ)])
async def staff_members(
    asking: NamedDependency[Asking],
    store_id: FromQuery[UUID | None] = None,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 100,
) -> StaffMembersPage:
    """Who is posted today to a store, or to any store that the viewer may see; by staff code."""
    connection = await asking.work.connection()
    seen: frozenset[UUID] = await scope.stores_visible_to(connection, asking.viewer, Verb.STAFF_READ)
    if store_id is not None:
        if store_id not in seen:
            raise NotFound
        seen = frozenset({store_id})
    code, _, store_of_last = position_of(cursor).rpartition(" ")
    found = await queries.staff_members(
        connection, asking.viewer.organisation_id, seen, now().date(), (code, store_of_last), limit + 1
    )
    last = found[limit - 1] if len(found) > limit else None
    return StaffMembersPage(
        staff_members=found[:limit], next_cursor=cursor_of(f"{last.staff_code} {last.store_id}") if last else None
    )


@get("/api/business-areas", guards=[READ_WORDS])
async def business_areas(asking: NamedDependency[Asking]) -> BusinessAreasBody:
    """The parts of the business that criteria belong to."""
    found = await queries.business_areas(await asking.work.connection(), asking.viewer.organisation_id)
    return BusinessAreasBody(business_areas=found)


@get("/api/programmes", guards=[READ_WORDS])
async def programmes(asking: NamedDependency[Asking]) -> ProgrammesBody:
    """The standing sets of rubrics and rules."""
    found = await queries.programmes(await asking.work.connection(), asking.viewer.organisation_id)
    return ProgrammesBody(programmes=found)


@post("/api/programmes", guards=[WRITE])
async def add_programme(data: JSONBody[NewProgramme], asking: NamedDependency[Asking]) -> ProgrammeBody:
    """A new programme. No visit is taken in it before staff were told (a staff notice)."""
    return await service.add_programme(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, data
    )


@get("/api/staff-notices", guards=[READ])
async def staff_notices(asking: NamedDependency[Asking]) -> StaffNoticesBody:
    """What staff were told, newest first."""
    connection = await asking.work.connection()
    visible = await scope.stores_visible_to(connection, asking.viewer, Verb.ORGANISATION_READ)
    found = await queries.staff_notices(connection, asking.viewer.organisation_id, visible)
    return StaffNoticesBody(staff_notices=found)


@post("/api/staff-notices", guards=[WRITE])
async def record_staff_notice(data: JSONBody[NewStaffNotice], asking: NamedDependency[Asking]) -> StaffNoticeBody:
    """Records that staff were told of a programme."""
    return await service.record_staff_notice(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, data
    )


ROUTES: list[ControllerRouterHandler] = [
    areas,
    add_area,
    move_area,
    stores,
    add_store,
    store,
    move_store,
    staff_members,
    business_areas,
    programmes,
    add_programme,
    *DISPUTE_DAYS_ROUTES,
    staff_notices,
    record_staff_notice,
    *AUDIT_LOG_ROUTES,
    *NOTICE_ROUTES,
    *IMPORT_ROUTES,
]
