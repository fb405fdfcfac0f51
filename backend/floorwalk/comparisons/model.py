"""The frozen value that figures are made of: one scope's stored sums over a period."""

from typing import NamedTuple

from floorwalk.statistics.sums import SixSums


class ScopeFigures(NamedTuple):
    """The six integers of the scoring rules, and the counts that only add (visits/tables.py, ScopeSumRow)."""

    m: int = 0
    w_sum: int = 0
    t_sum: int = 0
    ww_sum: int = 0
    wt_sum: int = 0
    tt_sum: int = 0
    interactions: int = 0
    exceeded: int = 0
    met: int = 0
    below: int = 0
    weight_scored: int = 0
    weight_applicable: int = 0
    critical_failed: int = 0
    below_meets: int = 0
    stars: int = 0
    indifferent: int = 0

    @property
    def sums(self) -> SixSums:
        return SixSums._make(self[:6])


NOTHING = ScopeFigures()


def together(one: ScopeFigures, other: ScopeFigures) -> ScopeFigures:
    """The figures over two sets of visits that share none."""
    return ScopeFigures(*map(int.__add__, one, other))
