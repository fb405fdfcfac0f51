"""Shares: Wilson's interval against Newcombe's published table and statsmodels; the design effect by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.statistics.sums import SixSums, merged
from floorwalk.statistics.wilson import design_effect_of, share_interval_of


def shares_of(*visits: tuple[int, int]) -> SixSums:
    """Visits as (interactions, hits)."""
    return merged(SixSums(1, w, t, w * w, w * t, t * t) for w, t in visits)


class TestAgainstNewcombe1998:
    """R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998)
    857-872, table I, method 3 (score method without continuity correction)."""

    @pytest.mark.parametrize(
        ("hits", "observations", "low", "high"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ],
    )
    def test_the_four_cases_of_his_table(self, hits: int, observations: int, low: float, high: float) -> None:
        interval = share_interval_of(hits, observations)
        assert interval is not None
        assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    @given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_without_clusters_it_is_the_score_interval(self, case: tuple[int, int]) -> None:
        from statsmodels.stats.proportion import proportion_confint  # here: importing it takes seconds

        hits, observations = case
        interval = share_interval_of(hits, observations)
        low, high = proportion_confint(hits, observations, alpha=0.05, method="wilson")
        assert interval is not None
        assert interval.low == pytest.approx(low, abs=1e-12)
        assert interval.high == pytest.approx(high, abs=1e-12)


class TestInteractionsOfOneVisitAreAlike:
    def test_the_design_effect_worked_by_hand(self) -> None:
        # Two visits of four, all and none hit: p = 1/2; V = 2/1 · (2² + 2²)/8² = 1/4; p(1−p)/W = 1/32.
        assert design_effect_of([shares_of((4, 4), (4, 0))]) == pytest.approx(8.0)

    def test_visits_that_are_more_even_than_chance_never_narrow_the_interval(self) -> None:
        assert design_effect_of([shares_of((4, 2), (4, 2))]) == 1.0

    def test_it_is_pooled_over_the_units(self) -> None:
        one_sided, even = shares_of((4, 4), (4, 0)), shares_of((4, 2), (4, 2))
        assert design_effect_of([one_sided, even]) == pytest.approx(4.0)

    def test_units_that_say_nothing_leave_it_at_one(self) -> None:
        assert design_effect_of([shares_of((4, 2)), shares_of((4, 0), (3, 0)), shares_of()]) == 1.0

    def test_it_divides_the_observations(self) -> None:
        clustered, independent = share_interval_of(20, 80, 4.0), share_interval_of(5, 20)
        assert clustered is not None
        assert independent is not None
        assert clustered[1:] == pytest.approx(independent[1:])


class TestWhateverTheCounts:
    def test_no_observation_is_no_share(self) -> None:
        assert share_interval_of(0, 0) is None

    @given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(1, 1_000))
    def test_the_share_lies_inside_an_interval_that_is_never_flat(self, case: tuple[int, int], deff: float) -> None:
        interval = share_interval_of(*case, deff)
        assert interval is not None
        assert all(math.isfinite(figure) for figure in interval)
        assert 0 <= interval.low <= interval.share <= interval.high <= 1
        assert interval.low < interval.high
