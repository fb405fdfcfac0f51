"""Six integers per scope → mean, cluster-robust variance, effective visits.

The cluster is the visit. Where the integers come from is scoring/sums.py; what an interval makes of them is
interval.py. Everything up to the last division is exact, so that no sum is too large or too flat for its variance.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple


class SixSums(NamedTuple):
    """m visits; over these the sums of w (W), t in bp (T), w² (C), w·t (B) and t² (A)."""

    m: int
    w_sum: int
    t_sum: int
    ww_sum: int
    wt_sum: int
    tt_sum: int


EMPTY = SixSums(0, 0, 0, 0, 0, 0)


def merged(parts: Iterable[SixSums]) -> SixSums:
    """The sums over several sets of visits. No visit may be in two of them."""
    columns = list(zip(EMPTY, *parts, strict=True))
    return SixSums(*(sum(column) for column in columns))


def mean_of(sums: SixSums) -> Fraction | None:
    """R = T/W in bp, exact; None where nothing was scored."""
    return Fraction(sums.t_sum, sums.w_sum) if sums.w_sum else None


def residual_numerator_of(sums: SixSums) -> int:
    """W² · Σ (t − R·w)² = A·W² − 2·T·B·W + T²·C: never negative, and 0 exactly when every visit has the same mean."""
    _, w, t, ww, wt, tt = sums
    return tt * w * w - 2 * t * wt * w + t * t * ww


def variance_of_mean(sums: SixSums) -> float | None:
    """V = m/(m−1) · SSe/W² in bp² (cluster-robust, CR1); None for fewer than two visits, which show no spread."""
    if sums.m < 2 or not sums.w_sum:
        return None
    return sums.m * residual_numerator_of(sums) / ((sums.m - 1) * sums.w_sum**4)


def effective_visits_of(sums: SixSums) -> float:
    """m_e = W²/C: as many equally heavy visits would be worth the same; 0.0 for none."""
    return sums.w_sum**2 / sums.ww_sum if sums.ww_sum else 0.0
