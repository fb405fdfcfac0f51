"""Routes of a person's rights: the archive, correcting a name, deletion. Each leaves a row that names the person."""

import re
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler
from msgspec import Meta

from floorwalk.coaching.files import secret_of
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.kernel.errors import NotFound
from floorwalk.rights import archive_queries, queries
from floorwalk.rights.archive import archive_of
from floorwalk.rights.deleting import delete_person, person_in_scope
from floorwalk.rights.finding_api import FINDING_ROUTES
from floorwalk.settings import Settings

ZIP_TYPE = "application/zip"
NOT_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9_-]")
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
ARCHIVE = ResponseSpec(bytes, media_type=ZIP_TYPE, description="JSON, CSV and a page to read.")


class NameCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the person is called. Postings are corrected by the list of staff (POST /api/imports/staff)."""

    display_name: Name
    first_name: Name


class PersonDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """What was removed; results stay at store level."""

    evaluations_unnamed: int
    pictures: int
    exports_ended: int
    accounts: int


@get("/api/staff-members/{staff_member_id:uuid}/archive", guards=[requires(Verb.RIGHTS_SERVE)],
     opt={"exclude_from_compression": True}, responses={200: ARCHIVE})  # fmt: skip
async def person_archive(
    asking: NamedDependency[Asking], settings: NamedDependency[Settings], staff_member_id: FromPath[UUID]
) -> Response[bytes]:
    """Everything held about a person, at their request (P7)."""
    person = await person_in_scope(await asking.work.connection(), asking.viewer, staff_member_id)
    # Whoever serves several people tells the files apart by it; a code may hold anything that a list can.
    return await _archive(asking, settings, person, "about-" + NOT_IN_A_FILE_NAME.sub("-", person["staff_code"]))


@get("/api/own/archive", guards=[requires(Verb.OWN_READ)],
     opt={"exclude_from_compression": True}, responses={200: ARCHIVE})  # fmt: skip
async def own_archive(asking: NamedDependency[Asking], settings: NamedDependency[Settings]) -> Response[bytes]:
    """Everything held about oneself (P7)."""
    staff_member_id = asking.viewer.staff_member_id
    person = None
    if staff_member_id is not None:
        connection = await asking.work.connection()
        person = await queries.person(connection, asking.viewer.organisation_id, staff_member_id)
    if person is None:
        raise NotFound
    return await _archive(asking, settings, dict(person), "about-you")


async def _archive(asking: Asking, settings: Settings, person: dict[str, str], name: str) -> Response[bytes]:
    connection, viewer = await asking.work.connection(), asking.viewer
    await audit_log.record(
        connection, viewer.organisation_id, viewer.account_id, "person.archive_given", "staff_member",
        person["staff_member_id"], {"purpose": "access", "staff_member_ids": [str(person["staff_member_id"])]},
    )  # fmt: skip
    content = await archive_of(connection, viewer.organisation_id, person, secret_of(settings, viewer.organisation_id))
    return Response(content, media_type=ZIP_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}.zip"'})


@put("/api/staff-members/{staff_member_id:uuid}/name", guards=[requires(Verb.RIGHTS_SERVE)], status_code=204)
async def correct_name(
    asking: NamedDependency[Asking], staff_member_id: FromPath[UUID], data: JSONBody[NameCorrection]
) -> None:
    """Corrects how a person is called."""
    connection, viewer = await asking.work.connection(), asking.viewer
    person = await person_in_scope(connection, viewer, staff_member_id)
    display_name, first_name = data.display_name.strip(), data.first_name.strip()
    await archive_queries.correct_name(connection, viewer.organisation_id, staff_member_id, display_name, first_name)
    now_called = {"display_name": display_name, "first_name": first_name}
    changed = [name for name, value in now_called.items() if person[name] != value]
    await audit_log.record(  # which fields, never the names: the log outlives the person's other data
        connection, viewer.organisation_id, viewer.account_id, "person.corrected", "staff_member", staff_member_id,
        {"fields": changed},
    )  # fmt: skip


@post("/api/staff-members/{staff_member_id:uuid}/deletion", guards=[requires(Verb.RIGHTS_SERVE)], status_code=200)
async def delete_staff_member(
    asking: NamedDependency[Asking],
    blobs: NamedDependency[Blobs],
    settings: NamedDependency[Settings],
    staff_member_id: FromPath[UUID],
) -> PersonDeleted:
    """Removes all that leads to a person, at their request. It cannot be undone."""
    connection = await asking.work.connection()
    deleted = await delete_person(connection, blobs, settings, asking.viewer, staff_member_id)
    return PersonDeleted(
        evaluations_unnamed=deleted.evaluations_unnamed,
        pictures=deleted.pictures,
        exports_ended=deleted.exports_ended,
        accounts=deleted.accounts,
    )


ROUTES: list[ControllerRouterHandler] = [
    *FINDING_ROUTES,
    person_archive,
    own_archive,
    correct_name,
    delete_staff_member,
]
