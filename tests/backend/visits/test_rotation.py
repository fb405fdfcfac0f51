"""How soon the same evaluator may come again: never nearer than the rotation to any day that is taken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.visits.rotation import Span, first_possible

DAY = date(2026, 11, 1)


def span(first: int, last: int | None = None) -> Span:
    return Span(DAY + timedelta(first), DAY + timedelta(first if last is None else last))


@pytest.mark.parametrize(
    ("taken", "rotation_days", "possible_on"),
    [
        ([], 30, 10),  # nothing is in the way
        ([span(0)], 0, 10),  # no rotation
        ([span(9)], 1, 10),  # the day before, and a distance of one day
        ([span(0)], 10, 10),  # just far enough
        ([span(0)], 11, 11),
        ([span(-20, 5)], 30, 35),  # counted from a window's last day
        ([span(20)], 9, 29),  # one that comes later is in the way as well
        ([span(22)], 10, 10),  # far enough ahead: the window's last day is the 12th
        ([span(0), span(25)], 14, 39),  # moved beyond the one, it stands before the other
        ([span(0), span(60)], 14, 14),  # there is room between them
    ],
)
def test_the_day_from_which_it_is_possible(taken: list[Span], rotation_days: int, possible_on: int) -> None:
    assert first_possible(span(10, 12), taken, rotation_days) == DAY + timedelta(possible_on)


SPANS = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 20)), max_size=6)


@given(SPANS, st.integers(1, 40), st.integers(0, 10))
def test_the_window_that_is_offered_keeps_its_distance_and_none_earlier_does(
    days: list[tuple[int, int]], rotation: int, length: int
) -> None:
    taken = [span(first, first + more) for first, more in days]
    offered = (first_possible(span(0, length), taken, rotation) - DAY).days

    def is_free(begin: int) -> bool:
        return all(begin >= first + more + rotation or begin + length + rotation <= first for first, more in days)

    assert [is_free(begin) for begin in range(offered + 1)] == [False] * offered + [True]
