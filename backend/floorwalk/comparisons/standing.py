"""Where each unit stands among its peers, from their sums: tier, rank range, shrunken mean, visits needed.

Pure. Who is whose peer is peer_groups.py; what may be shown of it is figures.py and its display rule. Everything is
computed for every unit that has an interval, so that a tier is the same wherever it is said.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from floorwalk.statistics.consistency import visit_variance_of
from floorwalk.statistics.heterogeneity import (
    LEAST_RELIABILITY_IN_LISTS,
    Heterogeneity,
    heterogeneity_of,
    reliability_of,
    shrunken_mean_of,
    visits_needed_for,
)
from floorwalk.statistics.interval import Interval, NoInterval, SpreadPrior, interval_of, t_quantile
from floorwalk.statistics.sums import SixSums, effective_visits_of
from floorwalk.statistics.tiers import RankRange, Tier, rank_ranges_of, tiers_of, visits_until_told_apart

FEWEST_PEERS = 2  # alone, a unit is its own mean
FUNNEL_POINTS = 40


class Peers(StrEnum):
    """With whom a store is compared."""

    AREA = "area"  # the stores that are shown
    FORMAT = "format"  # all of the organisation that have its format
    ORGANISATION = "organisation"


class NoTier(StrEnum):
    """Why no tier is said, in the order in which it is asked."""

    NOTHING_SCORED = "nothing_scored"
    TOO_FEW_VISITS = "too_few_visits"  # fewer than a shown mean needs
    SPREAD_UNKNOWN = "spread_unknown"
    SPREAD_ZERO = "spread_zero"
    TOO_FEW_PEERS = "too_few_peers"


class NoSwing(StrEnum):
    NOTHING_SCORED = "nothing_scored"
    TOO_FEW_VISITS = "too_few_visits"
    SPREAD_UNKNOWN = "spread_unknown"
    SPREAD_ZERO = "spread_zero"


@dataclass(frozen=True, slots=True)
class Place:
    """One unit among its peers. `rank` is None where ranks were not asked for."""

    interval: Interval
    tier: Tier
    rank: RankRange | None
    shrunken_mean: float  # bp
    reliability: float  # 0 to 1
    more_until_told_apart: int | None  # visits
    more_until_reliable: int | None


K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group(Generic[K]):
    """Units compared with each other. `among` and `centre` (bp, each unit counting 1) are None for no unit at all."""

    places: Mapping[K, Place]
    among: Heterogeneity | None
    centre: float | None
    prior: SpreadPrior | NoInterval


def group_of(units: Mapping[K, SixSums], prior: SpreadPrior | NoInterval, *, ranked: bool) -> Group[K]:
    """Every unit with an interval, in its place. Without a measurable difference nobody is above or below."""
    if not ranked:
        return _group_of(units, prior, ranked=False)
    found: Group[K] = _ranked_group_of(tuple(units.items()), prior)
    return found


@lru_cache(maxsize=16)  # a screen is opened again and again on the same figures, and drawing ranks is most of its cost
def _ranked_group_of(units: tuple[tuple[Any, SixSums], ...], prior: SpreadPrior | NoInterval) -> Group[Any]:
    return _group_of(dict(units), prior, ranked=True)


def _group_of(units: Mapping[K, SixSums], prior: SpreadPrior | NoInterval, *, ranked: bool) -> Group[K]:
    known = {key: interval for key, sums in units.items() if isinstance(interval := interval_of(sums, prior), Interval)}
    intervals = list(known.values())
    among = heterogeneity_of(intervals)
    if among is None:
        return Group({}, None, None, prior)
    centre = math.fsum(one.mean for one in intervals) / len(intervals)
    tiers = tiers_of(intervals)
    if among.between_variance <= 0:
        tiers = [Tier.NOT_DISTINGUISHABLE] * len(intervals)
    ranks: list[RankRange | None] = [None] * len(intervals)
    if ranked:
        ranks = list(rank_ranges_of(intervals, among))
    places = {
        key: _place(interval, units[key], among, centre, tier, rank)
        for (key, interval), tier, rank in zip(known.items(), tiers, ranks, strict=True)
    }
    return Group(places, among, centre, prior)


def _place(
    interval: Interval, sums: SixSums, among: Heterogeneity, centre: float, tier: Tier, rank: RankRange | None
) -> Place:
    visits = effective_visits_of(sums)
    needed = visits_needed_for(LEAST_RELIABILITY_IN_LISTS, visit_variance_of(interval, sums), among)
    return Place(
        interval,
        tier,
        rank,
        shrunken_mean_of(interval, among),
        reliability_of(interval, among),
        0 if tier is not Tier.NOT_DISTINGUISHABLE else visits_until_told_apart(interval, visits, centre),
        None if needed is None else max(0, math.ceil(needed - visits - 1e-9)),
    )


def funnel_of(centre: float, prior: SpreadPrior, most_visits: int) -> list[tuple[int, float, float]]:
    """Visits, lower and upper mean in bp: centre ± t·s0/√n, where a store like its peers lies in 19 of 20 cases.

    The pooled spread and the degrees of freedom are those of a store's own interval with as many visits.
    """
    points = []
    for visits in funnel_visits(most_visits):
        half = t_quantile(prior.df + visits - 1) * math.sqrt(prior.variance / visits)
        points.append((visits, max(0.0, centre - half), min(10_000.0, centre + half)))
    return points


def funnel_visits(most_visits: int) -> list[int]:
    """From 1 to the most, at most forty, closer where the funnel bends."""
    if most_visits <= FUNNEL_POINTS:
        return list(range(1, most_visits + 1))
    steps = (round(most_visits ** (step / (FUNNEL_POINTS - 1))) for step in range(FUNNEL_POINTS))
    return sorted(set(steps))
