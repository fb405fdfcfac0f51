"""Routes that take a whole file of stores or staff, as it is: CSV or XLSX."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import FromQuery
from msgspec import Meta

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, Problem
from floorwalk.organisation import imports
from floorwalk.organisation.file_tables import LARGEST_FILE_BYTES
from floorwalk.organisation.imports import MOST_PROBLEMS_LISTED, ImportReport
from floorwalk.organisation.wire import ImportProblemBody, ImportReportBody

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN_TYPES = (CSV_TYPE, XLSX_TYPE)
Meanings = Annotated[
    list[Annotated[str, Meta(max_length=300)]] | None,
    Meta(max_length=50, description="field=Heading, where the heading does not say it"),
]
AnyRequest = Request[Any, Any, Any]


@dataclass(eq=False)
class FileTypeRefused(Problem):
    """A content type that is neither of the two."""

    code = "imports.file_type_refused"
    kind = "unsupported"
    sentence = "Send the file as text/csv, or as XLSX under its own content type."


class FileOperation(Operation):
    """Says in the API's description that the body is a file; the handler reads it as raw bytes."""

    def __post_init__(self) -> None:
        binary = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        self.request_body = RequestBody(
            content={media_type: OpenAPIMediaType(schema=binary) for media_type in TAKEN_TYPES}, required=True
        )


@post(
    "/api/imports/stores",
    guards=[requires(Verb.ORGANISATION_WRITE)],
    status_code=200,
    request_max_body_size=LARGEST_FILE_BYTES,
    operation_class=FileOperation,
)
async def import_stores(
    asking: NamedDependency[Asking],
    request: AnyRequest,
    dry_run: FromQuery[bool] = False,
    map: FromQuery[Meanings] = None,
) -> ImportReportBody:
    """Creates and changes stores, their areas and their places in them; the same file again changes nothing."""
    return await _import(imports.import_stores, asking, request, dry_run, map or ())


@post(
    "/api/imports/staff",
    guards=[requires(Verb.ORGANISATION_WRITE)],
    status_code=200,
    request_max_body_size=LARGEST_FILE_BYTES,
    operation_class=FileOperation,
)
async def import_staff(
    asking: NamedDependency[Asking],
    request: AnyRequest,
    dry_run: FromQuery[bool] = False,
    map: FromQuery[Meanings] = None,
) -> ImportReportBody:
    """Creates and changes staff members and their postings; the same file again changes nothing."""
    return await _import(imports.import_staff, asking, request, dry_run, map or ())


async def _import(
    act: Callable[..., Awaitable[ImportReport]],
    asking: Asking,
    request: AnyRequest,
    dry_run: bool,
    meanings: Sequence[str],
) -> ImportReportBody:
    if request.content_type[0] not in TAKEN_TYPES:
        raise FileTypeRefused
    content = await request.body()  # before a connection is taken: a slow sender keeps none
    report = await act(
        await asking.work.connection(),
        asking.viewer.organisation_id,
        asking.viewer.account_id,
        content,
        said_of(meanings),
        dry_run=dry_run,
        today=now().date(),
    )
    return ImportReportBody(
        dry_run=report.dry_run,
        rows=report.rows,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        problem_count=len(report.problems),
        problems=[
            ImportProblemBody(row=found.row, column=found.column, code=found.code, detail=found.detail)
            for found in report.problems[:MOST_PROBLEMS_LISTED]
        ],
        header_mapping=report.header_mapping,
    )


def said_of(meanings: Sequence[str]) -> dict[str, str]:
    """ "field=Heading" as field to heading. Raises Invalid."""
    said: dict[str, str] = {}
    for place, meaning in enumerate(meanings):
        field, equals, heading = meaning.partition("=")
        if not equals or not field.strip() or not heading.strip():
            raise Invalid([Fault(path=f"map[{place}]", code="request.invalid", detail="write field=Heading")])
        said[field.strip()] = heading.strip()
    return said


IMPORT_ROUTES = [import_stores, import_staff]
