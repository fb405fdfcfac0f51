"""Routes of finding the person whose rights are asked for, also long after they left; and what retention removed last.

The scope is that of rights/deleting.py: everybody, for a right over the whole organisation; otherwise whoever was ever
posted to one of its stores.
"""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.types import ControllerRouterHandler
from msgspec import Meta

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import holds_everywhere, stores_visible_to
from floorwalk.rights import finding_queries as queries

MOST_FOUND = 50  # people; a longer list is searched with another word, not read


class PersonSought(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parts of the name or of the staff code, with at least two characters beside each other."""

    words: Annotated[str, Meta(max_length=200, pattern=r"\S\S")]


class FoundPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody held here, with their latest posting that the viewer may see; none: never posted anywhere."""

    staff_member_id: UUID
    staff_code: str
    display_name: str
    first_name: str
    role_title: str | None
    store_name: str | None
    left_on: date | None  # the last day of that posting, if it is over


class FoundPeople(msgspec.Struct, frozen=True, kw_only=True):
    """By name; `has_more`: there are others that fit."""

    people: list[FoundPerson]
    has_more: bool


class RetentionRun(msgspec.Struct, frozen=True, kw_only=True):
    """What one run removed; counts. `on` is the day it judged by, in the organisation's zone."""

    ran_at: datetime
    on: date
    links_removed: int
    pictures_removed: int


class RetentionReport(msgspec.Struct, frozen=True, kw_only=True):
    last_run: RetentionRun | None


@post("/api/rights/people", guards=[requires(Verb.RIGHTS_SERVE)], status_code=200)
async def find_people(asking: NamedDependency[Asking], data: JSONBody[PersonSought]) -> FoundPeople:
    """People whose name or staff code holds every word, without regard to case and accents.

    Writes nothing; it is no GET so that no name stands in an address, and from there in the logs of servers between.
    """
    connection, viewer = await asking.work.connection(), asking.viewer
    visible = await stores_visible_to(connection, viewer, Verb.RIGHTS_SERVE)
    rows = await queries.people_named(
        connection, viewer.organisation_id, data.words.split(), visible, now().date(), MOST_FOUND + 1,
        also_elsewhere=holds_everywhere(viewer, Verb.RIGHTS_SERVE),
    )  # fmt: skip
    people = [msgspec.convert(dict(row), FoundPerson) for row in rows[:MOST_FOUND]]
    return FoundPeople(people=people, has_more=len(rows) > MOST_FOUND)


@get("/api/rights/retention", guards=[requires(Verb.RIGHTS_SERVE)])
async def retention_report(asking: NamedDependency[Asking]) -> RetentionReport:
    """What the last nightly run removed (P8), for whoever serves the rights of the whole organisation."""
    if not holds_everywhere(asking.viewer, Verb.RIGHTS_SERVE):
        raise NotFound
    row = await queries.last_retention(await asking.work.connection(), asking.viewer.organisation_id)
    if row is None:
        return RetentionReport(last_run=None)
    return RetentionReport(last_run=msgspec.convert({"ran_at": row["happened_at"], **row["detail"]}, RetentionRun))


FINDING_ROUTES: list[ControllerRouterHandler] = [find_people, retention_report]
