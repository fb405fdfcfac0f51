"""Deciding and writing for the organisation: its beginning, areas, stores, programmes, notices.

Bringing in files is imports.py; what may be seen is scope.py.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation import queries
from floorwalk.organisation.business_areas import DEFAULT_BUSINESS_AREAS
from floorwalk.organisation.errors import (
    AreaCircle,
    CodeTaken,
    DaysReversed,
    MoveRefused,
    NotOneOrganisation,
    UnknownPlace,
    UnknownTimeZone,
)
from floorwalk.organisation.time_zones import is_time_zone
from floorwalk.organisation.wire import (
    AreaBody,
    MembershipBody,
    NewArea,
    NewProgramme,
    NewStaffNotice,
    NewStore,
    ProgrammeBody,
    StaffNoticeBody,
    StoreBody,
    StoreMove,
)

LONG_AGO = date(2000, 1, 1)  # from when on a thing is valid whose beginning nobody states: before any visit


async def ensure_organisation(
    connection: Connection,
    name: str = "Floorwalk",
    time_zone: str = "Europe/Berlin",
    language: str = "en",
) -> UUID:
    """The one organisation's id; an empty database gets an organisation with the default business areas first.

    Raises NotOneOrganisation if there are several. Needs a transaction.
    """
    await queries.hold_beginnings(connection)
    found = await queries.organisation_ids(connection)
    if found:
        return await only_organisation(connection)
    return await begin_organisation(connection, name, time_zone, language, now())


async def begin_organisation(
    connection: Connection, name: str, time_zone: str, language: str, created_at: datetime
) -> UUID:
    """A new organisation, empty but for the default business areas."""
    organisation_id = new_id()
    await queries.insert_organisation(connection, organisation_id, name, time_zone, language, created_at)
    for position, (key, title) in enumerate(DEFAULT_BUSINESS_AREAS):
        await queries.insert_business_area(connection, organisation_id, key, title, position)
    return organisation_id


async def only_organisation(connection: Connection) -> UUID:
    """The id of the one organisation; raises NotOneOrganisation otherwise."""
    found = await queries.organisation_ids(connection)
    if len(found) != 1:
        raise NotOneOrganisation(count=len(found))
    return found[0]


async def add_area(connection: Connection, organisation_id: UUID, by_account_id: UUID | None, new: NewArea) -> AreaBody:
    """Raises UnknownPlace, CodeTaken."""
    if new.parent_area_id and not await queries.area_exists(connection, organisation_id, new.parent_area_id):
        raise UnknownPlace(path="parent_area_id")
    area = AreaBody(area_id=new_id(), area_code=new.area_code, name=new.name.strip(), parent_area_id=new.parent_area_id)
    if not await queries.insert_area(connection, organisation_id, area):
        raise CodeTaken(path="area_code")
    await audit_log.record(connection, organisation_id, by_account_id, "area.added", "area", area.area_id, {})
    return area


async def move_area(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, area_id: UUID, parent_id: UUID | None
) -> None:
    """Puts an area with all that is under it under another one. Raises NotFound, UnknownPlace, AreaCircle."""
    await queries.hold_organisation(connection, organisation_id)  # two moves at once could close a circle
    if not await queries.area_exists(connection, organisation_id, area_id):
        raise NotFound
    if parent_id is not None:
        if not await queries.area_exists(connection, organisation_id, parent_id):
            raise UnknownPlace(path="parent_area_id")
        if parent_id in await queries.areas_under(connection, organisation_id, [area_id]):
            raise AreaCircle
    await queries.move_area(connection, organisation_id, area_id, parent_id)
    await audit_log.record(
        connection,
        organisation_id,
        by_account_id,
        "area.moved",
        "area",
        area_id,
        {"parent_area_id": str(parent_id) if parent_id else None},
    )


async def add_store(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, new: NewStore
) -> StoreBody:
    """Raises UnknownPlace, UnknownTimeZone, DaysReversed, CodeTaken."""
    own_zone, _ = await queries.hold_organisation(connection, organisation_id)
    if new.time_zone is not None and not is_time_zone(new.time_zone):
        raise UnknownTimeZone(path="time_zone")
    if new.opened_on and new.closed_on and new.closed_on < new.opened_on:
        raise DaysReversed(path="closed_on")
    if new.area_id and not await queries.area_exists(connection, organisation_id, new.area_id):
        raise UnknownPlace(path="area_id")
    store_id = new_id()
    if not await queries.insert_store(connection, organisation_id, store_id, new, new.time_zone or own_zone):
        raise CodeTaken(path="store_code")
    if new.area_id:
        membership = MembershipBody(
            store_membership_id=new_id(),
            store_id=store_id,
            area_id=new.area_id,
            valid_from=new.opened_on or LONG_AGO,
            valid_to=None,
        )
        await queries.insert_membership(connection, organisation_id, membership)
    await audit_log.record(connection, organisation_id, by_account_id, "store.added", "store", store_id, {})
    on = max(now().date(), new.opened_on or LONG_AGO)
    return (await queries.stores(connection, organisation_id, frozenset({store_id}), on, "", 1))[0]


async def move_store(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, store_id: UUID, move: StoreMove
) -> MembershipBody:
    """Into another area from a day on; what was before that day stays where it was.

    Raises NotFound, UnknownPlace, and MoveRefused for a day on which the present membership has not yet begun.
    """
    await queries.hold_organisation(connection, organisation_id)
    if not await queries.is_there(connection, organisation_id, "store", store_id):
        raise NotFound
    if not await queries.area_exists(connection, organisation_id, move.area_id):
        raise UnknownPlace(path="area_id")
    present = await queries.lasting_membership(connection, organisation_id, store_id)
    if present is not None:
        if present.area_id == move.area_id:
            raise MoveRefused(reason="it is in this area already")
        if move.valid_from <= present.valid_from:
            raise MoveRefused(reason=f"it is where it is only since {present.valid_from}")
        last_day = move.valid_from - timedelta(days=1)
        await queries.end_membership(connection, organisation_id, present.store_membership_id, last_day)
    else:
        last_day_before = await queries.latest_last_day(connection, organisation_id, store_id)
        if last_day_before is not None and move.valid_from <= last_day_before:
            raise MoveRefused(reason=f"it was in another area until {last_day_before}")
    membership = MembershipBody(
        store_membership_id=new_id(),
        store_id=store_id,
        area_id=move.area_id,
        valid_from=move.valid_from,
        valid_to=None,
    )
    await queries.insert_membership(connection, organisation_id, membership)
    await audit_log.record(
        connection,
        organisation_id,
        by_account_id,
        "store.moved",
        "store",
        store_id,
        {"area_id": str(move.area_id), "valid_from": move.valid_from.isoformat()},
    )
    return membership


async def add_programme(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, new: NewProgramme
) -> ProgrammeBody:
    """Raises Invalid for a title without English, CodeTaken."""
    if "en" not in new.title:
        raise Invalid([Fault(path="title.en", code="request.invalid", detail="every text is there in English")])
    programme = ProgrammeBody(
        programme_id=new_id(),
        programme_key=new.programme_key,
        title=new.title,
        mode=new.mode,
        staff_identification=new.staff_identification,
        publication=new.publication,
        rubric_keys=new.rubric_keys,
        rotation_days=new.rotation_days,
        dispute_window_days=new.dispute_window_days,
        dispute_decision_days=new.dispute_decision_days,
        evidence_retention_days=new.evidence_retention_days,
        named_link_retention_days=new.named_link_retention_days,
    )
    if not await queries.insert_programme(connection, organisation_id, programme):
        raise CodeTaken(path="programme_key")
    await audit_log.record(
        connection, organisation_id, by_account_id, "programme.added", "programme", programme.programme_id, {}
    )
    return programme


async def record_staff_notice(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, new: NewStaffNotice
) -> StaffNoticeBody:
    """Raises UnknownPlace, Invalid. A notice is never changed: a new text is a new notice."""
    for tag in new.texts:
        if tag not in new.languages:
            raise Invalid([Fault(f"texts.{tag}", "request.invalid", "a text in a language that it was not given in")])
    if new.covers_formal_process:
        missing = [tag for tag in new.languages if tag not in new.texts]
        if missing:
            detail = "What is said of a formal process is to be read here."
            raise Invalid([Fault(f"texts.{tag}", "organisation.formal_notice_text", detail) for tag in missing])
    if not await queries.is_there(connection, organisation_id, "programme", new.programme_id):
        raise UnknownPlace(path="programme_id")
    if new.store_id and not await queries.is_there(connection, organisation_id, "store", new.store_id):
        raise UnknownPlace(path="store_id")
    notice = StaffNoticeBody(
        staff_notice_id=new_id(),
        programme_id=new.programme_id,
        store_id=new.store_id,
        text_version=new.text_version,
        languages=new.languages,
        given_on=new.given_on,
        channel=new.channel,
        reference=new.reference,
        texts=new.texts,
        covers_formal_process=new.covers_formal_process,
    )
    await queries.insert_staff_notice(connection, organisation_id, notice)
    await audit_log.record(
        connection,
        organisation_id,
        by_account_id,
        "staff_notice.recorded",
        "staff_notice",
        notice.staff_notice_id,
        {"given_on": new.given_on.isoformat(), "covers_formal_process": new.covers_formal_process},
    )
    return notice
