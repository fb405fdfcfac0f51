"""What a list of stores would change: the difference between its rows and what is stored.

Pure. A row never removes anything, an empty cell changes nothing, and a store in another area than before moves there
from a day on. Carrying it out is imports.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from floorwalk.kernel.ids import new_id
from floorwalk.organisation.file_tables import FileTable
from floorwalk.organisation.import_cells import Cells, ImportProblem, without_zeros
from floorwalk.organisation.time_zones import is_time_zone

LONG_AGO = date(2000, 1, 1)  # from when on a place is valid whose beginning nobody states: before any visit


@dataclass(frozen=True, slots=True)
class StoredArea:
    area_id: UUID
    area_code: str
    name: str
    parent_area_id: UUID | None


@dataclass(frozen=True, slots=True)
class StoredStore:
    """A store as it stands, with its newest membership; `valid_to` is that membership's last day."""

    store_id: UUID
    store_code: str
    name: str
    time_zone: str
    format: str | None
    opened_on: date | None
    closed_on: date | None
    address: str | None = None
    opening_hours: str | None = None
    store_membership_id: UUID | None = None
    area_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    store_membership_id: UUID
    store_id: UUID
    area_id: UUID
    valid_from: date


@dataclass(slots=True)
class StorePlan:
    """What is to be written."""

    new_areas: list[StoredArea] = field(default_factory=list)
    new_stores: list[StoredStore] = field(default_factory=list)
    changed_stores: list[StoredStore] = field(default_factory=list)
    ended: list[tuple[UUID, date]] = field(default_factory=list)  # membership, last day
    corrected: list[tuple[UUID, UUID]] = field(default_factory=list)  # membership, area
    new_memberships: list[Membership] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[ImportProblem] = field(default_factory=list)


def plan_of(
    table: FileTable,
    columns: Mapping[str, int],
    stored: Iterable[StoredStore],
    areas: Sequence[StoredArea],
    own_time_zone: str,
    today: date,
) -> StorePlan:
    """The whole plan, with every problem of every row."""
    plan = StorePlan()
    tree = _Areas(areas, plan)
    by_code = {store.store_code: store for store in stored}
    by_number = {without_zeros(code): code for code in by_code}
    first_rows: dict[str, int] = {}
    for row in table.rows:
        cells = Cells(row, columns, table.headings)
        code = cells.text("store_code", 64, needed=True)
        if code is not None and code in first_rows:
            cells.refuse("store_code", "duplicate", f"{code} is in row {first_rows[code]} already")
        elif code is not None:
            first_rows[code] = row.number
            twin = by_number.get(without_zeros(code), code)
            if code not in by_code and twin != code:
                cells.refuse("store_code", "zeros_differ", f"{code} is not there, but {twin} is: were zeros lost?")
        _plan_row(cells, code, by_code, tree, plan, own_time_zone, today)
        plan.problems.extend(cells.problems)
    return plan


def _plan_row(
    cells: Cells,
    code: str | None,
    by_code: Mapping[str, StoredStore],
    tree: "_Areas",
    plan: StorePlan,
    own_time_zone: str,
    today: date,
) -> None:
    before = by_code.get(code or "")
    name = cells.text("name", 200, needed=before is None)
    time_zone = cells.text("time_zone", 64)
    if time_zone is not None and not is_time_zone(time_zone):
        cells.refuse("time_zone", "unknown_time_zone", f"{time_zone!r} is not an IANA time zone as Europe/Berlin is")
    address, opening_hours = cells.text("address", 200), cells.text("opening_hours", 200)
    format_name, area, region = cells.text("format", 200), cells.text("area", 64), cells.text("region", 64)
    opened_on, closed_on, valid_from = cells.day("opened_on"), cells.day("closed_on"), cells.day("valid_from")
    opened = opened_on or (before.opened_on if before else None)
    closed = closed_on or (before.closed_on if before else None)
    if opened and closed and closed < opened:
        cells.refuse("closed_on", "days_reversed", f"it closes on {closed}, before it opens on {opened}")
    if cells.problems or code is None:
        return
    after = StoredStore(
        store_id=before.store_id if before else new_id(),
        store_code=code,
        name=name or (before.name if before else ""),
        time_zone=time_zone or (before.time_zone if before else own_time_zone),
        format=format_name or (before.format if before else None),
        opened_on=opened,
        closed_on=closed,
        address=address or (before.address if before else None),
        opening_hours=opening_hours or (before.opening_hours if before else None),
    )
    area_id = tree.area_of(cells, region, area)
    if cells.problems:
        return
    moved = area_id is not None and _plan_move(cells, after, before, area_id, plan, valid_from, today)
    if before is None:
        plan.new_stores.append(after)
        plan.created += 1
        return
    differs = any(
        getattr(before, name) != getattr(after, name)
        for name in ("name", "time_zone", "format", "opened_on", "closed_on", "address", "opening_hours")
    )
    if differs:
        plan.changed_stores.append(after)
    plan.changed += differs or moved
    plan.unchanged += not (differs or moved)


def _plan_move(
    cells: Cells,
    after: StoredStore,
    before: StoredStore | None,
    area_id: UUID,
    plan: StorePlan,
    valid_from: date | None,
    today: date,
) -> bool:
    """Whether the store's place changes."""
    if before is None or before.valid_from is None or before.store_membership_id is None:
        begins = valid_from or after.opened_on or LONG_AGO
    elif before.valid_to is None and before.area_id == area_id:
        return False
    else:
        begins = valid_from or today
        if begins == before.valid_from:
            plan.corrected.append((before.store_membership_id, area_id))
            return True
        if begins < before.valid_from or (before.valid_to is not None and begins <= before.valid_to):
            since = before.valid_to or before.valid_from
            cells.refuse("valid_from", "moves_backwards", f"its place is known until {since}; {begins} is not after it")
            return False
        if before.valid_to is None:
            plan.ended.append((before.store_membership_id, begins - timedelta(days=1)))
    plan.new_memberships.append(Membership(new_id(), after.store_id, area_id, begins))
    return True


class _Areas:
    """The reporting tree: finds an area by code or name, and makes those it meets for the first time."""

    def __init__(self, areas: Sequence[StoredArea], plan: StorePlan) -> None:
        self._areas = list(areas)
        self._plan = plan

    def area_of(self, cells: Cells, region: str | None, area: str | None) -> UUID | None:
        """None if the row names no area, or one that cannot be told from another (then it is refused)."""
        if area is None or region is None or area.casefold() == region.casefold():
            wanted = area or region
            return None if wanted is None else self._find_or_make(cells, wanted, "area" if area else "region")
        parent_id = self._find_or_make(cells, region, "region")
        if parent_id is None:
            return None
        below = [known for known in self._areas if known.parent_area_id == parent_id and _is_called(known, area)]
        if below:
            return below[0].area_id
        return self._make(area, parent_id, f"{region}/{area}")

    def _find_or_make(self, cells: Cells, wanted: str, field_name: str) -> UUID | None:
        found = [known for known in self._areas if known.area_code == wanted]
        found = found or [known for known in self._areas if _is_called(known, wanted)]
        if len(found) > 1:
            found = [known for known in found if known.parent_area_id is None] or found
        if len(found) > 1:
            cells.refuse(field_name, "ambiguous_area", f"there are {len(found)} areas called {wanted!r}; use the code")
            return None
        return found[0].area_id if found else self._make(wanted, None, wanted)

    def _make(self, name: str, parent_id: UUID | None, longer_code: str) -> UUID:
        taken = {known.area_code for known in self._areas}
        code = name if name not in taken else longer_code
        while code in taken:
            code += "+"
        made = StoredArea(new_id(), code, name, parent_id)
        self._areas.append(made)
        self._plan.new_areas.append(made)
        return made.area_id


def _is_called(known: StoredArea, wanted: str) -> bool:
    return wanted.casefold() in (known.name.casefold(), known.area_code.casefold())
