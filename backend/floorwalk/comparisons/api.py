"""Routes of the comparisons: guard, decode, one call, return. Nothing outside the viewer's scope is reachable here."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.types import ControllerRouterHandler

from floorwalk.comparisons.across import business_area_across, criterion_across
from floorwalk.comparisons.across_wire import (
    BusinessAreaAcross,
    CriterionAcross,
    DifferenceShown,
    EvaluatorsCompared,
    MyArea,
)
from floorwalk.comparisons.answers import heat_map, stores_compared
from floorwalk.comparisons.behind import AskedFigure, visits_behind
from floorwalk.comparisons.behind_wire import VisitsBehind
from floorwalk.comparisons.common_wire import OnCommonCriteria
from floorwalk.comparisons.difference import AskedSide, difference
from floorwalk.comparisons.evaluators import evaluators_compared
from floorwalk.comparisons.freshness_api import changes
from floorwalk.comparisons.my_area import my_area
from floorwalk.comparisons.my_severity import my_severity
from floorwalk.comparisons.on_common_criteria import AskedPair, on_common_criteria
from floorwalk.comparisons.service import Asked
from floorwalk.comparisons.severity_wire import MySeverity
from floorwalk.comparisons.standing import Peers
from floorwalk.comparisons.store_page import store_compared
from floorwalk.comparisons.wire import HeatMap, StoreCompared, StoresCompared
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.kernel.paging import Cursor, PageLimit

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
KEY_PATTERN = "^[a-z][a-z0-9_-]{0,63}$"
SIDE_FORM = "store:ID, area:ID or all."
AmongPeers = Annotated[
    Peers,
    QueryParameter(description="Compared with the stores shown (area), those of one format, or all (organisation)."),
]


@get("/api/comparisons/stores", guards=[requires(Verb.COMPARISON_READ)])
async def compare_stores(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    peers: AmongPeers = Peers.AREA,
) -> StoresCompared:
    """Every store in scope with its mean, interval, outcomes, coverage, critical failures, stars."""
    return await stores_compared(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key), peers)


@get("/api/comparisons/heatmap", guards=[requires(Verb.COMPARISON_READ)])
async def compare_business_areas(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    peers: AmongPeers = Peers.AREA,
) -> HeatMap:
    """Store × business area."""
    return await heat_map(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key), peers)


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


@get("/api/comparisons/criterion", guards=[requires(Verb.COMPARISON_READ)])
async def compare_criterion(
    asking: NamedDependency[Asking],
    criterion_key: Annotated[str, QueryParameter(pattern=KEY_PATTERN)],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    peers: AmongPeers = Peers.AREA,
) -> CriterionAcross:
    """One criterion across stores, and each comparability key that has it as a segment of its own."""
    asked = Asked(from_on, to_on, area_id, comparability_key)
    return await criterion_across(asking.work, asking.viewer, asked, criterion_key, peers)


@get("/api/comparisons/business-area", guards=[requires(Verb.COMPARISON_READ)])
async def compare_business_area(
    asking: NamedDependency[Asking],
    business_area_key: Annotated[str, QueryParameter(pattern=KEY_PATTERN)],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    peers: AmongPeers = Peers.AREA,
) -> BusinessAreaAcross:
    """One business area across stores, likewise."""
    asked = Asked(from_on, to_on, area_id, comparability_key)
    return await business_area_across(asking.work, asking.viewer, asked, business_area_key, peers)


@get("/api/comparisons/common-criteria", guards=[requires(Verb.COMPARISON_READ)])
async def compare_on_common_criteria(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    other_key: Annotated[
        str | None,
        QueryParameter(
            pattern="^[0-9a-f]{16}$",
            description="By default the one of the same rubric with most visits.",
        ),
    ] = None,
    business_area_key: Annotated[
        str | None, QueryParameter(pattern=KEY_PATTERN, description="By default of everything.")
    ] = None,
) -> OnCommonCriteria:
    """Stores under two versions of a rubric, scored anew on the criteria both have; or why that is not offered."""
    asked = Asked(from_on, to_on, area_id, comparability_key)
    return await on_common_criteria(asking.work, asking.viewer, asked, AskedPair(other_key, business_area_key))


@get("/api/comparisons/visits", guards=[requires(Verb.COMPARISON_READ)])
async def list_visits_behind(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
    store_id: Annotated[UUID | None, QueryParameter(description="By default of all stores in scope.")] = None,
    business_area_key: Annotated[str | None, QueryParameter(pattern=KEY_PATTERN)] = None,
    criterion_key: Annotated[str | None, QueryParameter(pattern=KEY_PATTERN)] = None,
    staff_member_id: Annotated[UUID | None, QueryParameter(description="With store_id.")] = None,
    evaluator_code: Annotated[str | None, QueryParameter(max_length=64)] = None,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 50,
) -> VisitsBehind:
    """The visits behind a figure, newest first, with how many of them wait for a photo."""
    asked = Asked(from_on, to_on, area_id, comparability_key)
    figure = AskedFigure(store_id, business_area_key, criterion_key, staff_member_id, evaluator_code)
    return await visits_behind(asking.work, asking.viewer, asked, figure, cursor, limit)


@get("/api/comparisons/difference", guards=[requires(Verb.COMPARISON_READ)])
async def compare_two(
    asking: NamedDependency[Asking],
    a: Annotated[str, QueryParameter(description=SIDE_FORM, max_length=60)],
    b: Annotated[str, QueryParameter(description=f"{SIDE_FORM} Up to 6 with commas, each against A.", max_length=400)],
    from_on: FromOn = None,
    to_on: ToOn = None,
    b_from_on: Annotated[date | None, QueryParameter(description="First day of every B, by default that of A.")] = None,
    b_to_on: Annotated[date | None, QueryParameter(description="Last day of every B, by default that of A.")] = None,
    comparability_key: Key = None,
) -> DifferenceShown:
    """A against B: two stores, two areas, or two periods of one; what may be said, and what could have been seen."""
    days = (b_from_on, b_to_on) if b_from_on or b_to_on else (from_on, to_on)
    others = [AskedSide(one, *days) for one in b.split(",")]
    return await difference(asking.work, asking.viewer, AskedSide(a, from_on, to_on), others, comparability_key)


@get("/api/comparisons/evaluators", guards=[requires(Verb.COMPARISON_READ_EVALUATORS)])
async def compare_evaluators(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
) -> EvaluatorsCompared:
    """How severe evaluators are, for whoever leads calibration; an adjusted column only where the data allow it."""
    return await evaluators_compared(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key))


@get("/api/comparisons/my-severity", guards=[requires(Verb.OWN_SEVERITY_READ)])
async def read_my_severity(
    asking: NamedDependency[Asking], from_on: FromOn = None, to_on: ToOn = None, comparability_key: Key = None
) -> MySeverity:
    """The evaluator's own systematic difference, or why it is not told; nothing of anybody else."""
    return await my_severity(asking.work, asking.viewer, from_on, to_on, comparability_key)


@get("/api/comparisons/my-area", guards=[requires(Verb.COMPARISON_READ)])
async def read_my_area(
    asking: NamedDependency[Asking],
    from_on: FromOn = None,
    to_on: ToOn = None,
    area_id: InArea = None,
    comparability_key: Key = None,
) -> MyArea:
    """What stands out: at most five findings, or none."""
    return await my_area(asking.work, asking.viewer, Asked(from_on, to_on, area_id, comparability_key))


ROUTES: list[ControllerRouterHandler] = [
    compare_stores,
    compare_business_areas,
    compare_within_store,
    compare_criterion,
    compare_business_area,
    compare_on_common_criteria,
    list_visits_behind,
    compare_two,
    compare_evaluators,
    read_my_severity,
    read_my_area,
    changes,
]
