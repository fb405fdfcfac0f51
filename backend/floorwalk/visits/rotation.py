"""How soon the same evaluator may be asked to the same store again.

Pure. What counts as taken (visits, and other assignments that are still to be done) is assignment_queries.py.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """Days from the first to the last, both included; a visit's span is one day."""

    from_on: date
    to_on: date


def first_possible(window: Span, taken: Iterable[Span], rotation_days: int) -> date:
    """The first day, from the window's own on, at which a window of its length keeps the distance from all spans.

    The window's own first day if nothing is in the way; always that day where there is no rotation (0 days).
    """
    apart, length = timedelta(days=rotation_days), window.to_on - window.from_on
    begins = window.from_on
    if not rotation_days:
        return begins
    for span in sorted(taken, key=lambda one: one.to_on):
        if begins < span.to_on + apart and span.from_on < begins + length + apart:
            begins = span.to_on + apart
    return begins
