"""How much units really differ: against published meta-analyses, an independent library, and by properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.statistics.heterogeneity import (
    Heterogeneity,
    heterogeneity_of,
    reliability_of,
    shrunken_mean_of,
    visits_needed_for,
)
from floorwalk.statistics.interval import Interval
from tests.backend.statistics.units import unit, units

# Colditz et al. 1994, as in Berkey et al. 1995 and the package metafor (dat.bcg): BCG vaccine against tuberculosis,
# thirteen trials: cases and others, vaccinated and not.
BCG = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232),
    (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
# Rubin 1981; Gelman et al., Bayesian Data Analysis, table 5.2: coaching in eight schools, effect and standard error.
EIGHT_SCHOOLS = ((28, 15), (8, 10), (-3, 16), (7, 11), (-1, 9), (1, 11), (18, 10), (12, 18))


def trial(a: int, b: int, c: int, d: int) -> Interval:
    """The log relative risk and its variance."""
    return unit(math.log(a / (a + b)) - math.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def schools() -> list[Interval]:
    return [unit(effect, error**2) for effect, error in EIGHT_SCHOOLS]


class TestThirteenTrialsOfAVaccine:
    def test_paule_and_mandels_variance_is_the_published_one(self) -> None:
        """metafor, rma(yi, vi, data=dat.bcg, method="PM"): tau^2 = 0.3181, estimate -0.7150."""
        found = heterogeneity_of([trial(*counts) for counts in BCG])
        assert found is not None
        assert round(found.between_variance, 4) == 0.3181
        assert round(found.mean, 4) == -0.7150


class TestEightSchools:
    def test_their_differences_are_no_more_than_chance_leaves(self) -> None:
        """Q = 4.6 on seven degrees of freedom; the pooled effect of Bayesian Data Analysis is 7.7."""
        found = heterogeneity_of(schools())
        assert found is not None
        assert found.between_variance == 0
        assert round(found.mean, 1) == 7.7

    def test_so_that_no_school_keeps_anything_of_its_own_and_no_plan_helps(self) -> None:
        found = heterogeneity_of(schools())
        assert found is not None
        assert {shrunken_mean_of(school, found) for school in schools()} == {found.mean}
        assert {reliability_of(school, found) for school in schools()} == {0.0}
        assert visits_needed_for(0.5, 100.0, found) is None


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    @pytest.mark.parametrize("seed", range(8))
    def test_the_variance_between_is_that_of_statsmodels(self, seed: int) -> None:
        from statsmodels.stats.meta_analysis import combine_effects  # here: importing it takes seconds

        chance = np.random.default_rng(seed)
        variances = chance.uniform(100, 900, 25)
        means = chance.normal(7_000, np.sqrt(variances + 2_500))
        found = heterogeneity_of(
            [unit(float(mean), float(variance)) for mean, variance in zip(means, variances, strict=True)]
        )
        assert found is not None
        theirs = combine_effects(means, variances, method_re="iterated", atol=1e-10, maxiter=500)
        assert found.between_variance == pytest.approx(theirs.tau2, rel=1e-6)


class TestWhatDefinesTheVarianceBetween:
    @given(units)
    def test_the_weighted_squares_sum_to_what_chance_alone_would_leave_or_less_without_any(
        self, drawn: list[Interval]
    ) -> None:
        found = heterogeneity_of(drawn)
        assert found is not None
        means = np.array([one.mean for one in drawn])
        weights = 1 / (np.array([one.variance for one in drawn]) + found.between_variance)
        centre = (weights * means).sum() / weights.sum()
        squares = (weights * (means - centre) ** 2).sum()
        assert found.mean == pytest.approx(centre)
        if found.between_variance > 0:
            assert squares == pytest.approx(len(drawn) - 1, rel=1e-6)
        else:
            assert squares <= len(drawn) - 1 + 1e-9


class TestShrinking:
    def test_worked_by_hand(self) -> None:
        among = Heterogeneity(7_000, 30_000)
        store = unit(8_000, 10_000)
        assert reliability_of(store, among) == 0.75
        assert shrunken_mean_of(store, among) == 7_750

    @given(units)
    def test_it_never_leaves_the_way_from_the_mean_to_the_unit(self, drawn: list[Interval]) -> None:
        among = heterogeneity_of(drawn)
        assert among is not None
        for one in drawn:
            low, high = sorted((among.mean, one.mean))
            assert low - 1e-6 <= shrunken_mean_of(one, among) <= high + 1e-6
            assert 0 <= reliability_of(one, among) <= 1


class TestPlanning:
    def test_visits_for_a_reliability_worked_by_hand(self) -> None:
        # Single visits vary by 90 000, stores by 30 000: three visits make both alike, nine make it 3 : 1.
        assert visits_needed_for(0.5, 90_000, Heterogeneity(7_000, 30_000)) == 3
        assert visits_needed_for(0.75, 90_000, Heterogeneity(7_000, 30_000)) == 9

    def test_at_least_one(self) -> None:
        assert visits_needed_for(0.5, 1.0, Heterogeneity(7_000, 1e9)) == 1


class TestWithoutMuchToGoBy:
    def test_no_unit(self) -> None:
        assert heterogeneity_of([]) is None

    def test_one_unit_differs_from_nobody(self) -> None:
        assert heterogeneity_of([unit(8_000, 10_000)]) == Heterogeneity(8_000, 0.0)

    @given(units, st.floats(0.01, 100))
    def test_other_units_of_measurement_change_nothing_else(self, drawn: list[Interval], factor: float) -> None:
        one = heterogeneity_of(drawn)
        scaled = [unit(a.mean * factor, a.variance * factor**2, a.df) for a in drawn]
        other = heterogeneity_of(scaled)
        assert one is not None
        assert other is not None
        assert other.mean == pytest.approx(one.mean * factor, rel=1e-6, abs=1e-6)
        assert other.between_variance == pytest.approx(
            one.between_variance * factor**2, rel=1e-5, abs=1e-6 * max(a.variance for a in scaled)
        )
