"""Columns of many units give what the rows give: the prior of an interval, the design effect of a share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwalk.statistics.interval import NoInterval, SpreadPrior, spread_prior_of
from floorwalk.statistics.spreads import Spreads, design_effect_among, prior_of
from floorwalk.statistics.sums import SixSums
from floorwalk.statistics.wilson import design_effect_of

# As (weight, mean): quickly drawn, and few of them, for a busy machine.
visits = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10_000)), max_size=5)
shares = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=5)
few = settings(max_examples=40)
Pair = tuple[int, int]


def six_of(pairs: list[Pair]) -> SixSums:
    return SixSums(
        len(pairs), sum(w for w, _ in pairs), sum(t for _, t in pairs), sum(w * w for w, _ in pairs),
        sum(w * t for w, t in pairs), sum(t * t for _, t in pairs),
    )  # fmt: skip


def columns_of(units: list[SixSums]) -> Spreads:
    return Spreads(*([unit[place] for unit in units] for place in range(6)))


class TestWhateverTheUnits:
    @few
    @given(st.lists(visits, max_size=8))
    def test_the_prior_is_that_of_the_rows(self, drawn: list[list[Pair]]) -> None:
        units = [six_of([(w, w * mean) for w, mean in one]) for one in drawn]
        found, expected = prior_of(columns_of(units)), spread_prior_of(units)
        if isinstance(expected, NoInterval):
            assert found is expected
        else:
            assert isinstance(found, SpreadPrior)
            assert tuple(found) == pytest.approx(tuple(expected), rel=1e-9)

    @few
    @given(st.lists(shares, max_size=8))
    def test_the_design_effect_is_that_of_the_rows(self, drawn: list[list[Pair]]) -> None:
        units = [six_of([(w, min(w, hits)) for w, hits in one]) for one in drawn]
        assert design_effect_among(columns_of(units)) == pytest.approx(design_effect_of(units), rel=1e-9)


class TestVisitsThatAreAllAlike:
    def test_have_no_spread_to_the_last_bit(self) -> None:
        units = [six_of([(w, 7_321 * w) for w in (1, 2, 3, 7)]) for _ in range(3)]
        assert prior_of(columns_of(units)) is NoInterval.SPREAD_ZERO


class TestSumsThatSixtyFourBitsDoNotHold:
    HUGE = SixSums(10**6, 10**6, 7 * 10**9, 10**6, 7 * 10**9, 50 * 10**12)

    def test_the_prior_is_still_exact(self) -> None:
        assert prior_of(columns_of([self.HUGE])) == spread_prior_of([self.HUGE])

    def test_so_is_the_design_effect(self) -> None:
        units = [SixSums(10**6, 10**9, 4 * 10**8, 2 * 10**12, 9 * 10**11, 10**12)]
        assert design_effect_among(columns_of(units)) == design_effect_of(units)
