"""Above, below or not distinguishable from the peers; and ranks, which are always ranges.

Tiers come before ranks. A league table of means would order mostly chance: with a handful of visits each, two thirds
of a chain swap places the next quarter.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from floorwalk.statistics.heterogeneity import Heterogeneity, reliability_of, shrunken_mean_of
from floorwalk.statistics.interval import Interval, t_quantile
from floorwalk.statistics.multiplicity import false_discovery_adjusted

FALSE_DISCOVERY_RATE = 0.10
MOST_VISITS_TO_PLAN = 200  # more visits to one unit nobody plans; the honest answer is "too alike to tell apart"
RANK_RANGE = 0.90  # how probable it is that the rank lies in its range
DRAWS = 4_000
DRAWS_AT_ONCE = 200  # so that ten thousand units take 200 MB and not a gigabyte
SEED = 20_260_101  # the same units give the same ranges, whoever asks


class Tier(StrEnum):
    ABOVE = "above"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    BELOW = "below"


class RankRange(NamedTuple):
    """From 1, the highest mean; both ends included."""

    low: int
    high: int


def tiers_of(units: Sequence[Interval], rate: float = FALSE_DISCOVERY_RATE) -> list[Tier]:
    """A tier for each unit, in the order given: (y − mean)/√Ṽ against Student's t, by the false discovery rate.

    The mean is that of the units, each counting 1.
    """
    if not units:
        return []
    from scipy.special import stdtr

    centre = math.fsum(unit.mean for unit in units) / len(units)
    distances = [(unit.mean - centre) / math.sqrt(unit.variance) for unit in units]
    p_values = [2 * float(stdtr(unit.df, -abs(z))) for unit, z in zip(units, distances, strict=True)]
    return [
        Tier.NOT_DISTINGUISHABLE if p > rate else Tier.ABOVE if z > 0 else Tier.BELOW
        for p, z in zip(false_discovery_adjusted(p_values), distances, strict=True)
    ]


def visits_until_told_apart(unit: Interval, visits: float, centre: float) -> int | None:
    """How many more visits would put the unit outside its peers if its mean stays where it is; None beyond any plan.

    `visits` are the effective visits behind the unit. By the unit's own interval, without the adjustment for many
    units, so it is the least number; 0 for a unit that is told apart already.
    """
    distance = abs(unit.mean - centre)
    if distance == 0:
        return None
    needed = unit.variance * visits * (t_quantile(unit.df) / distance) ** 2
    more = math.ceil(needed - visits - 1e-9)
    return None if more > MOST_VISITS_TO_PLAN else max(0, more)


def rank_ranges_of(units: Sequence[Interval], among: Heterogeneity) -> list[RankRange]:
    """The range that holds each unit's rank with 90 % probability, in the order given.

    Drawn from the units' posterior distributions, normal around the shrunken mean with variance (1 − B)·Ṽ. Where
    nothing measurably differs every unit may stand anywhere.
    """
    if among.between_variance <= 0:
        return [RankRange(1, len(units))] * len(units)
    import numpy as np

    centres = np.array([shrunken_mean_of(unit, among) for unit in units], dtype=np.float32)
    spreads = np.sqrt([reliability_of(unit, among) * unit.variance for unit in units]).astype(np.float32)
    chance = np.random.default_rng(SEED)
    ranks = np.empty((len(units), DRAWS), dtype=np.int32)
    numbers = np.arange(1, len(units) + 1, dtype=np.int32)
    for first in range(0, DRAWS, DRAWS_AT_ONCE):
        drawn = chance.standard_normal((DRAWS_AT_ONCE, len(units)), dtype=np.float32) * spreads + centres
        order = np.argsort(-drawn, axis=1)  # of each draw, from the highest
        ranks[order, np.arange(first, first + DRAWS_AT_ONCE)[:, None]] = numbers
    outside = round(DRAWS * (1 - RANK_RANGE) / 2)  # draws beyond either end
    ends = np.partition(ranks, (outside, DRAWS - 1 - outside), axis=1)
    return [RankRange(int(one[outside]), int(one[DRAWS - 1 - outside])) for one in ends]
