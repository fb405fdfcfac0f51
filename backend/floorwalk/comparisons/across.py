"""One criterion, or one business area, across the stores in scope: rows under the chosen key, and every other key as a
segment of its own, with a break between.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from floorwalk.comparisons import criterion_sums, queries
from floorwalk.comparisons.across_wire import AcrossRow, BusinessAreaAcross, CriterionAcross, Segment
from floorwalk.comparisons.alike import (
    LEAST_IN_COMMON_BP,
    in_common,
    is_business_area_alike,
    is_criterion_alike,
    no_common_score,
)
from floorwalk.comparisons.beside_the_mean import described_group, peer_stores_of, standing_of
from floorwalk.comparisons.common_wire import InCommonShown
from floorwalk.comparisons.figures import Prior, figure_of, outcomes_of, overall_of
from floorwalk.comparisons.flags_behind import Flags, all_of, by_key_and_store, flags_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures, together
from floorwalk.comparisons.queries import ScopeKind
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.comparisons.standing import Peers, group_of
from floorwalk.comparisons.wire import texts_of
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.queries import business_areas
from floorwalk.rubrics.service import CompiledVersion
from floorwalk.statistics.interval import NoInterval
from floorwalk.statistics.spreads import prior_of

ByStore = dict[UUID, ScopeFigures]
Alike = Callable[[CompiledVersion, CompiledVersion], bool]
Common = Callable[[CompiledVersion, CompiledVersion], InCommonShown]


async def criterion_across(
    work: UnitOfWork, viewer: Viewer, asked: Asked, criterion_key: str, peers: Peers
) -> CriterionAcross:
    """Raises NotFound for a criterion that no version with visits in scope has, or not the asked one."""
    scene = await scene_of(work, viewer, asked)
    holding = {key: version for key, version in scene.newest.items() if criterion_key in version.rubric.criterion_of}
    chosen = chosen_of(scene, asked, holding)
    by_key: dict[str, ByStore] = {}
    priors: dict[str, Prior] = {}
    for key in holding:
        by_key[key], priors[key] = await by_store_of(scene, key, criterion_key)
    everywhere: ByStore = {}
    if peers is not Peers.AREA:
        everywhere = await criterion_sums.criterion_everywhere(scene, chosen, criterion_key)
    flags = by_key_and_store(await flags_of(scene, "criterion", holding), criterion_key)
    written = criterion_written(holding[chosen], criterion_key)
    alike = partial(is_criterion_alike, criterion_key=criterion_key)
    fields = await _across(scene, chosen, holding, by_key, priors, everywhere, peers, flags, alike, None)
    return CriterionAcross(
        **fields,
        title=texts_of(written["title"]),
        criterion_key=criterion_key,
        business_area=holding[chosen].rubric.criterion_of[criterion_key].business_area,
    )


async def by_store_of(scene: Scene, key: str, criterion_key: str) -> tuple[ByStore, Prior]:
    """A criterion in the stores in scope, and its prior, as on the page of a store (docs/decisions/0004)."""
    by_store = await criterion_sums.criterion_by_store(scene, key, criterion_key)
    return by_store, await _prior_of(scene, "criterion", key, criterion_key)


async def _prior_of(scene: Scene, scope_kind: ScopeKind, key: str, scope_ref: str) -> Prior:
    spreads = await queries.spreads_of(
        scene.connection, scene.viewer.organisation_id, scope_kind, key, scene.period, scope_ref
    )
    return prior_of(spreads[scope_ref]) if scope_ref in spreads else NoInterval.SPREAD_UNKNOWN


async def business_area_across(
    work: UnitOfWork, viewer: Viewer, asked: Asked, business_area_key: str, peers: Peers
) -> BusinessAreaAcross:
    """Raises NotFound for a business area that no version with visits in scope scores, or not the asked one."""
    scene = await scene_of(work, viewer, asked)
    holding = {
        key: version
        for key, version in scene.newest.items()
        if version.rubric.weight_of_business_area.get(business_area_key)
    }
    chosen = chosen_of(scene, asked, holding)
    own = await scene.sums_of("business_area", holding, business_area_key)
    by_key: dict[str, ByStore] = {key: {} for key in holding}
    for (key, store_id, _), figures in own.items():
        by_key[key][store_id] = figures
    priors = {key: await _prior_of(scene, "business_area", key, business_area_key) for key in holding}
    everywhere: ByStore = {}
    if peers is not Peers.AREA:
        found = await queries.sums_of_stores(
            scene.connection,
            viewer.organisation_id,
            "business_area",
            [chosen],
            scene.period,
            scope_ref=business_area_key,
        )
        everywhere = {store_id: figures for (_, store_id, _), figures in found.items()}
    titles = {
        one.business_area_key: one.title for one in await business_areas(scene.connection, viewer.organisation_id)
    }
    alike = partial(is_business_area_alike, business_area_key=business_area_key)
    common = partial(_in_common, business_area_key)
    flags = by_key_and_store(await flags_of(scene, "business_area", holding), business_area_key)
    fields = await _across(scene, chosen, holding, by_key, priors, everywhere, peers, flags, alike, common)
    return BusinessAreaAcross(**fields, title=titles.get(business_area_key, {}), business_area_key=business_area_key)


def chosen_of(scene: Scene, asked: Asked, holding: Mapping[str, CompiledVersion]) -> str:
    """The asked key, or the first of those with most visits that has it."""
    if asked.comparability_key is None:
        for one in scene.keys:
            if one.comparability_key in holding:
                return one.comparability_key
    elif asked.comparability_key in holding:
        return asked.comparability_key
    raise NotFound


async def _across(
    scene: Scene,
    chosen: str,
    holding: Mapping[str, CompiledVersion],
    by_key: Mapping[str, ByStore],
    priors: Mapping[str, Prior],
    everywhere: ByStore,
    peers: Peers,
    flags: Mapping[tuple[str, UUID], Flags],
    alike: Alike,
    common: Common | None,
) -> dict[str, Any]:
    """The fields of across_wire.Across but for the title. `common`: what another version and the chosen one share."""
    scene.take(chosen)
    prior = priors.get(chosen, NoInterval.SPREAD_UNKNOWN)
    shown = {row["store_id"]: by_key[chosen].get(row["store_id"], NOTHING) for row in scene.stores}
    stores = await peer_stores_of(scene, peers)
    units = stores.units_of(shown, everywhere)
    groups = {key: group_of(one.sums, prior, ranked=True) for key, one in units.items()}
    return {
        **scene.head,
        "peers": peers,
        "peer_groups": [described_group(key, stores, units[key], groups[key]) for key in sorted(groups)],
        "overall": overall_of(shown.values(), prior, _flags_under(flags, chosen)),
        "outcomes": outcomes_of(_total(shown)),
        "segments": [
            Segment(
                comparability_key=one.comparability_key,
                rubric_key=one.rubric_key,
                version_labels=one.version_labels,
                is_chosen=one.comparability_key == chosen,
                is_same_definition=alike(holding[one.comparability_key], holding[chosen]),
                in_common=None
                if common is None or one.comparability_key == chosen
                else common(holding[chosen], holding[one.comparability_key]),
                overall=overall_of(
                    by_key[one.comparability_key].values(),
                    priors[one.comparability_key],
                    _flags_under(flags, one.comparability_key),
                ),
                outcomes=outcomes_of(_total(by_key[one.comparability_key])),
            )
            for one in scene.keys
            if one.comparability_key in holding
        ],
        "rows": [
            AcrossRow(
                store_id=row["store_id"],
                store_code=row["store_code"],
                name=row["name"],
                figure=figure_of(shown[row["store_id"]], prior, flags.get((chosen, row["store_id"]), ())),
                outcomes=outcomes_of(shown[row["store_id"]]),
                standing=standing_of(row["store_id"], key, shown[row["store_id"]], groups[key]),
            )
            for row in scene.stores
            for key in (stores.key_of(row["store_id"]),)
        ],
    }


def _flags_under(flags: Mapping[tuple[str, UUID], Flags], key: str) -> Flags:
    return all_of(found for (under, _), found in flags.items() if under == key)


def _total(by_store: ByStore) -> ScopeFigures:
    total = NOTHING
    for figures in by_store.values():
        total = together(total, figures)
    return total


def _in_common(business_area_key: str, chosen: CompiledVersion, other: CompiledVersion) -> InCommonShown:
    found = in_common(chosen, other, business_area_key)
    return InCommonShown(
        chosen_share_bp=found.own_share_bp,
        other_share_bp=found.other_share_bp,
        least_share_bp=LEAST_IN_COMMON_BP,
        no_common_score=no_common_score(chosen, other, found),
    )


def criterion_written(version: CompiledVersion, criterion_key: str) -> Any:
    """The criterion as its author wrote it."""
    return next(
        criterion
        for section in version.document["sections"]
        for criterion in section["criteria"]
        if criterion["criterion_key"] == criterion_key
    )
