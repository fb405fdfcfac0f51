"""Routes of the comparisons: guard, decode, one call, return. Nothing outside the viewer's scope is reachable here."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.types import ControllerRouterHandler

from floorwalk.comparisons.answers import heat_map, stores_compared
from floorwalk.comparisons.service import Asked
from floorwalk.comparisons.store_page import store_compared
from floorwalk.comparisons.wire import HeatMap, StoreCompared, StoresCompared
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb

FromOn = Annotated[date | None, QueryParameter(description="First day, by default 90 days with the last one included.")]
ToOn = Annotated[date | None, QueryParameter(description="Last day, by default today.")]
InArea = Annotated[
    UUID | None, QueryParameter(description="Only stores while they belonged to this area or one below it.")
]
Key = Annotated[
    str | None,
    QueryParameter(
        pattern="^[0-9a-f]{16}$", description="Only versions with this key; by default the key with most visits."
    ),
]


@get("/api/comparisons/stores", guards=[requires(Verb.COMPARISON_READ)])
async def compare_stores(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
) -> StoresCompared:
    """Every store in scope with its mean, interval, outcomes, coverage, critical failures, stars."""
    return await stores_compared(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key))


@get("/api/comparisons/heatmap", guards=[requires(Verb.COMPARISON_READ)])
async def compare_business_areas(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
) -> HeatMap:
    """Store × business area."""
    return await heat_map(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key))


@get("/api/comparisons/stores/{store_id:uuid}", guards=[requires(Verb.COMPARISON_READ)])
async def compare_within_store(
    asking: NamedDependency[Asking],
    store_id: FromPath[UUID],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
) -> StoreCompared:
    """One store: business areas, criteria, people where there is enough evidence, and the visits behind them."""
    asked = Asked(from_on, to_on, area_id, comparability_key)
    return await store_compared(asking.work, asking.viewer, store_id, asked)


ROUTES: list[ControllerRouterHandler] = [compare_stores, compare_business_areas, compare_within_store]
