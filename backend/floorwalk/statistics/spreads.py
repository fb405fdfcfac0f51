"""What many units have in common, from columns in place of rows: their spread, and the design effect of a share.

A chain has thousands of units (a criterion in a store is one), and every comparison borrows from all of them. The sums
stay exact integers up to the first division, as in sums.py.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from floorwalk.statistics.interval import NoInterval, SpreadPrior, prior_of_spreads, spread_prior_of
from floorwalk.statistics.sums import SixSums
from floorwalk.statistics.wilson import design_effect_of

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, np.dtype[Any]]

MOST_EXACT = 2.0**61  # of each of three terms that are added as 64-bit integers


class Spreads(NamedTuple):
    """Six columns as long as there are units; see SixSums."""

    m: Sequence[int]
    w_sum: Sequence[int]
    t_sum: Sequence[int]
    ww_sum: Sequence[int]
    wt_sum: Sequence[int]
    tt_sum: Sequence[int]

    def rows(self) -> list[SixSums]:
        return [SixSums(*unit) for unit in zip(*self, strict=True)]


class _Varying(NamedTuple):
    """The units that have two visits: their W, their R, m_e − 1 and the cluster-robust variance of the mean."""

    w: "Column"
    mean: "Column"
    df: "Column"
    variance: "Column"


def prior_of(units: Spreads) -> SpreadPrior | NoInterval:
    """What spread_prior_of gives for the same units, but for the last digits of a float."""
    found = _varying(units)
    if found is None:
        return spread_prior_of(units.rows())
    shows = found.df > 0
    spread = (found.variance * (found.df + 1))[shows]
    return prior_of_spreads(list(zip(found.df[shows].tolist(), spread.tolist(), strict=True)))


def design_effect_among(units: Spreads) -> float:
    """What wilson.design_effect_of gives for the same units, but for the last digits of a float."""
    found = _varying(units)
    if found is None:
        return design_effect_of(units.rows())
    expected = math.fsum((found.mean * (1 - found.mean) / found.w).tolist())
    return max(1.0, math.fsum(found.variance.tolist()) / expected) if expected > 0 else 1.0


def _varying(units: Spreads) -> _Varying | None:
    """None where the integers would not fit."""
    import numpy as np

    m, w, t, ww, wt, tt = (np.array(column, dtype=np.int64) for column in units)
    known = (m > 1) & (w > 0)
    m, w, t, ww, wt, tt = (column[known] for column in (m, w, t, ww, wt, tt))
    mean, weight = t / w, w.astype(float)
    # Around each unit's own mean the same residuals are made of much smaller numbers.
    centre = t // w
    tt, wt, t = tt - 2 * centre * wt + centre * centre * ww, wt - centre * ww, t - centre * w
    largest = (tt * weight**2, 2 * np.abs(t * weight * wt), t.astype(float) ** 2 * ww)
    if any(term.size and term.max() > MOST_EXACT for term in largest):
        return None
    residuals = tt * w * w - 2 * t * wt * w + t * t * ww
    return _Varying(w, mean, weight**2 / ww - 1, m / (m - 1) * (residuals / weight**4))
