"""From a question to everything that is known about it: whose scope, which days, what was observed of whom.

Reads one snapshot; writes nothing. Whose data may leave is decided in people.py; making the files is service.py.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.coaching import approval_queries, formal_process, queries
from floorwalk.coaching.model import Decision, Unreadable
from floorwalk.coaching.people import Observed, People, unreadable_because
from floorwalk.coaching.wire import ExportAsked
from floorwalk.comparisons.periods import Period, Window, period_of
from floorwalk.comparisons.service import days_in_area, snapshot
from floorwalk.comparisons.suppression import Insufficient, is_noticed
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.organisation.scope import areas_visible_to, holds_everywhere, stores_visible_to
from floorwalk.rubrics.service import CompiledVersion, version

LONGEST_RETENTION_DAYS = 1_830  # five years


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that is known about the question before a byte is written."""

    connection: Connection
    period: Period
    windows: list[Window]
    people: People
    decisions: dict[UUID, Decision]
    rows: list[queries.Row]  # of the population, by staff code
    scoring_versions: set[int]
    unreadable: dict[tuple[UUID, int], Unreadable]  # by visit and place of the interaction in it, from 0

    def reason_of(self, person: UUID) -> Insufficient | None:
        return self.decisions[person].reason

    @property
    def released(self) -> dict[UUID, frozenset[str]]:
        """The keys under which a person's data may leave, for those who have any."""
        return {person: one.released_keys for person, one in self.decisions.items() if one.released_keys}


async def gather(
    work: UnitOfWork, viewer: Viewer, asked: ExportAsked, approved: Collection[UUID] | None = None
) -> Gathered:
    """Raises Invalid for a period or retention that cannot be meant and for notices that do not cover a formal process,
    NotFound for what is outside the scope. `approved`: the people whom a second person's word is about."""
    period = _checked_period(asked)
    connection = await snapshot(work)
    organisation_id = viewer.organisation_id
    windows = await _windows(connection, viewer, asked, period)
    days_of = days_of_stores(windows)
    told: dict[UUID, list[tuple[UUID, UUID | None, date]]] = {}
    notices = await _notices(connection, viewer, asked)
    for person, programme, store, day in await queries.people_told(connection, organisation_id, notices):
        told.setdefault(person, []).append((programme, store, day))
    people, scoring_versions = People(), set()
    unreadable: dict[tuple[UUID, int], Unreadable] = {}
    compiled: dict[UUID, CompiledVersion] = {}
    told_on: dict[tuple[UUID, UUID | None, UUID], date | None] = {}
    stores, only = await queries.all_store_ids(connection, organisation_id), asked.population.person
    async for row in queries.observations(connection, organisation_id, stores, period):
        inside = is_inside(days_of, row) and only in (None, row["staff_member_id"])
        if inside:
            scoring_versions.add(row["scoring_version"])
        version_id, place = row["rubric_version_id"], (row["staff_member_id"], row["programme_id"], row["store_id"])
        if version_id not in compiled:
            compiled[version_id] = await version(connection, organisation_id, version_id)
        fault = unreadable_because(
            compiled[version_id], row["rating_states"], row["scores_bp"], row["outcomes"], row["raw_bp"]
        )
        if fault is not None:
            if inside:
                unreadable[row["visit_id"], row["position"]] = fault
            continue
        if place not in told_on:
            told_on[place] = _told_on(told.get(place[0], ()), *place[1:])
        people.add(
            Observed(
                row["visit_id"],
                row["visited_on"],
                row["evaluator_id"],
                row["staff_member_id"],
                compiled[version_id],
                row["raw_bp"],
                row["scores_bp"],
                row["outcomes"],
                is_noticed(row["visited_on"], told_on[place]),
                inside,
                row["is_disputed"],
            )
        )
    people.close_visit()
    population = [only] if only is not None else await queries.people_posted(connection, organisation_id, windows)
    decisions = people.decisions(population)
    if notices is not None:
        decisions = formal_process.decided(decisions, approved)
    rows = await queries.people_by_id(connection, organisation_id, decisions)
    return Gathered(connection, period, windows, people, decisions, rows, scoring_versions, unreadable)


async def stores_asked(connection: Connection, viewer: Viewer, asked: ExportAsked) -> frozenset[UUID]:
    """The stores that the question reaches into, by the grants that whoever asked has now. Raises NotFound."""
    period = period_of(asked.from_on, asked.to_on, now().date())
    return frozenset(window.store_id for window in await _windows(connection, viewer, asked, period))


async def _notices(connection: Connection, viewer: Viewer, asked: ExportAsked) -> list[UUID] | None:
    """The named notices; None for a purpose that any notice will do for. Raises Invalid."""
    if asked.formal_process is None:
        return None
    ids = asked.formal_process.staff_notice_ids
    if set(ids) - (await approval_queries.covering_notices(connection, viewer.organisation_id, ids)).keys():
        detail = "Not each of these notices says that it may come to a formal process."
        raise Invalid([Fault("formal_process.staff_notice_ids", "coaching.notice_without_formal_process", detail)])
    return ids


async def check(connection: Connection, viewer: Viewer, asked: ExportAsked) -> None:
    """Raises what `gather` would of a question that cannot be meant, without reading an observation."""
    await _windows(connection, viewer, asked, _checked_period(asked))


def _told_on(told: Iterable[tuple[UUID, UUID | None, date]], programme_id: UUID | None, store_id: UUID) -> date | None:
    """When the person was first told of the visit's programme for its store; of any programme for imported history,
    which has none."""
    days = [day for programme, store, day in told if programme_id in (None, programme) and store in (None, store_id)]
    return min(days, default=None)


def _checked_period(asked: ExportAsked) -> Period:
    today = now().date()
    faults = []
    if asked.retain_until_on < today:
        faults.append(Fault("retain_until_on", "coaching.retention_is_over", "The day has passed."))
    elif (asked.retain_until_on - today).days > LONGEST_RETENTION_DAYS:
        faults.append(Fault("retain_until_on", "coaching.retention_too_long", "More than five years ahead."))
    population = asked.population
    if [population.area_id, population.store_id, population.person].count(None) < 2:
        faults.append(Fault("population", "coaching.population_twice", "An area, a store or a person: one of them."))
    faults += formal_process.faults_of(asked)
    if faults:
        raise Invalid(faults)
    return period_of(asked.from_on, asked.to_on, today)


async def _windows(connection: Connection, viewer: Viewer, asked: ExportAsked, period: Period) -> list[Window]:
    """The stores of the population with their days: never more than the grants of the one who asks."""
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.EXPORT_PEOPLE)
    store_id, area_id, person = asked.population.store_id, asked.population.area_id, asked.population.person
    if person is not None:
        everywhere = holds_everywhere(viewer, Verb.EXPORT_PEOPLE)
        if not await queries.is_known(connection, viewer.organisation_id, person, None if everywhere else visible):
            raise NotFound
        stores = await queries.stores_of_person(connection, viewer.organisation_id, person, visible, period)
        return [Window(store, period.from_on, period.to_on) for store in stores]
    if store_id is not None:
        if store_id not in visible:
            raise NotFound
        return [Window(store_id, period.from_on, period.to_on)]
    if area_id is not None:
        if area_id not in await areas_visible_to(connection, viewer, Verb.EXPORT_PEOPLE):
            raise NotFound
        return await days_in_area(connection, viewer.organisation_id, area_id, visible, period)
    return [Window(store, period.from_on, period.to_on) for store in sorted(visible)]


def days_of_stores(windows: list[Window]) -> dict[UUID, list[Window]]:
    days_of: dict[UUID, list[Window]] = {}
    for window in windows:
        days_of.setdefault(window.store_id, []).append(window)
    return days_of


def is_inside(days_of: Mapping[UUID, list[Window]], row: Mapping[str, Any]) -> bool:
    return any(one.from_on <= row["visited_on"] <= one.to_on for one in days_of.get(row["store_id"], ()))
