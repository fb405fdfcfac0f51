"""Bringing in lists of stores and staff: read, plan, and write all of it or nothing, in one transaction.

What a row would change is store_import.py and staff_import.py; reading files is csv_files.py and xlsx_files.py.
`report_of` and `finish` also serve the list of another slice (visits/assignment_import.py).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import Fault, Problem
from floorwalk.kernel.ids import new_id
from floorwalk.organisation import import_queries, queries, staff_import, store_import
from floorwalk.organisation.csv_files import csv_rows
from floorwalk.organisation.file_tables import LARGEST_FILE_BYTES, FileRefused, FileTable, table_of
from floorwalk.organisation.headings import STAFF_FIELDS, STORE_FIELDS, columns_of, folded
from floorwalk.organisation.import_cells import ImportProblem
from floorwalk.organisation.xlsx_files import SIGNATURE, xlsx_rows

MOST_PROBLEMS_LISTED = 1000


class Plan(Protocol):
    """What a list would change, counted by rows."""

    created: int
    changed: int
    unchanged: int
    problems: list[ImportProblem]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: with problems or in a dry run nothing was done."""

    dry_run: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    problems: Sequence[ImportProblem]
    header_mapping: dict[str, str]  # field -> the file's own heading


@dataclass(eq=False)
class ImportHasProblems(Problem):
    """Rows that cannot be taken; nothing of the file was."""

    report: ImportReport
    code = "imports.problems_found"
    kind = "invalid"

    @property
    def detail(self) -> str:
        return f"{len(self.report.problems)} problems in {self.report.rows} rows; nothing was changed."

    @property
    def faults(self) -> Sequence[Fault]:
        return [
            Fault(path=f"row {found.row}, {found.column}", code=found.code, detail=found.detail)
            for found in self.report.problems[:MOST_PROBLEMS_LISTED]
        ]


def read_file(content: bytes) -> FileTable:
    """A CSV or XLSX file, told apart by how it begins. Raises FileRefused."""
    if len(content) > LARGEST_FILE_BYTES:
        raise FileRefused(reason=f"it is larger than {LARGEST_FILE_BYTES // 1024 // 1024} MB")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(reason="it is an old Excel file (.xls); save it as .xlsx or .csv")
    return table_of(xlsx_rows(content) if content.startswith(SIGNATURE) else csv_rows(content))


async def import_stores(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    content: bytes,
    said: Mapping[str, str],
    *,
    dry_run: bool,
    today: date,
) -> ImportReport:
    """`said` maps fields to headings where the known words do not find them. Needs a transaction.

    Raises FileRefused, HeadingsRefused; and ImportHasProblems unless it is a dry run.
    """
    table = await asyncio.to_thread(read_file, content)
    time_zone, _ = await queries.hold_organisation(connection, organisation_id)
    remembered = await import_queries.remembered_headings(connection, organisation_id, "stores")
    columns = columns_of(STORE_FIELDS, table.headings, said, remembered)
    stored = await import_queries.stored_stores(connection, organisation_id)
    areas = await import_queries.stored_areas(connection, organisation_id)
    plan = await asyncio.to_thread(store_import.plan_of, table, columns, stored, areas, time_zone, today)
    report = report_of(plan, table, columns, dry_run=dry_run)
    if dry_run:
        return report
    await import_queries.insert_areas(connection, organisation_id, plan.new_areas)
    await import_queries.insert_stores(connection, organisation_id, plan.new_stores)
    await import_queries.update_stores(connection, organisation_id, plan.changed_stores)
    await import_queries.end_memberships(connection, organisation_id, plan.ended)
    await import_queries.correct_memberships(connection, organisation_id, plan.corrected)
    await import_queries.insert_memberships(connection, organisation_id, plan.new_memberships)
    await finish(connection, organisation_id, by_account_id, "stores", report)
    return report


async def import_staff(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    content: bytes,
    said: Mapping[str, str],
    *,
    dry_run: bool,
    today: date,
) -> ImportReport:
    """As import_stores; the stores that the file names must be there."""
    table = await asyncio.to_thread(read_file, content)
    await queries.hold_organisation(connection, organisation_id)
    remembered = await import_queries.remembered_headings(connection, organisation_id, "staff")
    columns = columns_of(STAFF_FIELDS, table.headings, said, remembered)
    stored = await import_queries.stored_staff(connection, organisation_id)
    stores = await import_queries.known_stores(connection, organisation_id)
    plan = await asyncio.to_thread(staff_import.plan_of, table, columns, stored, stores, today)
    report = report_of(plan, table, columns, dry_run=dry_run)
    if dry_run:
        return report
    await import_queries.insert_staff(connection, organisation_id, plan.new_people)
    await import_queries.update_staff(connection, organisation_id, plan.changed_people)
    await import_queries.end_postings(connection, organisation_id, plan.ended)
    await import_queries.update_postings(connection, organisation_id, plan.changed_postings)
    await import_queries.insert_postings(connection, organisation_id, plan.new_postings)
    await finish(connection, organisation_id, by_account_id, "staff", report)
    return report


def report_of(plan: Plan, table: FileTable, columns: Mapping[str, int], *, dry_run: bool) -> ImportReport:
    """Raises ImportHasProblems unless it is a dry run."""
    report = ImportReport(
        dry_run=dry_run,
        rows=len(table.rows),
        created=plan.created,
        changed=plan.changed,
        unchanged=plan.unchanged,
        problems=plan.problems,
        header_mapping={field: table.headings[place] for field, place in columns.items()},
    )
    if plan.problems and not dry_run:
        raise ImportHasProblems(report=report)
    return report


async def finish(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, kind: str, report: ImportReport
) -> None:
    """Remembers what the headings meant, and leaves the audit row."""
    meanings = {folded(heading): field for field, heading in report.header_mapping.items()}
    await import_queries.remember_headings(connection, organisation_id, kind, meanings)
    await audit_log.record(
        connection,
        organisation_id,
        by_account_id,
        f"{kind}.imported",
        "import",
        new_id(),
        {"rows": report.rows, "created": report.created, "changed": report.changed},
    )
