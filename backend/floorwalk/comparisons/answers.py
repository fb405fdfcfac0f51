"""The answers about several stores: the list and the heat map. One store's page is store_page.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.beside_the_mean import (
    consistency_of,
    described_group,
    design_effects_of,
    named_group,
    peer_stores_of,
    standing_of,
    sums_everywhere,
    tier_of,
    trends_of,
)
from floorwalk.comparisons.figures import Prior, coverage_bp_of, figure_of, outcomes_of, overall_of
from floorwalk.comparisons.flags_behind import Flags, all_of, flags_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.peer_groups import PeerStores, Units
from floorwalk.comparisons.queries import Row
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.comparisons.shares import critical_of
from floorwalk.comparisons.standing import Group, Peers, group_of
from floorwalk.comparisons.standing_wire import Consistency, MonthPoint, Standing
from floorwalk.comparisons.wire import (
    BusinessAreaTitle,
    Cell,
    Critical,
    Figure,
    HeatMap,
    HeatMapRow,
    Outcomes,
    StoreRow,
    StoresCompared,
)
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.organisation.queries import business_areas
from floorwalk.statistics.interval import NoInterval


async def stores_compared(work: UnitOfWork, viewer: Viewer, asked: Asked, peers: Peers) -> StoresCompared:
    """Every store in scope, also those without a visit; by name, for an order by score is not for every store."""
    scene = await scene_of(work, viewer, asked)
    shown = {row["store_id"]: scene.figures_of_store(row["store_id"]) for row in scene.stores}
    stores = await peer_stores_of(scene, peers)
    units = stores.units_of(shown, (await sums_everywhere(scene, peers, "store")).get("", {}))
    groups = {key: group_of(one.sums, scene.prior, ranked=True) for key, one in units.items()}
    trends, (critical_effect, _) = trends_of(scene), await design_effects_of(scene)
    found = await flags_of(scene, "store", [scene.key] if scene.key else [])
    flags = {store_id: of_store for (_, store_id, _), of_store in found.items()}
    told = {
        store_id: _told_of(figures, scene.prior, critical_effect, flags.get(store_id, ()))
        for store_id, figures in shown.items()
    }
    return StoresCompared(
        **scene.head,
        overall=overall_of(shown.values(), scene.prior, all_of(flags.values())),
        peers=peers,
        peer_groups=[described_group(key, stores, units[key], groups[key]) for key in sorted(groups)],
        rows=[
            _store_row(
                row,
                shown[row["store_id"]],
                told[row["store_id"]],
                standing=standing_of(row["store_id"], key, shown[row["store_id"]], groups[key]),
                trend=trends.get(row["store_id"], []),
            )
            for row in scene.stores
            for key in (stores.key_of(row["store_id"]),)
        ],
    )


class _Told(NamedTuple):
    """What a store's sums tell by themselves."""

    figure: Figure
    outcomes: Outcomes
    coverage_bp: int | None
    critical: Critical
    consistency: Consistency


@lru_cache(maxsize=8_192)
def _told_of(figures: ScopeFigures, prior: Prior, critical_effect: float, flags: Flags) -> _Told:
    """Kept, because a screen is opened again and again on the same figures."""
    return _Told(
        figure_of(figures, prior, flags),
        outcomes_of(figures),
        coverage_bp_of(figures),
        critical_of(figures.critical_failed, figures.interactions, critical_effect),
        consistency_of(figures, prior),
    )


def _store_row(row: Row, figures: ScopeFigures, told: _Told, standing: Standing, trend: list[MonthPoint]) -> StoreRow:
    return StoreRow(
        store_id=row["store_id"],
        store_code=row["store_code"],
        name=row["name"],
        area_id=row["area_id"],
        area_name=row["area_name"],
        figure=told.figure,
        outcomes=told.outcomes,
        coverage_bp=told.coverage_bp,
        critical=told.critical,
        stars=figures.stars,
        indifferent=figures.indifferent,
        standing=standing,
        consistency=told.consistency,
        trend=trend,
    )


async def heat_map(work: UnitOfWork, viewer: Viewer, asked: Asked, peers: Peers) -> HeatMap:
    """Every store in scope × every business area that the chosen key scores."""
    scene = await scene_of(work, viewer, asked)
    areas = await business_areas_of(scene)
    own, priors = await by_business_area(scene)
    stores = await peer_stores_of(scene, peers)
    everywhere = await sums_everywhere(scene, peers, "business_area")
    flags = await flags_of(scene, "business_area", [scene.key] if scene.key else [])
    columns = [
        _Column.of(
            area.business_area_key,
            {row["store_id"]: own.get((row["store_id"], area.business_area_key), NOTHING) for row in scene.stores},
            everywhere.get(area.business_area_key, {}),
            stores,
            priors.get(area.business_area_key, NoInterval.SPREAD_UNKNOWN),
            {store_id: found for (_, store_id, ref), found in flags.items() if ref == area.business_area_key},
        )
        for area in areas
    ]
    limited = {key for column in columns for key, one in column.units.items() if one.is_limited}
    return HeatMap(
        **scene.head,
        peers=peers,
        peer_groups=[
            named_group(key, stores, Units({}, key in limited))
            for key in sorted({stores.key_of(row["store_id"]) for row in scene.stores})
        ],
        business_areas=areas,
        rows=[
            HeatMapRow(
                store_id=row["store_id"],
                store_code=row["store_code"],
                name=row["name"],
                peer_key=stores.key_of(row["store_id"]),
                cells=[column.cell_of(row["store_id"], stores) for column in columns],
            )
            for row in scene.stores
        ],
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """One business area: the stores shown, and their groups."""

    business_area_key: str
    shown: dict[UUID, ScopeFigures]
    prior: Prior
    flags: Mapping[UUID, Flags]
    units: dict[str, Units]
    groups: dict[str, Group[UUID]]

    @classmethod
    def of(
        cls,
        business_area_key: str,
        shown: dict[UUID, ScopeFigures],
        everywhere: dict[UUID, ScopeFigures],
        stores: PeerStores,
        prior: Prior,
        flags: Mapping[UUID, Flags],
    ) -> "_Column":
        units = stores.units_of(shown, everywhere)
        groups = {key: group_of(one.sums, prior, ranked=False) for key, one in units.items()}
        return cls(business_area_key, shown, prior, flags, units, groups)

    def cell_of(self, store_id: UUID, stores: PeerStores) -> Cell:
        figures = self.shown[store_id]
        tier, no_tier = tier_of(store_id, figures, self.groups[stores.key_of(store_id)])
        return Cell(
            business_area_key=self.business_area_key,
            figure=figure_of(figures, self.prior, self.flags.get(store_id, ())),
            outcomes=outcomes_of(figures),
            tier=tier,
            no_tier=no_tier,
        )


BusinessAreaSums = dict[tuple[UUID, str], ScopeFigures]
Priors = dict[str, Prior]


async def business_areas_of(scene: Scene) -> list[BusinessAreaTitle]:
    """The business areas in which the chosen key scores anything, in the organisation's order."""
    if scene.version is None:
        return []
    weights = scene.version.rubric.weight_of_business_area
    return [
        BusinessAreaTitle(business_area_key=one.business_area_key, title=one.title)
        for one in await business_areas(scene.connection, scene.viewer.organisation_id)
        if weights.get(one.business_area_key)
    ]


async def by_business_area(scene: Scene) -> tuple[BusinessAreaSums, Priors]:
    """The sums of the stores in scope, and one prior for each business area, over all stores."""
    if scene.key is None:
        return {}, {}
    own = await scene.sums_of("business_area", [scene.key])
    priors = await scene.priors_of("business_area")
    return {(store_id, area): figures for (_, store_id, area), figures in own.items()}, priors
