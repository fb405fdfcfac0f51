"""The answers about several stores: the list and the heat map. One store's page is store_page.py."""

from uuid import UUID

from floorwalk.comparisons import queries
from floorwalk.comparisons.figures import coverage_bp_of, critical_of, figure_of, outcomes_of, overall_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.queries import Row
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.comparisons.wire import (
    BusinessAreaTitle,
    Cell,
    HeatMap,
    HeatMapRow,
    StoreRow,
    StoresCompared,
    texts_of,
)
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.statistics.interval import NoInterval, SpreadPrior, spread_prior_of


async def stores_compared(work: UnitOfWork, viewer: Viewer, asked: Asked) -> StoresCompared:
    """Every store in scope, also those without a visit; by name, for no order of scores is meant here."""
    scene = await scene_of(work, viewer, asked)
    figures = [scene.figures_of_store(row["store_id"]) for row in scene.stores]
    return StoresCompared(
        **scene.head,
        overall=overall_of(figures, scene.prior),
        rows=[_store_row(scene, row, one) for row, one in zip(scene.stores, figures, strict=True)],
    )


def _store_row(scene: Scene, row: Row, figures: ScopeFigures) -> StoreRow:
    return StoreRow(
        store_id=row["store_id"],
        store_code=row["store_code"],
        name=row["name"],
        area_id=row["area_id"],
        area_name=row["area_name"],
        figure=figure_of(figures, scene.prior),
        outcomes=outcomes_of(figures),
        coverage_bp=coverage_bp_of(figures),
        critical=critical_of(figures),
        stars=figures.stars,
        indifferent=figures.indifferent,
    )


async def heat_map(work: UnitOfWork, viewer: Viewer, asked: Asked) -> HeatMap:
    """Every store in scope × every business area that the chosen key scores."""
    scene = await scene_of(work, viewer, asked)
    areas = await business_areas_of(scene)
    own, priors = await by_business_area(scene)
    return HeatMap(
        **scene.head,
        business_areas=areas,
        rows=[
            HeatMapRow(
                store_id=row["store_id"],
                store_code=row["store_code"],
                name=row["name"],
                cells=[_cell(area.business_area_key, row["store_id"], own, priors) for area in areas],
            )
            for row in scene.stores
        ],
    )


BusinessAreaSums = dict[tuple[UUID, str], ScopeFigures]
Priors = dict[str, SpreadPrior | NoInterval]


def _cell(area: str, store_id: UUID, own: BusinessAreaSums, priors: Priors) -> Cell:
    figures = own.get((store_id, area), NOTHING)
    return Cell(
        business_area_key=area,
        figure=figure_of(figures, priors.get(area, NoInterval.SPREAD_UNKNOWN)),
        outcomes=outcomes_of(figures),
    )


async def business_areas_of(scene: Scene) -> list[BusinessAreaTitle]:
    """The business areas in which the chosen key scores anything, in the organisation's order."""
    if scene.version is None:
        return []
    weights = scene.version.rubric.weight_of_business_area
    return [
        BusinessAreaTitle(business_area_key=row["business_area_key"], title=texts_of(row["title"]))
        for row in await queries.business_areas(scene.connection, scene.viewer.organisation_id)
        if weights.get(row["business_area_key"])
    ]


async def by_business_area(scene: Scene) -> tuple[BusinessAreaSums, Priors]:
    """The sums of the stores in scope, and one prior for each business area, over all stores."""
    if scene.key is None:
        return {}, {}
    own = await scene.sums_of("business_area", [scene.key])
    priors = {area: spread_prior_of(units) for area, units in (await scene.spreads_of("business_area")).items()}
    return {(store_id, area): figures for (_, store_id, area), figures in own.items()}, priors
