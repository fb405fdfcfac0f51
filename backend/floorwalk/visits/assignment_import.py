"""A list of assignments from a file: what its rows would make and change, then all of it or nothing.

A row is told apart by store, programme, evaluator and first day; the rest of it may change while the visit is still
to be done. Reading the file, headings and the report are the organisation's (organisation/imports.py).
"""

import asyncio
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.file_tables import FileTable
from floorwalk.organisation.headings import ASSIGNMENT_FIELDS, columns_of
from floorwalk.organisation.import_cells import Cells, ImportProblem
from floorwalk.organisation.import_queries import remembered_headings
from floorwalk.organisation.imports import ImportReport, finish, read_file, report_of
from floorwalk.organisation.queries import all_stores, hold_organisation
from floorwalk.visits import assignment_queries
from floorwalk.visits.assignment_lifecycle import LIVE, AssignmentState
from floorwalk.visits.assignment_model import Calendar, Stored, Wanted
from floorwalk.visits.scheduling import faults_of, note

COLUMN_OF = {"store_id": "store_code", "programme_id": "programme", "rubric_key": "rubric", "scenario_id": "scenario",
             "evaluator_id": "evaluator_code"}  # fmt: skip
CHANGEABLE = LIVE - {AssignmentState.STARTED}
Identity = tuple[UUID, UUID, UUID, date]


@dataclass(slots=True)
class AssignmentPlan:
    """What is to be written."""

    made: list[tuple[UUID, Wanted]] = field(default_factory=list)
    altered: list[tuple[UUID, Wanted]] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[ImportProblem] = field(default_factory=list)


async def import_assignments(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    content: bytes,
    said: Mapping[str, str],
    *,
    dry_run: bool,
    today: date,
    visible: AbstractSet[UUID] | None = None,
) -> ImportReport:
    """At the stores that are `visible` (None: at all of them). Needs a transaction.

    Raises FileRefused, HeadingsRefused; and ImportHasProblems unless it is a dry run.
    """
    table = await asyncio.to_thread(read_file, content)
    await hold_organisation(connection, organisation_id)
    remembered = await remembered_headings(connection, organisation_id, "assignments")
    columns = columns_of(ASSIGNMENT_FIELDS, table.headings, said, remembered)
    stores = visible if visible is not None else await all_stores(connection, organisation_id)
    calendar = await assignment_queries.calendar(connection, organisation_id, stores, today)
    read = read_rows(table, columns, calendar)
    days = [wanted.from_on for _, wanted in read if wanted is not None]
    stored: list[Stored] = []
    if days:
        stored = await assignment_queries.stored(connection, organisation_id, stores, min(days), max(days))
        calendar.taken.update(await assignment_queries.taken(connection, organisation_id, stores, min(days), today))
    plan = plan_of(read, calendar, stored)
    report = report_of(plan, table, columns, dry_run=dry_run)
    if dry_run:
        return report
    at = now()
    await assignment_queries.insert(connection, organisation_id, plan.made, at)
    await assignment_queries.change(connection, organisation_id, plan.altered, at)
    await finish(connection, organisation_id, by_account_id, "assignments", report)
    return report


def read_rows(table: FileTable, columns: Mapping[str, int], calendar: Calendar) -> list[tuple[Cells, Wanted | None]]:
    """Each row with what it asks for; None where a cell cannot be read, and its problem stands in the cells."""
    stores = {store.store_code: store.store_id for store in calendar.stores.values()}
    programmes = {one.programme_key: one for one in calendar.programmes.values()}
    scenarios = {one.scenario_key: one.scenario_id for one in calendar.scenarios.values()}
    evaluators = {one.evaluator_code: one.evaluator_id for one in calendar.evaluators.values()}
    read: list[tuple[Cells, Wanted | None]] = []
    for row in table.rows:
        cells = Cells(row, columns, table.headings)

        def found(name: str, known: Mapping[str, UUID], cells: Cells = cells, *, needed: bool = True) -> UUID | None:
            written = cells.text(name, 64, needed=needed)
            if written is not None and written not in known:
                cells.refuse(name, "unknown", f"{written!r} is not there, or not for you")
            return known.get(written or "")

        store_id = found("store_code", stores)
        programme_id = found("programme", {key: one.programme_id for key, one in programmes.items()})
        evaluator_id = found("evaluator_code", evaluators)
        scenario_id = found("scenario", scenarios, needed=False)
        rubric_key, wave_key = cells.text("rubric", 64), cells.text("wave", 64)
        programme = calendar.programmes.get(programme_id) if programme_id is not None else None
        if rubric_key is None and programme is not None:
            if len(programme.rubric_keys) == 1:
                rubric_key = next(iter(programme.rubric_keys))
            else:
                cells.refuse("rubric", "required", f"the programme has {len(programme.rubric_keys)} published rubrics")
        from_on, to_on = cells.day("from_on", needed=True), cells.day("to_on", needed=True)
        wanted = None
        if not cells.problems and store_id and programme_id and evaluator_id and rubric_key and from_on and to_on:
            wanted = Wanted(store_id, programme_id, rubric_key, scenario_id, evaluator_id, from_on, to_on, wave_key)
        read.append((cells, wanted))
    return read


def plan_of(read: list[tuple[Cells, Wanted | None]], calendar: Calendar, stored: list[Stored]) -> AssignmentPlan:
    """The whole plan, with every problem of every row; each row sees those before it."""
    plan, at = AssignmentPlan(), now()
    there = {_identity(one.asked): one for one in stored}  # the newest of each
    rows: dict[Identity, int] = {}
    for cells, wanted in read:
        if wanted is not None:
            identity = _identity(wanted)
            before = there.get(identity)
            if identity in rows:
                cells.refuse("store_code", "duplicate", f"the same is in row {rows[identity]} already")
            elif before is not None and before.asked == wanted:
                plan.unchanged += 1
            elif before is not None and before.state not in CHANGEABLE:
                cells.refuse("store_code", "begun", f"this assignment is {before.state.value}, and stays as it is")
            else:
                assignment_id = before.assignment_id if before is not None else new_id()
                for fault in faults_of(wanted, calendar, at, assignment_id):
                    cells.refuse_as(COLUMN_OF.get(fault.path, fault.path), fault.code, fault.detail)
                if not cells.problems:
                    note(wanted, calendar, assignment_id)
                    (plan.made if before is None else plan.altered).append((assignment_id, wanted))
                    plan.created += before is None
                    plan.changed += before is not None
            rows.setdefault(identity, cells.row.number)
        plan.problems.extend(cells.problems)
    return plan


def _identity(wanted: Wanted) -> Identity:
    return wanted.store_id, wanted.programme_id, wanted.evaluator_id, wanted.from_on
