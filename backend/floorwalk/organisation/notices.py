"""Telling single persons: who came after the notice was given to all (P1, P5). The notice itself is service.py."""

from uuid import UUID

from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.organisation import notice_queries
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.organisation.wire import NoticeGiven

IN_THE_APP = "Floorwalk"  # the channel of a notice that its reader acknowledged here


async def record_given(connection: Connection, viewer: Viewer, staff_notice_id: UUID, given: NoticeGiven) -> None:
    """Who was given it already keeps the first date.

    Raises NotFound for a notice that does not exist and for a person who works in none of the viewer's stores; Invalid
    for a day before the notice's own or after today.
    """
    organisation_id, today = viewer.organisation_id, now().date()
    place = await notice_queries.notice_place(connection, organisation_id, staff_notice_id)
    stores: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.NOTICE_GIVE)
    if place is None:
        raise NotFound
    store_id, notice_given_on = place
    if store_id is not None:
        stores &= {store_id}
    people = set(given.staff_member_ids)
    if people - await notice_queries.people_posted_in(connection, organisation_id, people, stores, today):
        raise NotFound
    if not notice_given_on <= given.given_on <= today:
        raise Invalid([Fault("given_on", "organisation.notice_day", "From the notice's own day on, until today.")])
    await notice_queries.insert_given(
        connection, organisation_id, staff_notice_id, people, given.given_on, given.channel, viewer.account_id, now()
    )
    await audit_log.record(
        connection,
        organisation_id,
        viewer.account_id,
        "staff_notice.given",
        "staff_notice",
        staff_notice_id,
        {"staff_member_ids": sorted(map(str, people)), "given_on": given.given_on.isoformat()},
    )


async def acknowledge(connection: Connection, viewer: Viewer, staff_notice_id: UUID) -> None:
    """The viewer, a staff member, has read one of the notices meant for them. Raises NotFound."""
    organisation_id, today = viewer.organisation_id, now().date()
    if viewer.staff_member_id is None:
        raise NotFound
    own = await notice_queries.own_notices(connection, organisation_id, viewer.staff_member_id, today)
    if staff_notice_id not in {notice.staff_notice_id for notice in own}:
        raise NotFound
    await notice_queries.acknowledge(
        connection,
        organisation_id,
        staff_notice_id,
        viewer.staff_member_id,
        IN_THE_APP,
        viewer.account_id,
        today,
        now(),
    )
    await audit_log.record(
        connection,
        organisation_id,
        viewer.account_id,
        "staff_notice.acknowledged",
        "staff_notice",
        staff_notice_id,
        {"staff_member_id": str(viewer.staff_member_id)},
    )
