"""Measured waits against the promise: the share kept, the quantiles, the bins; and whoever gave up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.comparisons.measured import keeps_promise, waits_of
from floorwalk.scoring.model import MeasuredScale

QUEUE = MeasuredScale("lower", stretch=90_000, target=240_000, floor=600_000)
CHOICE = MeasuredScale("higher", stretch=3, target=2, floor=0)


class TestWaitingWhereLessIsBetter:
    def test_the_target_itself_keeps_the_promise(self) -> None:
        assert waits_of(QUEUE, [239_999, 240_000, 240_001], 0).within == 2

    def test_the_target_is_the_end_of_a_bin_that_holds_it(self) -> None:
        bins = waits_of(QUEUE, [240_000, 240_001], 0).bins
        assert [(one.from_value, one.to_value) for one in bins if one.interactions] == [
            (180_000, 240_000),
            (240_000, 300_000),
        ]

    def test_bins_begin_open_and_end_open(self) -> None:
        bins = waits_of(QUEUE, [0, 900_000], 0).bins
        assert (bins[0].from_value, bins[0].interactions) == (None, 1)
        assert (bins[-1].to_value, bins[-1].interactions) == (None, 1)

    def test_whoever_gave_up_waited_longer_than_all_others(self) -> None:
        quantiles = waits_of(QUEUE, [10_000, 20_000, 30_000], 1).quantiles
        assert (quantiles[50], quantiles[75], quantiles[90]) == (20_000, 30_000, None)


class TestCountingWhereMoreIsBetter:
    def test_the_target_itself_keeps_the_promise(self) -> None:
        assert waits_of(CHOICE, [1, 2, 3], 0).within == 2
        assert not keeps_promise(CHOICE, 1)

    def test_the_lower_end_belongs_to_its_bin(self) -> None:
        bins = waits_of(CHOICE, [2], 0).bins
        assert [(one.from_value, one.to_value) for one in bins if one.interactions] == [(2, 3)]

    def test_whoever_gave_up_had_less_than_all_others(self) -> None:
        quantiles = waits_of(CHOICE, [1, 2, 3], 1).quantiles
        assert (quantiles[10], quantiles[50], quantiles[90]) == (None, 1, 3)


class TestNothingMeasured:
    def test_there_are_no_quantiles(self) -> None:
        assert set(waits_of(QUEUE, [], 0).quantiles.values()) == {None}

    def test_only_given_up_is_no_value_either(self) -> None:
        waits = waits_of(QUEUE, [], 4)
        assert (waits.gave_up, set(waits.quantiles.values())) == (4, {None})


class TestScalesThatFallIntoNoEvenSteps:
    @pytest.mark.parametrize(
        ("scale", "ends"),
        [
            (MeasuredScale("lower", stretch=1, target=7, floor=1_000), [1, 7, 1_000]),
            (MeasuredScale("lower", stretch=0, target=0, floor=5), [5]),
            (MeasuredScale("lower", stretch=2, target=7, floor=20), [7, 14, 21]),
        ],
    )
    def test_the_bins_meet_at_what_the_standard_names(self, scale: MeasuredScale, ends: list[int]) -> None:
        assert [one.to_value for one in waits_of(scale, [1], 0).bins[:-1]] == ends


@given(st.lists(st.integers(0, 2_000_000)), st.sampled_from([QUEUE, CHOICE]))
def test_every_value_is_in_exactly_one_bin(values: list[int], scale: MeasuredScale) -> None:
    assert sum(one.interactions for one in waits_of(scale, values, 0).bins) == len(values)
