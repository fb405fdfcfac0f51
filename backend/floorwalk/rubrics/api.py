"""Routes of rubrics: guard, decode, one call, return."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.rubrics import queries, service
from floorwalk.rubrics.compiled import comparability_key_of
from floorwalk.rubrics.wire import (
    CheckedBody,
    PublishedBody,
    RubricsBody,
    RubricSummary,
    VersionBody,
    VersionWithDocument,
    fault_body,
)

Document = JSONBody[dict[str, Any]]  # its form is schemas/rubric.schema.json; check.py lists every fault in it


@get("/api/rubrics", guards=[requires(Verb.RUBRIC_READ)])
async def rubrics(asking: NamedDependency[Asking]) -> RubricsBody:
    """Every rubric with its newest version."""
    connection = await asking.work.connection()
    rows = await queries.current_versions(connection, asking.viewer.organisation_id)
    return RubricsBody(
        rubrics=[
            RubricSummary(
                rubric_key=row["rubric_key"],
                title=row["rubric_document"]["title"],
                current_version=msgspec.convert(dict(row), VersionBody),
            )
            for row in rows
        ]
    )


@get(
    "/api/rubric-versions/{rubric_version_id:uuid}",
    guards=[requires(Verb.RUBRIC_READ, Verb.OWN_READ, Verb.DISPUTE_DECIDE)],
)
async def rubric_version(asking: NamedDependency[Asking], rubric_version_id: FromPath[UUID]) -> VersionWithDocument:
    """One published version with its document."""
    connection = await asking.work.connection()
    row = await queries.version_by_id(connection, asking.viewer.organisation_id, rubric_version_id)
    return msgspec.convert({**row, "document": row["rubric_document"]}, VersionWithDocument)


@post("/api/rubrics/check", guards=[requires(Verb.RUBRIC_PUBLISH)], status_code=200)
async def check(asking: NamedDependency[Asking], data: Document) -> CheckedBody:
    """Every problem of a document at its path; nothing is stored."""
    found = await service.check_in(await asking.work.connection(), asking.viewer.organisation_id, data)
    return CheckedBody(
        problems=[fault_body(fault) for fault in found],
        comparability_key=None if found else comparability_key_of(data),
    )


@post("/api/rubrics/publish", guards=[requires(Verb.RUBRIC_PUBLISH)])
async def publish(asking: NamedDependency[Asking], data: Document) -> PublishedBody:
    """Freezes a document as the next version of its rubric; the same document again is the version it was."""
    viewer = asking.viewer
    done = await service.publish(await asking.work.connection(), viewer.organisation_id, viewer.account_id, data)
    return msgspec.convert(done, PublishedBody, from_attributes=True)


ROUTES: list[ControllerRouterHandler] = [rubrics, rubric_version, check, publish]
