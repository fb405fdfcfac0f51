"""When a visit began, told by clocks that cannot be trusted. No visit is refused for its phone's clock.

Pure. What is known: the readings of the phone's clock, the monotonic time between them, how far the clock was off
when the batch was sent (`skew`, device minus server), and our own time of receipt.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from floorwalk.visits.wire import Moment, VisitDocument

NOTABLE_SKEW = timedelta(minutes=5)  # a slow network costs one minute; a clock that somebody set costs ten or more
LONGEST_SLEEP = timedelta(hours=24)  # the monotonic time of some phones stands still while they sleep
LONGEST_WAIT = timedelta(days=400)  # a reading that is older is a wrong clock rather than a visit that waited


class Began(NamedTuple):
    """The instant by our own clock, as well as it can be told, and whether the phone's was wrong or jumped."""

    at: datetime
    clock_is_odd: bool


def began(document: VisitDocument, received_at: datetime, skew: timedelta) -> Began:
    """The first reading that can be: corrected by the skew, uncorrected, or else the time of receipt."""
    readings = [document.started.at]
    jumped = _jumped(document)
    if jumped:  # the clock of the last answer is nearer to the one that the skew was measured with
        last = max(_untouched(document), key=lambda moment: moment.elapsed_ms)
        since = timedelta(milliseconds=last.elapsed_ms - document.started.elapsed_ms)
        readings.insert(0, last.at - since)
    skewed = abs(skew) > NOTABLE_SKEW
    if skewed:
        readings = [*(corrected for at in readings if (corrected := _less(at, skew)) is not None), *readings]
    for place, at in enumerate(readings):
        if received_at - LONGEST_WAIT <= at <= received_at + NOTABLE_SKEW:
            return Began(at, skewed or jumped or place > 0)
    return Began(received_at, True)


def _jumped(document: VisitDocument) -> bool:
    """Whether the clock was set while the visit went on.

    Set back is certain: time that passed cannot be longer than the clock says. Set forward is told from sleep by
    its size alone.
    """
    readings = sorted((moment.elapsed_ms / 1000, moment.at.timestamp()) for moment in _untouched(document))
    zeros_s = [at_s - elapsed_s for elapsed_s, at_s in readings]
    latest_s = zeros_s[0]
    for zero_s in zeros_s:
        if zero_s < latest_s - NOTABLE_SKEW.total_seconds():
            return True
        latest_s = max(latest_s, zero_s)
    return latest_s - zeros_s[0] > LONGEST_SLEEP.total_seconds()


def _untouched(document: VisitDocument) -> Iterator[Moment]:
    """Every reading that nobody changed by hand."""
    yield document.started
    if document.ended is not None:
        yield document.ended
    if document.not_possible is not None:
        yield document.not_possible.at
    for mark in document.marks:
        if not mark.edited:
            yield mark.moment
    for interaction in document.interactions:
        yield interaction.started
        yield interaction.submitted
        for rating in interaction.ratings:
            if rating.at is not None:
                yield rating.at


def _less(at: datetime, skew: timedelta) -> datetime | None:
    """None beyond the calendar."""
    try:
        return at - skew
    except OverflowError:
        return None
