"""A against B: Welch's comparison, and the smallest difference that could have been seen."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from floorwalk.statistics.consistency import typical_swing_of
from floorwalk.statistics.differences import difference_of
from floorwalk.statistics.interval import Interval, SpreadPrior, interval_of
from floorwalk.statistics.sums import SixSums, merged
from tests.backend.statistics.units import unit


def of_visits(scores: list[int]) -> Interval:
    """Without anything borrowed: the visits' own variance on n − 1 degrees of freedom."""
    return unit(float(np.mean(scores)), float(np.var(scores, ddof=1)) / len(scores), len(scores) - 1)


scores = st.lists(st.integers(0, 10_000), min_size=2, max_size=20).filter(lambda drawn: len(set(drawn)) > 1)


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    @given(scores, scores)
    def test_with_nothing_borrowed_it_is_welchs_t_test(self, one: list[int], other: list[int]) -> None:
        ours = difference_of(of_visits(one), of_visits(other))
        theirs = stats.ttest_ind(one, other, equal_var=False)
        assert ours.p_value == pytest.approx(float(theirs.pvalue), rel=1e-6, abs=1e-12)
        assert ours.df == pytest.approx(float(theirs.df), rel=1e-9)
        assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)), rel=1e-6, abs=1e-6)

    def test_the_detectable_difference_has_a_power_of_four_in_five(self) -> None:
        from statsmodels.stats.power import TTestIndPower  # here: importing it takes seconds

        # Thirty visits each of variance 10⁶: statsmodels finds the effect in standard deviations.
        one = unit(7_000, 1e6 / 30, 29)
        expected = TTestIndPower().solve_power(nobs1=30, alpha=0.05, power=0.8) * 1_000
        assert difference_of(one, one).detectable == pytest.approx(expected, rel=0.005)


class TestADifference:
    def test_the_other_way_round_it_only_changes_its_sign(self) -> None:
        one, other = unit(8_000, 40_000, 12), unit(7_500, 90_000, 5)
        there, back = difference_of(one, other), difference_of(other, one)
        assert (back.difference, back.low, back.high) == (-there.difference, -there.high, -there.low)
        assert (back.p_value, back.df, back.detectable) == (there.p_value, there.df, there.detectable)

    def test_none_at_all_is_not_certainty(self) -> None:
        same = difference_of(unit(7_000, 40_000, 9), unit(7_000, 40_000, 9))
        assert same.p_value == pytest.approx(1.0)
        assert same.low < 0 < same.high
        assert same.detectable > 0


class TestConsistency:
    def test_the_typical_swing_is_that_of_single_visits(self) -> None:
        visits = merged(SixSums(1, 1, t, 1, t, t * t) for t in (6_000, 8_000, 7_000, 7_000))
        interval = interval_of(visits, SpreadPrior(810_000.0, 4.0))
        assert isinstance(interval, Interval)
        # Own spread 2 000 000/3 on three degrees of freedom, borrowed 810 000 on four.
        assert typical_swing_of(interval, visits) == pytest.approx(math.sqrt((4 * 810_000 + 2_000_000) / 7))
