"""The interval of a mean: worked by hand, at its edges, and never a NaN or a width of zero."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from floorwalk.statistics.interval import (
    Interval,
    NoInterval,
    SpreadPrior,
    interval_of,
    interval_of_mean_of_means,
    rounded_outwards_if_flat,
    spread_prior_of,
    t_quantile,
)
from floorwalk.statistics.sums import EMPTY, SixSums, merged


def sums_of(*scores: int) -> SixSums:
    return merged(SixSums(1, 1, t, 1, t, t * t) for t in scores)


def weighted_sums_of(*visits: tuple[int, int]) -> SixSums:
    return merged(SixSums(1, w, t, w * w, w * t, t * t) for w, t in visits)


class TestTwoStoresWorkedByHand:
    """Linden 6000, 8000 (s² = 2 000 000, ν = 1); Hafen 5000, 7000, 9000 (s² = 4 000 000, ν = 2)."""

    linden, hafen = sums_of(6_000, 8_000), sums_of(5_000, 7_000, 9_000)
    # s0² = (1·2 000 000 + 2·4 000 000)/3; two units are under twenty, so d0 = 4.
    pooled = Fraction(10_000_000, 3)

    def test_the_prior_is_the_pooled_spread_at_four_degrees_of_freedom(self) -> None:
        prior = spread_prior_of([self.linden, self.hafen])
        assert isinstance(prior, SpreadPrior)
        assert prior.variance == pytest.approx(float(self.pooled), rel=1e-14)
        assert prior.df == 4.0

    def test_a_stores_spread_is_weighed_against_the_pooled_one(self) -> None:
        interval = interval_of(self.linden, spread_prior_of([self.linden, self.hafen]))
        assert isinstance(interval, Interval)
        moderated = (4 * self.pooled + 1 * 2_000_000) / 5 / 2
        assert (interval.mean, interval.df) == (7_000.0, 5.0)
        assert interval.variance == pytest.approx(float(moderated), rel=1e-14)
        half = stats.t.ppf(0.975, 5) * math.sqrt(moderated)
        assert interval.low == pytest.approx(7_000 - half)
        assert interval.high == 10_000  # clipped: 7 000 + half would be 10 183

    def test_one_visit_takes_the_whole_spread_from_the_others(self) -> None:
        interval = interval_of(sums_of(7_000), spread_prior_of([self.linden, self.hafen]))
        assert isinstance(interval, Interval)
        assert interval.variance == pytest.approx(float(self.pooled), rel=1e-14)
        assert interval.df == 4.0


class TestTwentyStores:
    def test_stores_that_vary_alike_make_a_prior_of_a_hundred_degrees_of_freedom(self) -> None:
        prior = spread_prior_of([sums_of(6_000, 8_000)] * 20)
        assert prior == SpreadPrior(2_000_000.0, 100.0)

    def test_stores_that_vary_differently_are_trusted_less(self) -> None:
        # ν = 1 each; half have s² = 0, half s² = 2 000 000: s0² = 10⁶, Q = 20, c² = max(0, (20 − 40)/60) = 0.
        half_and_half = [sums_of(7_000, 7_000), sums_of(6_000, 8_000)] * 10
        assert spread_prior_of(half_and_half) == SpreadPrior(1_000_000.0, 100.0)
        # Nineteen of twenty are flat: s0² = 10⁵, Q = 19·1 + 19² = 380, c² = 340/60, d0 = 4 + 2·60/340.
        nearly_all_flat = [sums_of(7_000, 7_000)] * 19 + [sums_of(6_000, 8_000)]
        prior = spread_prior_of(nearly_all_flat)
        assert isinstance(prior, SpreadPrior)
        assert prior.variance == pytest.approx(100_000.0)
        assert prior.df == pytest.approx(4 + 120 / 340)

    def test_nineteen_are_too_few_to_tell_how_much_spreads_differ(self) -> None:
        prior = spread_prior_of([sums_of(6_000, 8_000)] * 19)
        assert isinstance(prior, SpreadPrior)
        assert prior.df == 4.0


class TestWhenThereIsNothingToGoBy:
    def test_one_store_with_one_visit_says_that_the_spread_is_unknown(self) -> None:
        only = sums_of(8_000)
        assert interval_of(only, spread_prior_of([only])) is NoInterval.SPREAD_UNKNOWN

    def test_identical_visits_everywhere_say_so_and_claim_no_certainty(self) -> None:
        alike = sums_of(8_000, 8_000, 8_000)
        assert interval_of(alike, spread_prior_of([alike, alike])) is NoInterval.SPREAD_ZERO

    def test_identical_visits_in_one_store_still_get_an_interval_from_the_others(self) -> None:
        alike = sums_of(8_000, 8_000, 8_000)
        interval = interval_of(alike, spread_prior_of([alike, sums_of(6_000, 8_000)]))
        assert isinstance(interval, Interval)
        assert interval.low < 8_000 < interval.high

    def test_one_store_alone_with_two_visits_has_an_interval(self) -> None:
        alone = sums_of(7_000, 8_000)
        assert isinstance(interval_of(alone, spread_prior_of([alone])), Interval)

    def test_nothing_scored_says_so_before_anything_else(self) -> None:
        assert interval_of(EMPTY, spread_prior_of([])) is NoInterval.NOTHING_SCORED

    def test_no_unit_at_all_is_an_unknown_spread(self) -> None:
        assert spread_prior_of([]) is NoInterval.SPREAD_UNKNOWN


class TestTheMeanOfStoresEachCountingOne:
    def test_variances_add_and_degrees_of_freedom_follow_welch_and_satterthwaite(self) -> None:
        two = [Interval(6_000, 0, 0, 90_000, 5), Interval(9_000, 0, 0, 40_000, 8)]
        interval = interval_of_mean_of_means(two)
        assert isinstance(interval, Interval)
        assert (interval.mean, interval.variance) == (7_500.0, 32_500.0)
        assert interval.df == pytest.approx(130_000**2 / (90_000**2 / 5 + 40_000**2 / 8))

    def test_of_one_store_it_is_that_stores_own(self) -> None:
        own = interval_of(sums_of(6_000, 8_000), SpreadPrior(1e6, 4.0))
        assert isinstance(own, Interval)
        assert interval_of_mean_of_means([own]) == own

    def test_of_no_store_it_says_that_nothing_was_scored(self) -> None:
        assert interval_of_mean_of_means([]) is NoInterval.NOTHING_SCORED


class TestStudentsT:
    @pytest.mark.parametrize(
        ("df", "published"),  # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper tail 0.025
        [(1, 12.706), (2, 4.303), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (100, 1.984)],
    )
    def test_its_quantiles_are_the_published_ones(self, df: float, published: float) -> None:
        assert round(t_quantile(df), 3) == published

    @given(st.floats(1, 500))
    def test_between_whole_degrees_of_freedom_it_is_that_of_the_full_library(self, df: float) -> None:
        assert t_quantile(df) == pytest.approx(float(stats.t.ppf(0.975, df)), rel=1e-9)


stores = st.lists(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 10_000)), max_size=6).map(
        lambda visits: weighted_sums_of(*[(w, w * mean) for w, mean in visits])
    ),
    min_size=1,
    max_size=30,
)


class TestWhateverTheFigures:
    @given(stores)
    def test_there_is_an_answer_or_a_said_reason_and_never_a_nan_or_a_flat_interval(self, units: list[SixSums]) -> None:
        prior = spread_prior_of(units)
        for unit in units:
            answer = interval_of(unit, prior)
            if isinstance(answer, NoInterval):
                continue
            assert all(math.isfinite(figure) for figure in (answer.mean, answer.low, answer.high, answer.df))
            assert 0 <= answer.low <= answer.mean <= answer.high <= 10_000
            low_bp, high_bp = rounded_outwards_if_flat(answer)
            assert 0 <= low_bp < high_bp <= 10_000

    @given(stores, st.randoms(use_true_random=False))
    def test_the_order_of_the_stores_changes_nothing(self, units: list[SixSums], chance: Any) -> None:
        prior = spread_prior_of(units)
        shuffled = list(units)
        chance.shuffle(shuffled)
        assert spread_prior_of(shuffled) == (prior if isinstance(prior, NoInterval) else pytest.approx(prior))


class TestWholeBasisPoints:
    @pytest.mark.parametrize(
        ("low", "high", "shown"),
        [(6_000.4, 7_000.5, (6_000, 7_001)), (4_999.9, 5_000.1, (4_999, 5_001)), (9_999.8, 10_000.0, (9_999, 10_000))],
    )
    def test_ends_are_rounded_and_pushed_apart_only_where_they_would_meet(
        self, low: float, high: float, shown: tuple[int, int]
    ) -> None:
        assert rounded_outwards_if_flat(Interval((low + high) / 2, low, high, 1.0, 4.0)) == shown
