"""Six integers → mean, variance, effective visits: worked by hand, by properties, and against statsmodels."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.statistics.sums import (
    EMPTY,
    SixSums,
    effective_visits_of,
    mean_of,
    merged,
    residual_numerator_of,
    variance_of_mean,
)

Pair = tuple[int, int]
pairs = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 10_000)), max_size=40).map(
    lambda drawn: [(w, w * mean) for w, mean in drawn]
)


def sums_of(visits: list[Pair]) -> SixSums:
    return merged(SixSums(1, w, t, w * w, w * t, t * t) for w, t in visits)


def taken_away(all_of_them: SixSums, part: SixSums) -> SixSums:
    return SixSums(*(a - b for a, b in zip(all_of_them, part, strict=True)))


class TestThreeVisitsWorkedByHand:
    """Visits (w, t) = (1, 6000), (2, 18000), (1, 8000): R = 32000/4 = 8000, residuals −2000, 2000, 0."""

    three = sums_of([(1, 6_000), (2, 18_000), (1, 8_000)])

    def test_the_sums_are_those_of_the_rules(self) -> None:
        assert self.three == SixSums(3, 4, 32_000, 6, 50_000, 424_000_000)

    def test_the_mean_is_points_over_weight(self) -> None:
        assert mean_of(self.three) == Fraction(8_000)

    def test_the_residuals_squared_and_summed_are_eight_million(self) -> None:
        assert Fraction(residual_numerator_of(self.three), 4**2) == 8_000_000

    def test_the_variance_is_three_halves_of_eight_million_over_sixteen(self) -> None:
        assert variance_of_mean(self.three) == 750_000.0

    def test_they_are_worth_two_and_two_thirds_equal_visits(self) -> None:
        assert effective_visits_of(self.three) == pytest.approx(16 / 6)


class TestWhereThereIsLittleToSay:
    def test_no_visit_has_no_mean_and_no_variance(self) -> None:
        assert (mean_of(EMPTY), variance_of_mean(EMPTY), effective_visits_of(EMPTY)) == (None, None, 0.0)

    def test_one_visit_has_a_mean_and_shows_no_spread(self) -> None:
        one = sums_of([(3, 21_000)])
        assert (mean_of(one), variance_of_mean(one), effective_visits_of(one)) == (Fraction(7_000), None, 1.0)

    def test_visits_with_the_same_mean_have_no_spread_to_the_last_bit(self) -> None:
        assert variance_of_mean(sums_of([(3, 21_001 * 3), (7, 21_001 * 7), (11, 21_001 * 11)])) == 0.0

    @pytest.mark.slow
    def test_a_million_nearly_equal_visits_keep_their_tiny_variance(self) -> None:
        nearly = sums_of([(1, 9_999)] * 999_999 + [(1, 10_000)])
        assert variance_of_mean(nearly) == pytest.approx(1e-12, rel=1e-5)


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    @given(st.lists(st.lists(st.integers(0, 10_000), min_size=1, max_size=6), min_size=2, max_size=12))
    def test_the_variance_is_that_of_a_regression_on_a_constant_with_clustered_errors(
        self, visits: list[list[int]]
    ) -> None:
        from statsmodels.api import OLS  # here: importing it takes seconds

        scores = np.array([score for visit in visits for score in visit], dtype=float)
        clusters = np.repeat(np.arange(len(visits)), [len(visit) for visit in visits])
        ours = variance_of_mean(sums_of([(len(visit), sum(visit)) for visit in visits]))
        # Their small-sample factor is m/(m−1) · (N−1)/(N−k); with the constant alone k = 1, and that is ours.
        fit = OLS(scores, np.ones_like(scores)).fit(cov_type="cluster", cov_kwds={"groups": clusters})
        assert ours == pytest.approx(float(fit.bse[0]) ** 2, rel=1e-6, abs=1e-6)


class TestSumsAddAndSubtract:
    @given(pairs, st.randoms(use_true_random=False))
    def test_any_order_and_any_split_give_the_same_sums(self, visits: list[Pair], chance: object) -> None:
        shuffled = list(visits)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        cut = len(visits) // 3
        assert merged([sums_of(shuffled[:cut]), sums_of(shuffled[cut:])]) == sums_of(visits)

    @given(pairs, pairs)
    def test_voiding_what_was_added_gives_back_the_old_sums(self, before: list[Pair], added: list[Pair]) -> None:
        assert taken_away(sums_of(before + added), sums_of(added)) == sums_of(before)

    @given(pairs)
    def test_the_residuals_never_sum_to_less_than_nothing(self, visits: list[Pair]) -> None:
        assert residual_numerator_of(sums_of(visits)) >= 0

    @given(pairs)
    def test_effective_visits_lie_between_one_and_the_visits(self, visits: list[Pair]) -> None:
        if visits:
            assert 1 - 1e-9 <= effective_visits_of(sums_of(visits)) <= len(visits) + 1e-9
