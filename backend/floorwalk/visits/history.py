"""Bringing in the visits of another system: look through the whole file first, then store it in parts.

Nothing is stored while there is a single problem. Storing goes by parts of 500 rows, each a transaction, and knows a
visit by its code: a run that was stopped goes on where it stopped when it is started again, and the same file a second
time changes nothing. Imported visits are marked as such, belong to no programme and are exempt from the notice gate
(P1), not from the evidence floor (P5).
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.rubrics.versions import version_of
from floorwalk.visits import history_queries as queries
from floorwalk.visits.folding import fold_once
from floorwalk.visits.history_columns import ReadingPlan, plan_of
from floorwalk.visits.history_errors import HistoryImportRunning
from floorwalk.visits.history_file import HistoryFile
from floorwalk.visits.history_mapping import HistoryMapping
from floorwalk.visits.history_rows import HistoricVisit, RowProblem, RowReader, taken
from floorwalk.visits.model import TakenVisit
from floorwalk.visits.service import take_imported

PART = 500  # rows a transaction: a stop loses at most some tenths of a second of work
FOLDED_AT_ONCE = 500  # visits a transaction: about half a second
COUNT_ANEW_FROM = 1_000  # visits; below, the planner's old counts do no harm

Report = Callable[[RowProblem], None]
Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What the file holds. Rows with a problem are counted in `problems` and in nothing else."""

    plan: ReadingPlan
    problems: int
    rows: int
    visits: int  # different codes
    new_visits: int
    stores: int
    areas: int
    evaluators: int
    rows_without_area: int  # 0 where the mapping has no area
    first_on: date | None
    last_on: date | None


@dataclass(slots=True)
class BroughtIn:
    """What an import did."""

    created_visits: int = 0
    unchanged_visits: int = 0
    created_stores: int = 0
    created_areas: int = 0
    created_evaluators: int = 0
    stores_without_area: int = 0  # of the created ones
    stores_moved: int = 0  # of the created ones, from area to area within the file


async def version_meant(connection: Connection, organisation_id: UUID, mapping: HistoryMapping) -> CompiledVersion:
    """The rubric version that the mapping names; the newest if it names none. Raises Invalid if there is none."""
    row = await queries.version_row(connection, organisation_id, mapping.rubric_key, mapping.version_number)
    if row is None:
        wanted = "" if mapping.version_number is None else f" in version {mapping.version_number}"
        raise Invalid(
            [Fault("rubric_key", "history.rubric_unknown", f"No rubric {mapping.rubric_key!r} is published{wanted}.")]
        )
    return version_of(row)


async def look_through(
    connection: Connection,
    organisation_id: UUID,
    mapping: HistoryMapping,
    file: HistoryFile,
    *,
    create_missing: bool,
    report: Report,
    advance: Advance,
) -> LookedThrough:
    """Reads the whole file, stores nothing, and reports every problem by row and column.

    Needs a connection of its own, outside a transaction, and leaves what it read there for `bring_in`. Raises Invalid
    if the mapping fits neither the rubric nor the file, and HistoryImportRunning while another import of the
    organisation runs.
    """
    if not await queries.hold_imports(connection, organisation_id):
        raise HistoryImportRunning
    plan = plan_of(mapping, file.headings, await version_meant(connection, organisation_id, mapping))
    problems = 0

    def found(problem: RowProblem) -> None:
        nonlocal problems
        problems += 1
        report(problem)

    await queries.begin(connection)
    for part, row_problems in _parts(plan, file):
        for problem in row_problems:
            found(problem)
        await queries.keep_rows(connection, part, mapping.mode)
        advance(len(part))
    await queries.all_kept(connection)
    async for problem in queries.problems(connection, organisation_id, plan, create_missing=create_missing):
        found(problem)
    counts = dict(await queries.counts(connection, organisation_id))
    if plan.area_code is None:
        counts["rows_without_area"] = 0
    return LookedThrough(plan, problems, **counts)


async def bring_in(
    connection: Connection,
    organisation_id: UUID,
    file: HistoryFile,
    looked: LookedThrough,
    *,
    create_missing: bool,
    advance: Advance,
) -> BroughtIn:
    """Stores what `look_through` found without a problem, on the same connection."""
    if looked.problems:
        raise ValueError("a file with problems is not brought in")
    done = BroughtIn()
    plan = looked.plan
    if create_missing and looked.first_on is not None:
        async with connection.transaction():
            await _create_missing(connection, organisation_id, plan, looked.first_on, done)
    counted_anew = False
    for part, row_problems in _parts(plan, file):
        if row_problems:
            raise Invalid([Fault(f"row {row_problems[0].row}", "history.file_changed", "The file changed meanwhile.")])
        async with connection.transaction():
            await _take_part(connection, organisation_id, plan, part, done)
        if done.created_visits and not counted_anew:
            # What PostgreSQL plans for an empty table it keeps: foreign keys would be checked by reading all visits.
            await queries.count_anew(connection)
            counted_anew = True
        advance(len(part))
    async with connection.transaction():
        told = {name: getattr(done, name) for name in BroughtIn.__slots__}
        await audit_log.record(
            connection, organisation_id, None, "visits.imported", "organisation", str(organisation_id), told
        )
    return done


async def settle(connection: Connection, done: BroughtIn, *, advance: Advance) -> None:
    """Folds what `bring_in` appended, so that no comparison has to, and lets the planner count. It may be left out:
    figures are right without it."""
    folded = FOLDED_AT_ONCE
    while folded == FOLDED_AT_ONCE:
        async with connection.transaction():
            folded = await fold_once(connection, FOLDED_AT_ONCE)
        advance(folded)
    if done.created_visits >= COUNT_ANEW_FROM:
        await queries.count_anew(connection)


def _parts(plan: ReadingPlan, file: HistoryFile) -> Iterator[tuple[list[HistoricVisit], list[RowProblem]]]:
    """The file's rows in parts of `PART`, read; and the problems of each part."""
    reader = RowReader(plan, now().date())
    with file.rows() as rows:
        next(rows, None)  # the heading
        while part := list(islice(rows, PART)):
            visits: list[HistoricVisit] = []
            problems: list[RowProblem] = []
            for row, cells in part:
                visit, found = reader.read(row, cells)
                problems += found
                if visit is not None:
                    visits.append(visit)
            yield visits, problems


async def _create_missing(
    connection: Connection, organisation_id: UUID, plan: ReadingPlan, first_on: date, done: BroughtIn
) -> None:
    done.created_evaluators = await queries.create_evaluators(connection, organisation_id)
    done.created_areas = await queries.create_areas(connection, organisation_id)
    store_ids = await queries.create_stores(connection, organisation_id, plan.zone.key)
    placed, done.stores_moved = await queries.create_memberships(connection, organisation_id, store_ids, first_on)
    done.created_stores = len(store_ids)
    done.stores_without_area = len(store_ids) - placed if plan.area_code is not None else 0


async def _take_part(
    connection: Connection, organisation_id: UUID, plan: ReadingPlan, part: Collection[HistoricVisit], done: BroughtIn
) -> None:
    async def ids(kind: str, codes: set[str]) -> dict[str, UUID]:
        return await queries.ids_by_code(connection, organisation_id, kind, codes)

    known = await ids("visit", {visit.visit_code for visit in part})
    stores = await ids("store", {visit.store_code for visit in part})
    evaluators = await ids("evaluator", {visit.evaluator_code for visit in part})
    staff = await ids("staff", {visit.staff_code for visit in part if visit.staff_code is not None})
    fresh: dict[str, TakenVisit] = {}  # by code: the same row may stand twice in a file
    for visit in part:
        if visit.visit_code in known or visit.visit_code in fresh:
            done.unchanged_visits += 1
            continue
        fresh[visit.visit_code] = taken(
            visit,
            plan,
            stores[visit.store_code],
            evaluators[visit.evaluator_code],
            None if visit.staff_code is None else staff[visit.staff_code],
        )
    await take_imported(connection, organisation_id, None, list(fresh.values()))
    done.created_visits += len(fresh)
