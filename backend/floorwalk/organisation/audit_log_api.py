"""Routes of the audit log, for the administrator: read by filters, and taken along as CSV. Each look leaves a row."""

import tempfile
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Any, BinaryIO
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_at, instant_and_id
from floorwalk.organisation import audit_log_queries as queries
from floorwalk.organisation.audit_log_queries import Wanted

IN_MEMORY_BYTES = 1024 * 1024  # of a file on its way; the rest waits on the disk
PIECE_BYTES = 64 * 1024
WORD = "^[a-z][a-z_]*(\\.[a-z_]+)?$"
FromOn = Annotated[date | None, QueryParameter(description="First day, in the organisation's zone.")]
ToOn = Annotated[date | None, QueryParameter(description="Last day, likewise.")]
Act = Annotated[
    str | None,
    QueryParameter(pattern=WORD, max_length=60, description="An act, or the word before its dot for all of them."),
]
ObjectKind = Annotated[str | None, QueryParameter(pattern="^[a-z][a-z_]*$", max_length=60)]
StaffCode = Annotated[
    str | None, QueryParameter(min_length=1, max_length=100, description="Only rows about this person.")
]


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who did or saw what. No account: the command line, or an account that is gone."""

    audit_id: UUID
    happened_at: datetime
    account_id: UUID | None
    display_name: str | None
    act: str
    object_kind: str
    object_id: str
    detail: dict[str, Any]


class AuditPage(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first."""

    entries: list[AuditEntry]
    next_cursor: str | None


@get("/api/audit-log", guards=[requires(Verb.AUDIT_READ)])
async def audit_entries(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    account_id: FromQuery[UUID | None] = None,
    act: Act = None,
    object_kind: ObjectKind = None,
    staff_code: StaffCode = None,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 100,
) -> AuditPage:
    """What was done, and who saw or took along figures about a person."""
    connection, viewer = await asking.work.connection(), asking.viewer
    wanted = Wanted(from_on, to_on, account_id, act, object_kind, staff_code)
    rows = await queries.page(connection, viewer.organisation_id, wanted, instant_and_id(cursor), limit + 1)
    if cursor is None:  # turning the page is the same look
        await _record(connection, asking, "audit_log.read", wanted)
    entries = [msgspec.convert(dict(row), AuditEntry) for row in rows[:limit]]
    more = len(rows) > limit
    last = entries[-1] if more else None
    return AuditPage(entries=entries, next_cursor=None if last is None else cursor_at(last.happened_at, last.audit_id))


@get(
    "/api/audit-log/csv",
    guards=[requires(Verb.AUDIT_READ)],
    media_type="text/csv; charset=utf-8",
    opt={"exclude_from_compression": True},
    responses={200: ResponseSpec(data_container=str, media_type="text/csv", description="The file, streamed.")},
)
async def audit_file(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    account_id: FromQuery[UUID | None] = None,
    act: Act = None,
    object_kind: ObjectKind = None,
    staff_code: StaffCode = None,
) -> Stream:
    """The same rows as a file, oldest first (schemas/exports/audit-log.schema.json)."""
    connection = await asking.work.connection()
    wanted = Wanted(from_on, to_on, account_id, act, object_kind, staff_code)
    file: BinaryIO = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # type: ignore[assignment]  # noqa: SIM115
    await copy_to(connection, asking.viewer.organisation_id, wanted, file)
    await _record(connection, asking, "audit_log.exported", wanted)
    return Stream(_pieces_of(file), headers={"Content-Disposition": 'attachment; filename="floorwalk-audit-log.csv"'})


async def copy_to(connection: Connection, organisation_id: UUID, wanted: Wanted, file: BinaryIO) -> None:
    """Writes the rows as CSV with a line of headings."""

    async def write(piece: bytes) -> None:
        file.write(piece)

    await connection.copy_from_query(
        queries.AS_CSV, *wanted.arguments(organisation_id), output=write, format="csv", header=True
    )


async def _pieces_of(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


async def _record(connection: Connection, asking: Asking, act: str, wanted: Wanted) -> None:
    filters = {name: value for name, value in msgspec.to_builtins(wanted).items() if value is not None}
    await audit_log.record(
        connection, asking.viewer.organisation_id, asking.viewer.account_id, act, "account",
        asking.viewer.account_id, {"filters": sorted(filters)},
    )  # fmt: skip


AUDIT_LOG_ROUTES = [audit_entries, audit_file]
