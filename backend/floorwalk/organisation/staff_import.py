"""What a list of staff would change: the difference between its rows and what is stored.

Pure. A row never removes anybody, an empty cell changes nothing, and a person in another store or role than before is
posted there from a day on. Carrying it out is imports.py. There is no field for looks, age, origin or health (P3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from floorwalk.kernel.ids import new_id
from floorwalk.organisation.file_tables import FileTable
from floorwalk.organisation.import_cells import Cells, ImportProblem, without_zeros
from floorwalk.organisation.store_import import LONG_AGO


@dataclass(frozen=True, slots=True)
class StoredStaffMember:
    """A person as they stand, with their newest posting; `valid_to` is that posting's last day."""

    staff_member_id: UUID
    staff_code: str
    display_name: str
    first_name: str
    staff_posting_id: UUID | None = None
    store_id: UUID | None = None
    role_title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class KnownStore:
    store_id: UUID
    opened_on: date | None


@dataclass(frozen=True, slots=True)
class Posting:
    staff_posting_id: UUID
    staff_member_id: UUID
    store_id: UUID
    role_title: str
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class StaffPlan:
    """What is to be written."""

    new_people: list[StoredStaffMember] = field(default_factory=list)
    changed_people: list[StoredStaffMember] = field(default_factory=list)
    changed_postings: list[Posting] = field(default_factory=list)
    ended: list[tuple[UUID, date]] = field(default_factory=list)  # posting, last day
    new_postings: list[Posting] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[ImportProblem] = field(default_factory=list)


def plan_of(
    table: FileTable,
    columns: Mapping[str, int],
    stored: Iterable[StoredStaffMember],
    stores: Mapping[str, KnownStore],
    today: date,
) -> StaffPlan:
    """The whole plan, with every problem of every row. `stores` by store_code."""
    plan = StaffPlan()
    by_code = {person.staff_code: person for person in stored}
    staff_by_number = {without_zeros(code): code for code in by_code}
    stores_by_number = {without_zeros(code): code for code in stores}
    first_rows: dict[str, int] = {}
    for row in table.rows:
        cells = Cells(row, columns, table.headings)
        code = cells.text("staff_code", 64, needed=True)
        if code is not None and code in first_rows:
            cells.refuse("staff_code", "duplicate", f"{code} is in row {first_rows[code]} already")
        elif code is not None:
            first_rows[code] = row.number
            twin = staff_by_number.get(without_zeros(code), code)
            if code not in by_code and twin != code:
                cells.refuse("staff_code", "zeros_differ", f"{code} is not there, but {twin} is: were zeros lost?")
        store_code = cells.text("store_code", 64, needed=True)
        if store_code is not None and store_code not in stores:
            near = stores_by_number.get(without_zeros(store_code))
            hint = f"; there is {near}" if near else ""
            cells.refuse("store_code", "unknown_store", f"there is no store {store_code}{hint}")
        _plan_row(cells, code, by_code.get(code or ""), stores.get(store_code or ""), plan, today)
        plan.problems.extend(cells.problems)
    return plan


def _plan_row(
    cells: Cells,
    code: str | None,
    before: StoredStaffMember | None,
    store: KnownStore | None,
    plan: StaffPlan,
    today: date,
) -> None:
    display_name, first_name = _names(cells, before)
    role_title = cells.text("role_title", 120) or (before.role_title if before else "")
    valid_from, valid_to = cells.day("valid_from"), cells.day("valid_to")
    if cells.problems or code is None or store is None:
        return
    after = StoredStaffMember(before.staff_member_id if before else new_id(), code, display_name, first_name)
    moved = _plan_posting(cells, after, before, store, role_title, plan, valid_from, valid_to, today)
    if cells.problems:
        return
    if before is None:
        plan.new_people.append(after)
        plan.created += 1
        return
    differs = (before.display_name, before.first_name) != (after.display_name, after.first_name)
    if differs:
        plan.changed_people.append(after)
    plan.changed += differs or moved
    plan.unchanged += not (differs or moved)


def _names(cells: Cells, before: StoredStaffMember | None) -> tuple[str, str]:
    """The whole name and the first name: from one column ("Anna Albers" or "Albers, Anna") or from two."""
    faults_before = len(cells.problems)
    whole = cells.text("display_name", 200)
    first, last = cells.text("first_name", 100), cells.text("last_name", 100)
    if whole is not None and "," in whole and first is None:
        last, _, first = (part.strip() for part in whole.partition(","))
        whole = None
    if whole is None:
        whole = " ".join(part for part in (first, last) if part) or None
    if whole is None:
        if before is None and len(cells.problems) == faults_before:
            cells.refuse("display_name", "required", "a person needs a name")
        return (before.display_name, before.first_name) if before else ("", "")
    return whole, first or whole.split(" ")[0]


def _plan_posting(
    cells: Cells,
    person: StoredStaffMember,
    before: StoredStaffMember | None,
    store: KnownStore,
    role_title: str,
    plan: StaffPlan,
    valid_from: date | None,
    valid_to: date | None,
    today: date,
) -> bool:
    """Whether the person's posting changes."""
    if before is None or before.staff_posting_id is None or before.valid_from is None:
        begins = valid_from or store.opened_on or LONG_AGO
    else:
        begins = valid_from or today
        if (before.store_id, before.role_title) == (store.store_id, role_title):
            if valid_to is None and (before.valid_to is None or begins <= before.valid_to):
                return False
            if valid_to is not None:
                return _plan_last_day(cells, before, valid_to, plan)
        elif begins == before.valid_from:
            if not _is_forwards(cells, begins, valid_to):
                return False
            plan.changed_postings.append(
                Posting(before.staff_posting_id, person.staff_member_id, store.store_id, role_title, begins, valid_to)
            )
            return True
        if begins < before.valid_from:
            cells.refuse(
                "valid_from", "moves_backwards", f"the posting is known since {before.valid_from}; {begins} is earlier"
            )
            return False
        if before.valid_to is None or before.valid_to >= begins:
            plan.ended.append((before.staff_posting_id, begins - timedelta(days=1)))
    if not _is_forwards(cells, begins, valid_to):
        return False
    plan.new_postings.append(Posting(new_id(), person.staff_member_id, store.store_id, role_title, begins, valid_to))
    return True


def _plan_last_day(cells: Cells, before: StoredStaffMember, valid_to: date, plan: StaffPlan) -> bool:
    if before.valid_to == valid_to or before.staff_posting_id is None or before.valid_from is None:
        return False
    if not _is_forwards(cells, before.valid_from, valid_to):
        return False
    plan.ended.append((before.staff_posting_id, valid_to))
    return True


def _is_forwards(cells: Cells, begins: date, valid_to: date | None) -> bool:
    if valid_to is None or valid_to >= begins:
        return True
    cells.refuse("valid_to", "days_reversed", f"it ends on {valid_to}, before it begins on {begins}")
    return False
