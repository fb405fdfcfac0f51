"""How long customers waited, not only on average: all that was measured under one criterion, beside the promise.

Pure. Values are in the smallest unit of the standard (ms for a time). Whoever gave up was never served: worse than any
value, so it stands beyond them all, and the promise was not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from floorwalk.scoring.model import MeasuredScale

BINS_TO_TARGET = 4
MOST_BINS = 12  # without the open one at the end
QUANTILES = (10, 25, 50, 75, 90)  # per cent


class Bin(NamedTuple):
    """None is open."""

    from_value: int | None
    to_value: int | None
    interactions: int


@dataclass(frozen=True, slots=True)
class Waits:
    """`quantiles` by per cent; None where that interaction was given up."""

    measured: int
    gave_up: int
    within: int
    quantiles: dict[int, int | None]
    bins: tuple[Bin, ...]


def waits_of(scale: MeasuredScale, values: Sequence[int], gave_up: int) -> Waits:
    """The values of one or more interactions, in any order."""
    ordered = sorted(values)
    within = sum(1 for value in values if keeps_promise(scale, value))
    return Waits(
        len(values),
        gave_up,
        within,
        {percent: _quantile(scale, ordered, gave_up, percent) for percent in QUANTILES},
        tuple(_bins(scale, ordered)),
    )


def keeps_promise(scale: MeasuredScale, value: int) -> bool:
    return value <= scale.target if scale.better == "lower" else value >= scale.target


def _quantile(scale: MeasuredScale, ordered: Sequence[int], gave_up: int, percent: int) -> int | None:
    """The smallest value that so many per cent do not exceed: one that was measured, nothing in between."""
    everything = len(ordered) + gave_up
    if not everything:
        return None
    place = max(1, -(-percent * everything // 100))  # rounded up, from 1
    if scale.better == "higher":  # giving up is the worst, so it comes before every value
        place -= gave_up
    return ordered[place - 1] if 1 <= place <= len(ordered) else None


def _bins(scale: MeasuredScale, ordered: Sequence[int]) -> list[Bin]:
    edges = _edges(scale)
    lower = scale.better == "lower"
    bins = []
    pairs = list(zip([None, *edges], [*edges, None], strict=True))
    for start, end in pairs:
        if lower:
            inside = [v for v in ordered if (start is None or v > start) and (end is None or v <= end)]
        else:
            inside = [v for v in ordered if (start is None or v >= start) and (end is None or v < end)]
        bins.append(Bin(start, end, len(inside)))
    return bins


def _edges(scale: MeasuredScale) -> list[int]:
    """Where bins meet: equal steps of which one is the target, up to the farther of floor and stretch."""
    farthest = max(scale.floor, scale.stretch, scale.target)
    for steps in range(BINS_TO_TARGET, 0, -1):
        step = scale.target // steps
        if step and scale.target % steps == 0 and farthest <= step * MOST_BINS:
            return list(range(step, step * -(-farthest // step) + 1, step))
    return sorted({edge for edge in (scale.stretch, scale.target, scale.floor) if edge > 0})
