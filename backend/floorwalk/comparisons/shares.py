"""Shares with their interval, as they stand in an answer. Pure; the interval itself is statistics/wilson.py."""

import math

from floorwalk.comparisons.standing_wire import Share
from floorwalk.comparisons.wire import Critical
from floorwalk.scoring.model import FULL_BP
from floorwalk.scoring.rounding import rdiv
from floorwalk.statistics.wilson import share_interval_of

Ends = tuple[int | None, int | None]


def share_of(hits: int, of: int, design_effect: float = 1.0) -> Share:
    low, high = ends_of(hits, of, design_effect)
    return Share(hits=hits, of=of, share_bp=rdiv(FULL_BP * hits, of) if of else None, ci_low_bp=low, ci_high_bp=high)


def critical_of(failed: int, of: int, design_effect: float) -> Critical:
    low, high = ends_of(failed, of, design_effect)
    share_bp = rdiv(FULL_BP * failed, of) if of else None
    return Critical(failed=failed, of=of, share_bp=share_bp, ci_low_bp=low, ci_high_bp=high)


def ends_of(hits: int, of: int, design_effect: float) -> Ends:
    """Both ends in whole bp, half up; a share of 0 or of all has one end there."""
    interval = share_interval_of(hits, of, design_effect)
    if interval is None:
        return None, None
    return math.floor(interval.low * FULL_BP + 0.5), math.floor(interval.high * FULL_BP + 0.5)
