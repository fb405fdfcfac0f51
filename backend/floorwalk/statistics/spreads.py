"""The spread common to many units at once: interval.spread_prior_of over columns in place of rows.

A chain has thousands of units (a criterion in a store is one), and every comparison borrows its spread from all of
them. The sums stay exact integers up to the first division, as in sums.py.
"""

from collections.abc import Sequence
from typing import NamedTuple

from floorwalk.statistics.interval import NoInterval, SpreadPrior, prior_of_spreads, spread_prior_of
from floorwalk.statistics.sums import SixSums

MOST_EXACT = 2.0**61  # of each of three terms that are added as 64-bit integers


class Spreads(NamedTuple):
    """Six columns as long as there are units; see SixSums."""

    m: Sequence[int]
    w_sum: Sequence[int]
    t_sum: Sequence[int]
    ww_sum: Sequence[int]
    wt_sum: Sequence[int]
    tt_sum: Sequence[int]


def prior_of(units: Spreads) -> SpreadPrior | NoInterval:
    """What spread_prior_of gives for the same units, but for the last digits of a float."""
    import numpy as np

    m, w, t, ww, wt, tt = (np.array(column, dtype=np.int64) for column in units)
    known = (m > 1) & (w > 0)
    m, w, t, ww, wt, tt = (column[known] for column in (m, w, t, ww, wt, tt))
    # Around each unit's own mean the same residuals are made of much smaller numbers.
    centre = t // np.maximum(w, 1)
    t, wt, tt = t - centre * w, wt - centre * ww, tt - 2 * centre * wt + centre * centre * ww
    weight = w.astype(float)
    largest = (tt * weight**2, 2 * np.abs(t * weight * wt), t.astype(float) ** 2 * ww)
    if any(term.size and term.max() > MOST_EXACT for term in largest):
        return spread_prior_of(SixSums(*unit) for unit in zip(*units, strict=True))
    residuals = tt * w * w - 2 * t * wt * w + t * t * ww
    df = weight**2 / ww - 1
    spread = m / (m - 1) * (residuals / weight**4) * (df + 1)
    shows = df > 0
    return prior_of_spreads(list(zip(df[shows].tolist(), spread[shows].tolist(), strict=True)))
