"""Which rows a table of figures has: by store, area, staff member, business area, criterion or evaluator.

For those who run the system: nothing is out of scope. What a row says is exported.py. A table about people leaves a
trace, as a look at them on a screen does (P12).
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from floorwalk.comparisons import criterion_sums, scene_queries
from floorwalk.comparisons.across import by_store_of
from floorwalk.comparisons.beside_the_mean import design_effects_of, peer_stores_of, sums_everywhere
from floorwalk.comparisons.evaluators import severity_in
from floorwalk.comparisons.exported import (
    HEAD,
    MEAN,
    OUTCOMES,
    SCOPES,
    STORES,
    Cells,
    Digits,
    evaluator_cells,
    head_cells,
    mean_of_means_cells,
    outcome_cells,
    person_cells,
    scope_cells,
    store_cells,
    store_groups,
)
from floorwalk.comparisons.flags_behind import (
    Flags,
    FlagsByScope,
    all_of,
    by_key_and_store,
    flags_of,
    flags_of_people,
)
from floorwalk.comparisons.model import NOTHING, together
from floorwalk.comparisons.service import Asked, Scene, scene_in
from floorwalk.comparisons.shares import ends_of
from floorwalk.comparisons.standing import Peers
from floorwalk.comparisons.store_people import people_with_evidence
from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.interval import NoInterval

ANY_DAYS = 100_000  # a table may span all that was ever imported
NOBODY = UUID(int=0)
AREAS = ("area_code", "stores", *MEAN, *OUTCOMES, "critical_failed", *HEAD)
STAFF = (
    "store_code", "staff_code", "interactions", "visits", "evaluators", "days", "display", "reason", "flags",
    "raw_mean_bp", "ci_low_bp", "ci_high_bp", *HEAD,
)  # fmt: skip
EVALUATORS = (
    "evaluator_code", "visits", "stores", "areas", "raw_mean_bp", "effect_bp", "effect_low_bp", "effect_high_bp",
    "adjusted_mean_bp", "adjusted_refusal", "p_value", "confounding", *HEAD,
)  # fmt: skip


class By(StrEnum):
    STORE = "store"
    AREA = "area"
    STAFF = "staff"
    BUSINESS_AREA = "business_area"
    CRITERION = "criterion"
    EVALUATOR = "evaluator"


COLUMNS: dict[By, tuple[str, ...]] = {
    By.STORE: STORES,
    By.AREA: AREAS,
    By.STAFF: STAFF,
    By.BUSINESS_AREA: tuple(name.format(scope="business_area") for name in SCOPES),
    By.CRITERION: tuple(name.format(scope="criterion") for name in SCOPES),
    By.EVALUATOR: EVALUATORS,
}


def operator_of(organisation_id: UUID) -> Viewer:
    """Whoever runs the system: no account, and every store of the organisation."""
    everywhere = tuple(Grant(role, ScopeKind.ORGANISATION) for role in (Role.AREA_MANAGER, Role.REVIEWER))
    return Viewer(organisation_id, NOBODY, "", "", "en", None, None, everywhere)


async def rows_of(
    connection: Connection, organisation_id: UUID, by: By, asked: Asked, peers: Peers, digits: Digits
) -> AsyncIterator[Cells]:
    """The rows in the order of codes, one comparability key after the other, those with most visits first.

    Raises Invalid for a period that cannot be meant, NotFound for an area or key that is not there.
    """
    viewer = operator_of(organisation_id)
    scene = await scene_in(connection, viewer, asked, longest_days=ANY_DAYS)
    scene.stores = sorted(scene.stores, key=lambda row: row["store_code"])
    keys = [one.comparability_key for one in scene.keys if asked.comparability_key in (None, one.comparability_key)]
    for key in keys:
        await scene.turn_to(key)
        rows = _BY[by](scene, asked, peers, digits)
        async for row in rows:
            yield row


async def _stores(scene: Scene, _: Asked, peers: Peers, digits: Digits) -> AsyncIterator[Cells]:
    stores, groups = await store_groups(scene, peers)
    effect, _indifferent = await design_effects_of(scene)
    flags = {store_id: found for (_, store_id, _), found in (await flags_of(scene, "store", [scene.key or ""])).items()}
    for row in scene.stores:
        figures = scene.figures_of_store(row["store_id"])
        if figures.m:
            group = groups[stores.key_of(row["store_id"])]
            yield store_cells(
                digits, scene, row, figures, group, peers, flags.get(row["store_id"], ()),
                lambda hits, of: ends_of(hits, of, effect),
            )  # fmt: skip


async def _areas(scene: Scene, asked: Asked, _: Peers, digits: Digits) -> AsyncIterator[Cells]:
    """Every area with its own and all below it."""
    inside = None if asked.area_id is None else {row["area_id"] for row in scene.stores}
    for area in await scene_queries.areas_by_code(scene.connection, scene.viewer.organisation_id):
        if inside is not None and area["area_id"] != asked.area_id and area["area_id"] not in inside:
            continue
        question = replace(asked, area_id=area["area_id"], comparability_key=scene.key)
        within = await scene_in(scene.connection, scene.viewer, question, longest_days=ANY_DAYS)
        figures = [within.figures_of_store(row["store_id"]) for row in within.stores]
        total = NOTHING
        for one in figures:
            total = together(total, one)
        if total.m:
            flags = all_of((await flags_of(within, "store", [scene.key or ""])).values())
            yield [
                area["area_code"], *mean_of_means_cells(digits, figures, scene.prior, flags), *outcome_cells(total),
                total.critical_failed, *head_cells(scene),
            ]  # fmt: skip


async def _business_areas(scene: Scene, _: Asked, peers: Peers, digits: Digits) -> AsyncIterator[Cells]:
    own = await scene.sums_of("business_area", [scene.key or ""])
    everywhere = await sums_everywhere(scene, peers, "business_area")
    stores = await peer_stores_of(scene, peers)
    priors, flags = await scene.priors_of("business_area"), await flags_of(scene, "business_area", [scene.key or ""])
    for area in sorted({ref for _, _, ref in own}):
        by_store = {store_id: figures for (_, store_id, ref), figures in own.items() if ref == area}
        prior = priors.get(area, NoInterval.SPREAD_UNKNOWN)
        for row in scope_cells(
            digits, scene, area, by_store, everywhere.get(area, {}), stores, prior, _of(flags, area)
        ):
            yield row


async def _criteria(scene: Scene, _: Asked, peers: Peers, digits: Digits) -> AsyncIterator[Cells]:
    stores = await peer_stores_of(scene, peers)
    assert scene.version is not None and scene.key is not None  # noqa: S101, PT018  # rows_of chose one
    flags = await flags_of(scene, "criterion", [scene.key])
    for criterion in scene.version.criteria:
        by_store, prior = await by_store_of(scene, scene.key, criterion.criterion_key)
        everywhere = {}
        if peers is not Peers.AREA:
            everywhere = await criterion_sums.criterion_everywhere(scene, scene.key, criterion.criterion_key)
        own = _of(flags, criterion.criterion_key)
        for row in scope_cells(digits, scene, criterion.criterion_key, by_store, everywhere, stores, prior, own):
            yield row


def _of(flags: FlagsByScope, scope_ref: str) -> dict[UUID, Flags]:
    """By store those of one business area or criterion, under the one key that was asked for."""
    return {store_id: found for (_, store_id), found in by_key_and_store(flags, scope_ref).items()}


async def _staff(scene: Scene, _: Asked, __: Peers, digits: Digits) -> AsyncIterator[Cells]:
    """People by store, in the order of their codes: in no order of figures at any n (P5)."""
    told = []
    prior = (await scene.priors_of("staff_member")).get("", NoInterval.SPREAD_UNKNOWN)
    flags = await flags_of_people(scene)
    for row in scene.stores:
        people = await people_with_evidence(scene, row["store_id"], reads_visits=False, prior=prior)
        for person in sorted(people, key=lambda one: one.staff_code):
            if person.evidence.interactions:
                own = flags.get((row["store_id"], str(person.staff_member_id)), ())
                told += [str(person.staff_member_id)] if person.reason is None else []
                yield [row["store_code"], *person_cells(digits, person, own), *head_cells(scene)]
    await audit_log.record(
        scene.connection, scene.viewer.organisation_id, None, "comparison.people_exported", "organisation",
        scene.viewer.organisation_id,
        {
            "from_on": scene.period.from_on.isoformat(),
            "to_on": scene.period.to_on.isoformat(),
            "comparability_key": scene.key,
            "staff_member_ids": told,
        },
    )  # fmt: skip


async def _evaluators(scene: Scene, _: Asked, __: Peers, digits: Digits) -> AsyncIterator[Cells]:
    """Evaluators by code. Without an adjusted column each row says why."""
    stores = frozenset(row["store_id"] for row in scene.stores)
    for row in evaluator_cells(digits, await severity_in(scene, stores)):
        yield [*row, *head_cells(scene)]


_BY: dict[By, Callable[[Scene, Asked, Peers, Digits], AsyncIterator[Cells]]] = {
    By.STORE: _stores,
    By.AREA: _areas,
    By.STAFF: _staff,
    By.BUSINESS_AREA: _business_areas,
    By.CRITERION: _criteria,
    By.EVALUATOR: _evaluators,
}
