"""Shares with their interval: Wilson on the effective number of observations, never Wald.

0 of 20 is 0 to 16.1 %, not 0 to 0. Interactions of one visit are alike, so their number is divided by a design
effect pooled over all units. Means are interval.py.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from floorwalk.statistics.sums import SixSums, mean_of, variance_of_mean

Z_95 = 1.959963984540054  # standard normal quantile at 0.975
FULL = 1.0


class ShareInterval(NamedTuple):
    """A share and its ends, each between 0 and 1."""

    share: float
    low: float
    high: float


def share_interval_of(hits: int, observations: int, design_effect: float = 1.0) -> ShareInterval | None:
    """Wilson's score interval on n_e = n/deff. None for no observation at all."""
    if observations == 0:
        return None
    share = hits / observations
    effective = observations / max(1.0, design_effect)
    z2 = Z_95**2
    centre = (share + z2 / (2 * effective)) / (1 + z2 / effective)
    half = Z_95 * math.sqrt(share * (1 - share) / effective + z2 / (4 * effective**2)) / (1 + z2 / effective)
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = FULL if hits == observations else min(FULL, centre + half)
    return ShareInterval(share, low, high)


def design_effect_of(units: Iterable[SixSums]) -> float:
    """max(1, ΣV_CR1 / Σ p(1−p)/W) over units with at least two visits; w counts observations, t counts hits.

    1.0 where no unit says anything: one visit each, or a share of 0 or 1 everywhere.
    """
    clustered: list[float] = []
    binomial: list[float] = []
    for sums in units:
        variance = variance_of_mean(sums)
        share = mean_of(sums)
        if variance is None or share is None:
            continue
        clustered.append(variance)
        binomial.append(float(share * (1 - share)) / sums.w_sum)
    expected = math.fsum(binomial)
    return max(1.0, math.fsum(clustered) / expected) if expected > 0 else 1.0
