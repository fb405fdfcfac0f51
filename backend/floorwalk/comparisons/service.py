"""One question of a viewer → one snapshot of the database → one answer. Decides what is in scope; changes nothing.

The one thing written is the trace of having looked at figures about people (P12).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.comparisons import kept_priors, queries, scene_queries
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.periods import LONGEST_DAYS, Period, Window, joined, period_of
from floorwalk.comparisons.queries import Months, Row, ScopeKind, Sums
from floorwalk.comparisons.wire import AreaShown, Comparability, PeriodShown, texts_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import areas_visible_to, stores_visible_to
from floorwalk.rubrics.service import CompiledVersion, versions
from floorwalk.statistics.interval import NoInterval, SpreadPrior
from floorwalk.statistics.spreads import prior_of

Prior = SpreadPrior | NoInterval


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it stands in the address."""

    from_on: date | None
    to_on: date | None
    area_id: UUID | None
    comparability_key: str | None


async def snapshot(work: UnitOfWork) -> Connection:
    """The request's connection, with all its statements reading one state. Must come before any other statement."""
    connection = await work.connection()
    await read_one_state(connection)
    return connection


async def read_one_state(connection: Connection) -> None:
    """At the beginning of a transaction."""
    # A prepared statement's plan for all parameters scans everything, where its plan for these uses an index:
    # 290 ms in place of 5 (measured at 30,000 visits). Planning costs half a millisecond. With 4 MB the spreads of 40
    # criteria in 450 stores are sorted on the disk; hashed they take 13 MB and 40 % of the time. Compiling a plan
    # costs more than it ever saves here.
    await connection.execute(
        "set transaction isolation level repeatable read; set local plan_cache_mode = force_custom_plan;"
        " set local work_mem = '64MB'; set local jit = off"
    )


async def days_in_area(
    connection: Connection, organisation_id: UUID, area_id: UUID, stores: Collection[UUID], period: Period
) -> list[Window]:
    """When each of the stores belonged to the area or one below it: moving a store rewrites no earlier total."""
    return joined(await scene_queries.windows_in_areas(connection, organisation_id, area_id, stores, period))


async def priors_under(
    connection: Connection, organisation_id: UUID, scope_kind: ScopeKind, comparability_key: str, period: Period
) -> dict[str, Prior]:
    """By scope (of stores and people: the empty one) the spread of all stores of the organisation. In a snapshot."""
    asked = (connection, organisation_id, scope_kind, comparability_key, period)
    question = await kept_priors.question_now(*asked)
    priors = None if question is None else kept_priors.kept(question)
    if priors is None:
        spreads = await queries.spreads_of(*asked)
        priors = {scope_ref: prior_of(found) for scope_ref, found in spreads.items()}
        if question is not None:
            kept_priors.keep(question, priors)
    return priors


class Scene:
    """What is compared: the stores in scope with their days, the keys found there, the one that was chosen."""

    def __init__(self, connection: Connection, viewer: Viewer, period: Period) -> None:
        self.connection = connection
        self.viewer = viewer
        self.period = period
        self.visible: frozenset[UUID] = frozenset()  # all stores that the viewer may compare
        self.area: AreaShown | None = None
        self.stores: list[Row] = []
        self.partial: list[Window] = []  # of stores that were in the area for a part of the period only
        self.key: str | None = None
        self.keys: list[Comparability] = []
        self.version: CompiledVersion | None = None  # the newest of the chosen key
        self.newest: dict[str, CompiledVersion] = {}  # the newest of each key that is offered
        self.version_ids: dict[str, list[UUID]] = {}  # all of each key that was ever published
        self.found: Sums = {}  # of the stores in scope, kind store, every key
        self.months: Months = {}  # of the same
        self.prior: Prior = NoInterval.SPREAD_UNKNOWN
        self.flagged: dict[UUID, tuple[UUID, tuple[str, ...]]] | None = None  # of flags_behind.py: visit, store, flags

    async def sums_of(self, scope_kind: ScopeKind, keys: Iterable[str], scope_ref: str | None = None) -> Sums:
        """The sums of the stores in scope, each over its own days; of one scope, or of all of the kind."""
        wanted, organisation_id = list(keys), self.viewer.organisation_id
        sums: Sums = {}
        if (whole := self.stores_throughout) and wanted:
            sums |= await queries.sums_of_stores(
                self.connection, organisation_id, scope_kind, wanted, self.period, whole, scope_ref
            )
        if self.partial and wanted:
            sums |= await queries.sums_in_windows(
                self.connection, organisation_id, scope_kind, wanted, self.partial, scope_ref
            )
        return sums

    async def find(self, keys: Iterable[str]) -> None:
        """Reads the sums and months of the stores in scope themselves."""
        wanted, asked = list(keys), (self.connection, self.viewer.organisation_id)
        if (whole := self.stores_throughout) and wanted:
            self.found, self.months = await queries.sums_and_months_of_stores(*asked, wanted, self.period, whole)
        if self.partial and wanted:
            sums, months = await queries.sums_and_months_in_windows(*asked, wanted, self.partial)
            self.found, self.months = self.found | sums, self.months | months

    @property
    def stores_throughout(self) -> list[UUID]:
        """Those that were in scope on every day of the period."""
        in_part = {window.store_id for window in self.partial}
        return [row["store_id"] for row in self.stores if row["store_id"] not in in_part]

    async def priors_of(self, scope_kind: ScopeKind) -> dict[str, Prior]:
        """By scope (of stores and people: the empty one) the spread of all stores under the chosen key."""
        if self.key is None:
            return {}
        return await priors_under(self.connection, self.viewer.organisation_id, scope_kind, self.key, self.period)

    def take(self, key: str) -> None:
        """Chooses one of the keys that are offered; the prior is left as it was."""
        self.key, self.version = key, self.newest[key]

    async def turn_to(self, key: str) -> None:
        """Chooses a key, also one without a visit here, with the spread of all stores under it."""
        if key != self.key:
            self.key, self.version = key, self.newest.get(key)
            self.prior = (await self.priors_of("store")).get("", NoInterval.SPREAD_UNKNOWN)

    def figures_of_store(self, store_id: UUID) -> ScopeFigures:
        """The store's own sums under the chosen key."""
        return self.found.get((self.key or "", store_id, str(store_id)), NOTHING)

    def windows_of(self, store_id: UUID) -> list[Window]:
        """The store's days in scope."""
        own = [window for window in self.partial if window.store_id == store_id]
        return own or [Window(store_id, self.period.from_on, self.period.to_on)]

    @property
    def head(self) -> dict[str, Any]:
        """The fields of wire.Head."""
        return {
            "period": PeriodShown(from_on=self.period.from_on, to_on=self.period.to_on),
            "comparability_key": self.key,
            "comparability_keys": self.keys,
            "area": self.area,
        }


async def scene_of(work: UnitOfWork, viewer: Viewer, asked: Asked, store_id: UUID | None = None) -> Scene:
    """Builds the scene in a new snapshot; `store_id` narrows it to one store.

    Raises NotFound for a store, area or key that the viewer may not see or that does not exist, and Invalid for a
    period that cannot be meant.
    """
    return await scene_in(await snapshot(work), viewer, asked, store_id)


async def scene_in(
    connection: Connection,
    viewer: Viewer,
    asked: Asked,
    store_id: UUID | None = None,
    longest_days: int = LONGEST_DAYS,
) -> Scene:
    """The same in a snapshot that is open already: a question about several sides has one scene for each."""
    organisation_id = viewer.organisation_id
    zone = await scene_queries.time_zone_of(connection, organisation_id)
    period = period_of(asked.from_on, asked.to_on, now().astimezone(ZoneInfo(zone)).date(), longest_days)
    scene = Scene(connection, viewer, period)
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COMPARISON_READ)
    scene.visible = visible
    if store_id is not None:
        if store_id not in visible:
            raise NotFound
        visible = frozenset({store_id})
    in_scope = await _in_area(scene, asked.area_id, visible)
    scene.stores = await scene_queries.stores_by_id(connection, organisation_id, in_scope, period)
    await _choose_key(scene, asked.comparability_key)
    return scene


async def _in_area(scene: Scene, area_id: UUID | None, visible: frozenset[UUID]) -> frozenset[UUID]:
    """The visible stores that were in the area; notes the days of those that were not in it throughout."""
    if area_id is None:
        return visible
    connection, viewer, period = scene.connection, scene.viewer, scene.period
    row = await scene_queries.area_by_id(connection, viewer.organisation_id, area_id)
    if row is None or area_id not in await areas_visible_to(connection, viewer, Verb.COMPARISON_READ):
        raise NotFound
    scene.area = AreaShown(area_id=row["area_id"], area_code=row["area_code"], name=row["name"])
    windows = await days_in_area(connection, viewer.organisation_id, area_id, visible, period)
    scene.partial = [one for one in windows if (one.from_on, one.to_on) != (period.from_on, period.to_on)]
    return frozenset(window.store_id for window in windows)


def comparability_of(key: str, published: Iterable[Row], newest: CompiledVersion, visit_count: int) -> Comparability:
    """The key with the labels of all its versions and the title of the newest. `published`: of versions_by_key."""
    return Comparability(
        comparability_key=key,
        rubric_key=newest.rubric_key,
        title=texts_of(newest.document["title"]),
        version_labels=[row["version_label"] for row in published if row["comparability_key"] == key],
        visit_count=visit_count,
    )


async def _choose_key(scene: Scene, wanted: str | None) -> None:
    """The asked key, or the one with most visits in scope; keys of equal count by the newest version."""
    published = await scene_queries.versions_by_key(scene.connection, scene.viewer.organisation_id)
    newest = {row["comparability_key"]: row for row in published}
    if wanted is not None and wanted not in newest:
        raise NotFound
    await scene.find(newest)
    visits: dict[str, int] = {}
    for (key, _, _), figures in scene.found.items():
        visits[key] = visits.get(key, 0) + figures.m
    age = {key: position for position, key in enumerate(newest)}
    found = sorted(visits, key=lambda key: (-visits[key], -age[key]))
    chosen = wanted or (found[0] if found else None)
    offered = found if chosen is None or chosen in visits else [*found, chosen]
    newest_ids = {key: newest[key]["rubric_version_id"] for key in offered}
    compiled = await versions(scene.connection, scene.viewer.organisation_id, newest_ids.values())
    scene.newest = {key: compiled[newest_ids[key]] for key in offered}
    scene.version_ids = {
        key: [row["rubric_version_id"] for row in published if row["comparability_key"] == key] for key in offered
    }
    scene.keys = [comparability_of(key, published, scene.newest[key], visits.get(key, 0)) for key in offered]
    if chosen is None:
        return
    scene.take(chosen)
    scene.prior = (await scene.priors_of("store")).get("", NoInterval.SPREAD_UNKNOWN)
