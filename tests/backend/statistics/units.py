"""Units as the statistics take them, made from a mean and a variance of that mean."""

import math

from hypothesis import strategies as st

from floorwalk.statistics.interval import Interval, t_quantile


def unit(mean: float, variance: float, df: float = 1_000.0) -> Interval:
    """Not clipped: published examples are no scores between 0 and 10 000."""
    half = t_quantile(df) * math.sqrt(variance)
    return Interval(mean, mean - half, mean + half, variance, df)


units = st.lists(st.builds(unit, st.floats(0, 10_000), st.floats(1, 1e7), st.floats(4, 150)), min_size=1, max_size=30)
