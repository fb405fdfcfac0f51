"""Every time, consistently: how far single visits swing, beside every mean.

Two figures, and no index made of them: the moderated standard deviation ("visits typically swing ±9 points") and the
share of visits below the standard, whose interval is wilson.py's.
"""

import math

from floorwalk.statistics.interval import Interval
from floorwalk.statistics.sums import SixSums, effective_visits_of


def visit_variance_of(interval: Interval, sums: SixSums) -> float:
    """s̃² = Ṽ·m_e in bp²: the moderated variance of single visits of this unit, behind the interval of its mean."""
    return interval.variance * effective_visits_of(sums)


def typical_swing_of(interval: Interval, sums: SixSums) -> float:
    """The moderated standard deviation of single visits, in bp."""
    return math.sqrt(visit_variance_of(interval, sums))
