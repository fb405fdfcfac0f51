"""What stands beside each mean of several stores: standings among peers, consistency, shares, months.

Pure but for the reading at its end. Means and intervals are figures.py.
"""

import math
from datetime import date
from functools import lru_cache
from uuid import UUID

from floorwalk.comparisons import queries, standing_queries
from floorwalk.comparisons.figures import Prior
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.peer_groups import PeerStores, Units
from floorwalk.comparisons.periods import months_of
from floorwalk.comparisons.queries import MonthSums, ScopeKind
from floorwalk.comparisons.service import Scene
from floorwalk.comparisons.shares import share_of
from floorwalk.comparisons.standing import FEWEST_PEERS, Group, NoSwing, NoTier, Peers, Place, funnel_of
from floorwalk.comparisons.standing_wire import (
    Consistency,
    FunnelPoint,
    MonthPoint,
    PeerGroup,
    PeerGroupNamed,
    Share,
    Standing,
)
from floorwalk.comparisons.suppression import FEWEST_VISITS_SHOWN, Display, display_of
from floorwalk.scoring.model import FULL_BP
from floorwalk.scoring.rounding import rdiv
from floorwalk.statistics.consistency import typical_swing_of
from floorwalk.statistics.heterogeneity import LEAST_RELIABILITY_IN_LISTS
from floorwalk.statistics.interval import Interval, NoInterval, SpreadPrior, interval_of
from floorwalk.statistics.spreads import design_effect_among
from floorwalk.statistics.tiers import Tier

MOST_MONTHS = 12  # of a trend, the newest of a longer period


def whole_bp(value: float) -> int:
    """Half up, as the ends of an interval are rounded."""
    return math.floor(value + 0.5)


def ppm(probability: float) -> int:
    """Parts per million; the description of the API knows whole numbers alone."""
    return math.floor(probability * 1_000_000 + 0.5)


def no_tier_of(figures: ScopeFigures, group: Group[UUID], peers: int) -> NoTier | None:
    """Why no tier is said of a scope with these figures; None if one may be."""
    if not figures.w_sum:
        return NoTier.NOTHING_SCORED
    if display_of(figures.m) is not Display.SHOWN:
        return NoTier.TOO_FEW_VISITS
    if isinstance(group.prior, NoInterval):
        return NoTier(group.prior.value)
    return NoTier.TOO_FEW_PEERS if peers < FEWEST_PEERS else None


def tier_of(store_id: UUID, figures: ScopeFigures, group: Group[UUID]) -> tuple[Tier | None, NoTier | None]:
    reason = no_tier_of(figures, group, len(group.places))
    return (None, reason) if reason is not None else (group.places[store_id].tier, None)


def is_ordered(place: Place, visits: int) -> bool:
    """Whether it may stand in an ordered list: enough visits, and more than half of what is seen is no chance."""
    return visits >= FEWEST_VISITS_SHOWN and place.reliability >= LEAST_RELIABILITY_IN_LISTS


def standing_of(store_id: UUID, peer_key: str, figures: ScopeFigures, group: Group[UUID]) -> Standing:
    """What may be said of a store's place; of one whose mean is hidden nothing but why."""
    tier, no_tier = tier_of(store_id, figures, group)
    place = group.places.get(store_id)
    if place is None or display_of(figures.m) is Display.HIDDEN:
        return Standing(
            peer_key=peer_key, tier=None, no_tier=no_tier, is_ordered=False, rank_low=None, rank_high=None,
            shrunk_mean_bp=None, reliability_bp=None, more_visits_until_told_apart=None,
            more_visits_until_reliable=None if place is None else place.more_until_reliable,
        )  # fmt: skip
    ordered = no_tier is None and is_ordered(place, figures.m)
    rank = place.rank if ordered else None
    return Standing(
        peer_key=peer_key,
        tier=tier,
        no_tier=no_tier,
        is_ordered=ordered,
        rank_low=rank.low if rank else None,
        rank_high=rank.high if rank else None,
        shrunk_mean_bp=whole_bp(place.shrunken_mean),
        reliability_bp=whole_bp(place.reliability * FULL_BP),
        more_visits_until_told_apart=place.more_until_told_apart,
        more_visits_until_reliable=place.more_until_reliable,
    )


def named_group(key: str, stores: PeerStores, units: Units) -> PeerGroupNamed:
    return PeerGroupNamed(peer_key=key, format=stores.format_in(key), is_limited_to_view=units.is_limited)


def described_group(key: str, stores: PeerStores, units: Units, group: Group[UUID]) -> PeerGroup:
    named, prior, among, centre = named_group(key, stores, units), group.prior, group.among, group.centre
    funnel: list[FunnelPoint] = []
    if isinstance(prior, SpreadPrior) and centre is not None:
        most = max(sums.m for sums in units.sums.values())
        funnel = [
            FunnelPoint(visit_count=visits, lower_bp=whole_bp(low), upper_bp=whole_bp(high))
            for visits, low, high in funnel_of(centre, prior, most)
        ]
    return PeerGroup(
        peer_key=named.peer_key,
        format=named.format,
        is_limited_to_view=named.is_limited_to_view,
        store_count=len(group.places),
        centre_bp=None if centre is None else whole_bp(centre),
        between_sd_bp=None if among is None else whole_bp(math.sqrt(among.between_variance)),
        is_difference_measurable=among is not None and among.between_variance > 0,
        visit_sd_bp=whole_bp(math.sqrt(prior.variance)) if isinstance(prior, SpreadPrior) else None,
        funnel=funnel,
    )


def consistency_of(figures: ScopeFigures, prior: Prior) -> Consistency:
    below = share_of(figures.below_meets, figures.m)
    if figures.w_sum and display_of(figures.m) is Display.HIDDEN:
        return Consistency(swing_bp=None, no_swing=NoSwing.TOO_FEW_VISITS, below_meets=below)
    answer = interval_of(figures.sums, prior)
    if not isinstance(answer, Interval):
        return Consistency(swing_bp=None, no_swing=NoSwing(answer.value), below_meets=below)
    swing_bp = whole_bp(typical_swing_of(answer, figures.sums))
    return Consistency(swing_bp=swing_bp, no_swing=None, below_meets=below)


@lru_cache(maxsize=8_192)
def trend_of(months: tuple[date, ...], sums: tuple[MonthSums, ...]) -> list[MonthPoint]:
    """Kept, because a screen is opened again and again on the same figures."""
    found = {one.month_on: one for one in sums}
    return [_month_point(found.get(month_on, MonthSums(month_on, 0, 0))) for month_on in months]


def _month_point(month: MonthSums) -> MonthPoint:
    mean_bp = None if display_of(month.m) is Display.HIDDEN else rdiv(month.t_sum, month.m)
    return MonthPoint(month_on=month.month_on, visit_count=month.m, raw_mean_bp=mean_bp)


def trends_of(scene: Scene) -> dict[UUID, list[MonthPoint]]:
    """By store: the months of the period, at most the newest twelve."""
    if scene.key is None:
        return {}
    months = tuple(months_of(scene.period.from_on, scene.period.to_on)[-MOST_MONTHS:])
    ids = [row["store_id"] for row in scene.stores]
    return {store_id: trend_of(months, scene.months.get((scene.key, store_id), ())) for store_id in ids}


async def design_effects_of(scene: Scene) -> tuple[float, float]:
    """How much less the interactions of one visit tell than as many visits: for critical failures, for indifference.

    Over all stores of the organisation, like the spread (docs/decisions/0004).
    """
    if scene.key is None:
        return 1.0, 1.0
    alike = await standing_queries.interactions_alike(
        scene.connection, scene.viewer.organisation_id, scene.key, scene.period
    )
    return design_effect_among(alike.critical), design_effect_among(alike.indifferent)


def indifferent_share_of(figures: ScopeFigures, design_effect: float) -> Share:
    return share_of(figures.indifferent, figures.interactions, design_effect)


async def peer_stores_of(scene: Scene, peers: Peers) -> PeerStores:
    formats = {}
    if peers is Peers.FORMAT:
        formats = await standing_queries.formats_of_stores(scene.connection, scene.viewer.organisation_id)
    return PeerStores(peers, formats, scene.visible)


async def sums_everywhere(scene: Scene, peers: Peers, scope_kind: ScopeKind) -> dict[str, dict[UUID, ScopeFigures]]:
    """By scope (all stores under the empty one): every store's sums over the whole period; nothing where the peers are
    the stores shown."""
    if peers is Peers.AREA or scene.key is None:
        return {}
    sums = await queries.sums_of_stores(
        scene.connection, scene.viewer.organisation_id, scope_kind, [scene.key], scene.period
    )
    by_scope: dict[str, dict[UUID, ScopeFigures]] = {}
    for (_, store_id, scope_ref), figures in sums.items():
        by_scope.setdefault("" if scope_kind == "store" else scope_ref, {})[store_id] = figures
    return by_scope
