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
MOST_STEPS = 200  # each at least doubles the smallest variance with τ²; a dozen are enough for scores


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
    if len(units) == 1:  # its own mean, but for rounding
        return Heterogeneity(units[0].mean, 0.0)
    between = 0.0
    # Q(τ²) falls and is convex, so that Newton's steps from the left never pass the root (DerSimonian and Kacker,
    # Contemporary Clinical Trials 28 (2007) 105-114); scipy.optimize would cost a server process 50 MB.
    for _ in range(MOST_STEPS):
        mean, excess, slope = _excess(units, between)
        if excess <= 0 or excess <= RELATIVE_PRECISION * between * slope:
            break
        between += excess / slope
    return Heterogeneity(mean, between)


def _excess(units: Sequence[Interval], between: float) -> tuple[float, float, float]:
    """The units' weighted mean, Q(τ²) − (K − 1), and how steeply that falls."""
    weights = [1 / (unit.variance + between) for unit in units]
    mean = math.fsum(w * unit.mean for w, unit in zip(weights, units, strict=True)) / math.fsum(weights)
    squares = [w * (unit.mean - mean) ** 2 for w, unit in zip(weights, units, strict=True)]
    slope = math.fsum(w * square for w, square in zip(weights, squares, strict=True))
    return mean, math.fsum(squares) - (len(units) - 1), slope


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
