"""Means and standard deviations of the NIST's reference datasets, from six sums of integers.

Statistical Reference Datasets, Univariate Summary Statistics, National Institute of Standards and Technology, with
certified values to fifteen digits. A decimal is an integer of smaller units, as a score is one of basis points.

PiDigits is left out: it cannot be computed instead of typed. The mean and spread certified for it belong to 5,000
digits whose sum is 22,674 and whose squares add up to 143,922; those of π itself give 22,679 and 143,977.
"""

import math

import pytest

from floorwalk.statistics.interval import NoInterval, SpreadPrior, spread_prior_of
from floorwalk.statistics.sums import SixSums, mean_of, merged, variance_of_mean

# A. A. Michelson 1879: the speed of light in air, km/s less 299 000.
MICHELSON = (
    850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960,
    960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800,
    880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840, 850, 840, 840, 840,
    890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880, 720, 840, 850, 850, 780,
    890, 840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740, 810, 940, 950, 800, 810, 870,
)  # fmt: skip


def alternating(centre: int) -> list[int]:
    """One centre, then five hundred pairs of one less and one more."""
    return [centre] + [centre - 1, centre + 1] * 500


def sums_of(values: list[int]) -> SixSums:
    return merged(SixSums(1, 1, value, 1, value, value * value) for value in values)


class TestUnivariateSummaryStatistics:
    @pytest.mark.parametrize(
        ("name", "values", "units_in_one", "mean", "standard_deviation"),
        [
            ("NumAcc1", [10_000_001, 10_000_003, 10_000_002], 1, 10_000_002, 1.0),
            ("NumAcc2", alternating(12), 10, 1.2, 0.1),
            ("NumAcc3", alternating(10_000_002), 10, 1_000_000.2, 0.1),
            ("NumAcc4", alternating(100_000_002), 10, 10_000_000.2, 0.1),
            ("Michelso", [299_000 + speed for speed in MICHELSON], 1_000, 299.8524, 0.0790105478190518),
        ],
    )
    def test_the_certified_values_to_fifteen_digits(
        self, name: str, values: list[int], units_in_one: int, mean: float, standard_deviation: float
    ) -> None:
        sums = sums_of(values)
        found, variance = mean_of(sums), variance_of_mean(sums)
        assert found is not None and variance is not None, name  # noqa: PT018
        assert float(found) / units_in_one == pytest.approx(mean, rel=1e-15, abs=0), name
        assert math.sqrt(variance * len(values)) / units_in_one == pytest.approx(standard_deviation, rel=1e-14), name


class TestOtherUnitsOfMeasurement:
    def test_change_the_spread_by_their_square_and_nothing_else(self) -> None:
        once = [sums_of([700, 650, 820]), sums_of([500, 510]), sums_of([900])]
        tenfold = [sums_of([7_000, 6_500, 8_200]), sums_of([5_000, 5_100]), sums_of([9_000])]
        one, other = spread_prior_of(once), spread_prior_of(tenfold)
        assert isinstance(one, SpreadPrior) and isinstance(other, SpreadPrior)  # noqa: PT018
        assert other.variance == pytest.approx(100 * one.variance, rel=1e-14)
        assert other.df == one.df

    def test_the_names_of_the_units_are_no_figure(self) -> None:
        units = {"Linden": sums_of([700, 650]), "Hafen": sums_of([500, 510, 530])}
        renamed = {"0001": units["Linden"], "0002": units["Hafen"]}
        assert spread_prior_of(units.values()) == spread_prior_of(renamed.values())


class TestWithoutAnyScore:
    def test_visits_that_scored_nothing_say_so(self) -> None:
        assert spread_prior_of([sums_of([])] * 3) is NoInterval.SPREAD_UNKNOWN
