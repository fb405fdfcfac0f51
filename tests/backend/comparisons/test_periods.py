"""Periods as whole months and the days around them."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.comparisons.periods import (
    LONGEST_DAYS,
    Days,
    FewestDays,
    Period,
    Split,
    Window,
    by_fewest_days,
    by_months,
    joined,
    months_of,
    period_of,
    rest_of,
    touched_months,
)
from floorwalk.kernel.errors import Invalid

TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
LINDEN, HAFEN = UUID(int=1), UUID(int=2)


class TestThePeriodThatIsMeant:
    def test_nothing_said_is_the_last_ninety_days_with_today(self) -> None:
        assert period_of(None, None, TODAY) == Period(date(2026, 8, 26), TODAY)

    def test_one_day_is_a_period(self) -> None:
        assert period_of(TODAY, TODAY, TODAY) == Period(TODAY, TODAY)

    @pytest.mark.parametrize(
        ("from_on", "to_on", "code"),
        [
            (date(2026, 2, 2), date(2026, 2, 1), "comparisons.period_backwards"),
            (TODAY - timedelta(days=LONGEST_DAYS), TODAY, "comparisons.period_too_long"),
            (date(1999, 12, 31), date(2000, 1, 5), "comparisons.day_out_of_range"),
            (None, date(9999, 12, 31), "comparisons.day_out_of_range"),
            (None, date(1, 1, 1), "comparisons.day_out_of_range"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_by_name(self, from_on: date | None, to_on: date, code: str) -> None:
        with pytest.raises(Invalid) as refusal:
            period_of(from_on, to_on, TODAY)
        assert refusal.value.faults[0].code == code

    def test_three_years_up_to_today_are_allowed(self) -> None:
        assert period_of(date(2023, 11, 23), TODAY, TODAY).from_on == date(2023, 11, 23)


class TestWholeMonths:
    def test_from_the_fourth_to_the_fifth_after_next_holds_one_whole_month(self) -> None:
        split = by_months(date(2026, 9, 4), date(2026, 11, 5))
        assert split == Split(date(2026, 9, 4), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 5))
        assert rest_of(split) == [
            (date(2026, 9, 4), date(2026, 9, 30)),
            (date(2026, 11, 1), date(2026, 11, 5)),
        ]

    def test_a_quarter_is_three_months_and_no_day(self) -> None:
        split = by_months(date(2026, 1, 1), date(2026, 3, 31))
        assert (split.whole_from, split.whole_before) == (date(2026, 1, 1), date(2026, 4, 1))
        assert rest_of(split) == []

    def test_inside_one_month_is_all_days(self) -> None:
        assert rest_of(by_months(date(2026, 2, 1), date(2026, 2, 27))) == [(date(2026, 2, 1), date(2026, 2, 27))]

    def test_touched_months_are_widened_and_leave_no_day(self) -> None:
        split = touched_months(Period(date(2026, 1, 31), date(2026, 3, 1)))
        assert (split.whole_from, split.whole_before) == (date(2026, 1, 1), date(2026, 4, 1))
        assert rest_of(split) == []


def each_day(from_on: date, to_on: date) -> list[date]:
    return [from_on + timedelta(days=step) for step in range((to_on - from_on).days + 1)]


class TestMonthsLessAFewDays:
    def test_the_shorter_of_what_is_inside_and_outside_is_read(self) -> None:
        assert by_fewest_days(date(2026, 8, 22), date(2026, 11, 20)) == FewestDays(
            date(2026, 9, 1),
            date(2026, 12, 1),
            (Days(1, date(2026, 8, 22), date(2026, 8, 31)), Days(-1, date(2026, 11, 21), date(2026, 11, 30))),
        )

    def test_of_one_month_both_ends_may_be_taken_away(self) -> None:
        assert by_fewest_days(date(2026, 2, 4), date(2026, 2, 25)) == FewestDays(
            date(2026, 2, 1),
            date(2026, 3, 1),
            (Days(-1, date(2026, 2, 1), date(2026, 2, 3)), Days(-1, date(2026, 2, 26), date(2026, 2, 28))),
        )

    def test_half_a_month_is_read_by_its_own_days(self) -> None:
        assert by_fewest_days(date(2026, 4, 16), date(2026, 4, 30)).days == (
            Days(1, date(2026, 4, 16), date(2026, 4, 30)),
        )

    def test_no_day_at_all_is_nothing(self) -> None:
        assert by_fewest_days(date(2026, 4, 2), date(2026, 4, 1)) == FewestDays(date(2026, 4, 2), date(2026, 4, 2), ())


class TestWhateverThePeriod:
    @given(days, days)
    def test_months_with_days_added_and_taken_away_are_the_period_each_day_once(self, one: date, other: date) -> None:
        from_on, to_on = min(one, other), max(one, other)
        months_from, months_before, rest = by_fewest_days(from_on, to_on)
        times = Counter(each_day(months_from, months_before - ONE_DAY))
        for sign, first, last in rest:
            for day in each_day(first, last):
                times[day] += sign
        assert {day: count for day, count in times.items() if count} == dict.fromkeys(each_day(from_on, to_on), 1)
        assert len(rest) <= 2
        assert sum(len(each_day(first, last)) for _, first, last in rest) <= 31

    @given(days, days)
    def test_whole_months_and_single_days_are_the_period_each_day_once(self, one: date, other: date) -> None:
        from_on, to_on = min(one, other), max(one, other)
        split = by_months(from_on, to_on)
        parts = [*rest_of(split), (split.whole_from, split.whole_before - ONE_DAY)]
        covered = [day for first, last in parts for day in each_day(first, last)]
        assert sorted(covered) == each_day(from_on, to_on)

    @given(days, days)
    def test_whole_months_begin_on_the_first(self, one: date, other: date) -> None:
        months = by_months(min(one, other), max(one, other))
        if months.whole_from < months.whole_before:
            assert (months.whole_from.day, months.whole_before.day) == (1, 1)


class TestTheMonthsThatASpanTouches:
    def test_both_ends_count_however_short(self) -> None:
        assert months_of(date(2025, 11, 30), date(2026, 1, 1)) == [
            date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)
        ]  # fmt: skip
        assert months_of(date(2026, 2, 28), date(2026, 2, 28)) == [date(2026, 2, 1)]


class TestWindowsOfAStore:
    def test_a_move_inside_an_area_is_no_gap(self) -> None:
        parts = [
            Window(LINDEN, date(2026, 2, 1), date(2026, 3, 31)),
            Window(LINDEN, date(2026, 1, 1), date(2026, 1, 31)),
        ]
        assert joined(parts) == [Window(LINDEN, date(2026, 1, 1), date(2026, 3, 31))]

    def test_leaving_and_coming_back_stay_two(self) -> None:
        parts = [
            Window(LINDEN, date(2026, 1, 1), date(2026, 1, 30)),
            Window(LINDEN, date(2026, 2, 1), date(2026, 3, 31)),
        ]
        assert joined(parts) == parts

    def test_windows_of_two_stores_are_never_joined(self) -> None:
        parts = [Window(LINDEN, date(2026, 1, 1), date(2026, 1, 31)), Window(HAFEN, date(2026, 2, 1), date(2026, 3, 1))]
        assert joined(parts) == parts
