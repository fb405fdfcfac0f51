"""Publishing: a checked document becomes an immutable version, once, however often it is sent."""

from typing import Any
from uuid import UUID

from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics import queries
from floorwalk.rubrics.check import check
from floorwalk.rubrics.compiled import comparability_key_of, content_hash_of
from floorwalk.rubrics.errors import RubricRefused
from floorwalk.rubrics.model import CompiledVersion, Published
from floorwalk.rubrics.versions import version, versions

__all__ = ["CompiledVersion", "Published", "check", "check_in", "publish", "version", "versions"]


async def check_in(connection: Connection, organisation_id: UUID, document: object) -> list[Fault]:
    """Every fault of the document, with the business areas that this organisation has."""
    return check(document, await queries.business_area_keys(connection, organisation_id))


async def publish(
    connection: Connection, organisation_id: UUID, account_id: UUID | None, document: dict[str, Any]
) -> Published:
    """Freezes the document as the next version of its rubric; the same content again is the version it was.

    Business areas that it declares are added where the organisation has none of that key. `account_id` is
    None on the command line. Raises RubricRefused with every fault.
    """
    found = await check_in(connection, organisation_id, document)
    if found:
        raise RubricRefused(found)
    content_hash = content_hash_of(document)
    rubric_id = await queries.locked_rubric_id(connection, organisation_id, document["rubric_key"], new_id())
    before = await queries.version_with_content(connection, organisation_id, rubric_id, content_hash)
    if before is not None:
        return Published(
            before["rubric_version_id"],
            before["rubric_key"],
            before["version_number"],
            before["version_label"],
            content_hash,
            before["comparability_key"],
            already_published=True,
        )
    rubric_version_id, published_at = new_id(), now()
    comparability_key = comparability_key_of(document)
    if document.get("business_areas"):
        await queries.add_business_areas(connection, organisation_id, document["business_areas"])
    number = await queries.insert_version(
        connection, organisation_id, rubric_id, rubric_version_id, document, content_hash, comparability_key,
        published_at, account_id,
    )  # fmt: skip
    await record(
        connection, organisation_id, account_id, "rubric.published", "rubric_version", str(rubric_version_id),
        {"rubric_key": document["rubric_key"], "version_number": number, "content_hash": content_hash},
    )  # fmt: skip
    return Published(
        rubric_version_id,
        document["rubric_key"],
        number,
        document["version_label"],
        content_hash,
        comparability_key,
        already_published=False,
    )
