"""Routes that take a whole file of stores or staff, as it is: CSV or XLSX."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from msgspec import Meta

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.organisation import imports
from floorwalk.organisation.file_tables import LARGEST_FILE_BYTES
from floorwalk.organisation.imports import MOST_PROBLEMS_LISTED, ImportReport
from floorwalk.organisation.wire import ImportProblemBody, ImportReportBody

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN_TYPES = (CSV_TYPE, XLSX_TYPE)
Meanings = Annotated[
    str, Meta(max_length=5000, description="field=Heading;field=Heading, where a heading does not say what it means")
]
AnyRequest = Request[Any, Any, Any]


@post(
    "/api/imports/stores",
    guards=[requires(Verb.ORGANISATION_WRITE)],
    status_code=200,
    request_max_body_size=LARGEST_FILE_BYTES,
    opt={"media_types": TAKEN_TYPES},
)
async def import_stores(
    asking: NamedDependency[Asking],
    request: AnyRequest,
    dry_run: FromQuery[bool] = False,
    map: FromQuery[Meanings | None] = None,
) -> ImportReportBody:
    """Creates and changes stores, their areas and their places in them; the same file again changes nothing."""
    return await take_file(imports.import_stores, asking, request, dry_run, map or "")


@post(
    "/api/imports/staff",
    guards=[requires(Verb.ORGANISATION_WRITE)],
    status_code=200,
    request_max_body_size=LARGEST_FILE_BYTES,
    opt={"media_types": TAKEN_TYPES},
)
async def import_staff(
    asking: NamedDependency[Asking],
    request: AnyRequest,
    dry_run: FromQuery[bool] = False,
    map: FromQuery[Meanings | None] = None,
) -> ImportReportBody:
    """Creates and changes staff members and their postings; the same file again changes nothing."""
    return await take_file(imports.import_staff, asking, request, dry_run, map or "")


async def take_file(
    act: Callable[..., Awaitable[ImportReport]],
    asking: Asking,
    request: AnyRequest,
    dry_run: bool,
    meanings: str,
) -> ImportReportBody:
    """The whole body to the import that `act` is; also used by the lists of other slices."""
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


def said_of(meanings: str) -> dict[str, str]:
    """ "field=Heading;…" as field to heading. Raises Invalid."""
    said: dict[str, str] = {}
    for meaning in filter(None, meanings.split(";")):
        field, equals, heading = meaning.partition("=")
        if not equals or not field.strip() or not heading.strip():
            raise Invalid([Fault(path="map", code="request.invalid", detail="write field=Heading;field=Heading")])
        said[field.strip()] = heading.strip()
    return said


IMPORT_ROUTES = [import_stores, import_staff]
