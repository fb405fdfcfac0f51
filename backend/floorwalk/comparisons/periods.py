"""Calendar days, and how a period falls into whole months and the days at its two ends.

Pure. A store belongs to an area for dated windows; what a viewer may see of them is organisation/scope.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from floorwalk.kernel.errors import Fault, Invalid

DEFAULT_DAYS = 90
LONGEST_DAYS = 1_130  # three years and a month: "the last three years" up to today
EARLIEST_ON = date(2000, 1, 1)
LATEST_ON = date(2199, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days inclusive, in the stores' own calendars."""

    from_on: date
    to_on: date


class Window(NamedTuple):
    """A store's days inside a period; both inclusive."""

    store_id: UUID
    from_on: date
    to_on: date


class Split(NamedTuple):
    """A span of days as whole months from `whole_from` until before `whole_before`, and the rest: the days from
    `from_on` before `whole_from`, and from `whole_before` to `to_on`. Without a whole month `whole_from` =
    `whole_before` = the day after the end, and all days are rest."""

    from_on: date
    whole_from: date
    whole_before: date
    to_on: date


class Days(NamedTuple):
    """Days of one month, both ends inclusive; with sign -1 they are taken away from it."""

    sign: int
    from_on: date
    to_on: date


class FewestDays(NamedTuple):
    """A span of days as months that count whole, from `months_from` until before `months_before`, and at most two
    spans of days that are added to them or taken away. Only sums that can be subtracted exactly may be read so."""

    months_from: date
    months_before: date
    days: tuple[Days, ...]


def period_of(from_on: date | None, to_on: date | None, today: date, longest_days: int = LONGEST_DAYS) -> Period:
    """The asked period, by default the last 90 days. Raises Invalid for one that is backwards or too long."""
    end = to_on or today
    if not EARLIEST_ON <= end <= LATEST_ON:
        raise Invalid([Fault("to_on", "comparisons.day_out_of_range", "The day is out of range.")])
    start = from_on or end - timedelta(days=DEFAULT_DAYS - 1)
    if start < EARLIEST_ON:
        raise Invalid([Fault("from_on", "comparisons.day_out_of_range", "The day is out of range.")])
    if start > end:
        raise Invalid([Fault("from_on", "comparisons.period_backwards", "The first day comes after the last.")])
    if (end - start).days >= longest_days:
        raise Invalid([Fault("from_on", "comparisons.period_too_long", f"More than {longest_days} days.")])
    return Period(start, end)


def by_months(from_on: date, to_on: date) -> Split:
    """Months begin on their first day."""
    whole_from = from_on if from_on.day == 1 else month_after(from_on)
    after = to_on + ONE_DAY
    whole_before = after.replace(day=1)
    if whole_from >= whole_before:
        whole_from = whole_before = after
    return Split(from_on, whole_from, whole_before, to_on)


def rest_of(split: Split) -> list[tuple[date, date]]:
    """The days of a split outside its whole months, as spans with both ends inclusive."""
    before = (split.from_on, min(split.whole_from - ONE_DAY, split.to_on))
    after = (split.whole_before, split.to_on)
    return [span for span in (before, after) if span[0] <= span[1]]


def by_fewest_days(from_on: date, to_on: date) -> FewestDays:
    """Of a month that the span holds more than half of, what is outside is fewer days than what is inside."""
    if from_on > to_on:
        return FewestDays(from_on, from_on, ())
    first, last = from_on.replace(day=1), to_on.replace(day=1)
    whole: list[date] = []
    days: list[Days] = []
    for month_on in sorted({first, last}):
        end = month_after(month_on) - ONE_DAY
        inside = Days(1, max(from_on, month_on), min(to_on, end))
        outside = [
            one
            for one in (Days(-1, month_on, inside.from_on - ONE_DAY), Days(-1, inside.to_on + ONE_DAY, end))
            if one.from_on <= one.to_on
        ]
        if sum(map(_length, outside)) < _length(inside):
            whole.append(month_on)
            days += outside
        else:
            days.append(inside)
    months_from = first if first in whole else month_after(first)
    months_before = month_after(last) if last in whole else last
    return FewestDays(months_from, max(months_from, months_before), tuple(days))


def _length(days: Days) -> int:
    return (days.to_on - days.from_on).days + 1


def touched_months(period: Period) -> Split:
    """The whole months that the period lies in; nothing is left over."""
    first, before = period.from_on.replace(day=1), month_after(period.to_on)
    return Split(first, first, before, before - ONE_DAY)


def months_of(from_on: date, to_on: date) -> list[date]:
    """The calendar months that a span touches, each by its first day."""
    months = []
    month_on = from_on.replace(day=1)
    while month_on <= to_on:
        months.append(month_on)
        month_on = month_after(month_on)
    return months


def month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def joined(windows: Iterable[Window]) -> list[Window]:
    """Windows of one store that touch or overlap become one: a move inside an area is no gap."""
    result: list[Window] = []
    for window in sorted(windows):
        last = result[-1] if result else None
        if last is not None and last.store_id == window.store_id and window.from_on <= last.to_on + ONE_DAY:
            result[-1] = Window(last.store_id, last.from_on, max(last.to_on, window.to_on))
        else:
            result.append(window)
    return result
