"""A against B, one period against the one before: a difference, what it could be, and what could have been seen.

"Not shown to be different" is never "the same": the smallest difference that these data could detect always stands
beside it. Several differences in one picture are adjusted by multiplicity.py.
"""

import math
from typing import NamedTuple

from floorwalk.statistics.interval import Interval, t_quantile

POWER = 0.80  # the usual meaning of "could have been seen"


class Difference(NamedTuple):
    """A minus B in bp, with its 95 % interval, two-sided p-value and degrees of freedom.

    `detectable` is the smallest true difference, in bp, that data like these would show at the 5 % level in four of
    five cases.
    """

    difference: float
    low: float
    high: float
    p_value: float
    df: float
    detectable: float


def difference_of(one: Interval, other: Interval) -> Difference:
    """Welch's comparison on the moderated variances. The two must rest on different visits."""
    from scipy.special import stdtr

    variance = one.variance + other.variance
    df = variance**2 / (one.variance**2 / one.df + other.variance**2 / other.df)
    error = math.sqrt(variance)
    difference = one.mean - other.mean
    half = t_quantile(df) * error
    return Difference(
        difference,
        difference - half,
        difference + half,
        2 * float(stdtr(df, -abs(difference) / error)),
        df,
        (t_quantile(df) + t_quantile(df, POWER)) * error,
    )
