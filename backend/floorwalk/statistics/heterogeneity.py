"""How much units really differ, beyond what chance makes of few visits; and where one unit then most plausibly lies.

Empirical Bayes with the between-unit variance of Paule and Mandel. Shrunken values order lists and decide nothing
else: the raw mean and the number of visits always stand beside them.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from floorwalk.statistics.interval import Interval

LEAST_RELIABILITY_IN_LISTS = 0.5  # below, a unit's place in an ordered list would mostly be chance
RELATIVE_PRECISION = 1e-12  # of τ²
BRACKETS = 200  # doublings of an upper bound; far beyond any variance of scores


class Heterogeneity(NamedTuple):
    """The units' weighted mean in bp and the variance between them, τ² in bp². τ² = 0: no measurable difference."""

    mean: float
    between_variance: float


def heterogeneity_of(units: Sequence[Interval]) -> Heterogeneity | None:
    """τ² so that the units' weighted squares sum to what chance alone would leave, K − 1; None for no unit.

    Paule and Mandel, Consensus values and weighting factors, Journal of Research of the National Bureau of Standards
    87 (1982) 377-385. A unit without variance cannot be weighted: an Interval always has one.
    """
    if not units:
        return None
    if len(units) == 1 or _excess(units, 0.0) <= 0:
        return Heterogeneity(_weighted_mean(units, 0.0), 0.0)
    lower, upper = 0.0, max(unit.variance for unit in units)
    for _ in range(BRACKETS):
        if _excess(units, upper) < 0:
            break
        lower, upper = upper, upper * 2
    # Halving, for what falls steadily has one root; scipy.optimize would cost a server process 50 MB.
    while upper - lower > RELATIVE_PRECISION * upper:
        middle = (lower + upper) / 2
        lower, upper = (middle, upper) if _excess(units, middle) > 0 else (lower, middle)
    between = (lower + upper) / 2
    return Heterogeneity(_weighted_mean(units, between), between)


def _weighted_mean(units: Sequence[Interval], between: float) -> float:
    weights = [1 / (unit.variance + between) for unit in units]
    return math.fsum(w * unit.mean for w, unit in zip(weights, units, strict=True)) / math.fsum(weights)


def _excess(units: Sequence[Interval], between: float) -> float:
    """Q(τ²) − (K − 1): falls as τ² grows."""
    centre = _weighted_mean(units, between)
    return math.fsum((unit.mean - centre) ** 2 / (unit.variance + between) for unit in units) - (len(units) - 1)


def reliability_of(unit: Interval, among: Heterogeneity) -> float:
    """τ²/(τ² + Ṽ), 0 to 1: the share of what is seen of this unit's difference that is no chance."""
    return among.between_variance / (among.between_variance + unit.variance)


def shrunken_mean_of(unit: Interval, among: Heterogeneity) -> float:
    """θ = μ + (1 − B)(y − μ) in bp, with B = Ṽ/(Ṽ + τ²): for the order of lists alone."""
    return among.mean + reliability_of(unit, among) * (unit.mean - among.mean)


def visits_needed_for(reliability: float, visit_variance: float, among: Heterogeneity) -> int | None:
    """Visits at which a unit reaches that reliability: (σ²/τ²)·ρ/(1 − ρ), rounded up, at least 1.

    `visit_variance` is that of single visits, in bp². None where the units do not measurably differ: then no number
    of visits tells them apart.
    """
    if among.between_variance <= 0:
        return None
    exact = visit_variance / among.between_variance * reliability / (1 - reliability)
    return max(1, math.ceil(exact - 1e-9))
