"""Many questions at once: the two adjustments against the published example and an independent library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.statistics.multiplicity import false_discovery_adjusted, holm_adjusted

# Benjamini and Hochberg 1995, section 3.2: myocardial infarction treated by two drugs, fifteen comparisons.
INFARCTION = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


class TestTheExampleOfBenjaminiAndHochberg:
    def test_four_of_fifteen_are_found_at_a_rate_of_five_percent(self) -> None:
        assert sum(p <= 0.05 for p in false_discovery_adjusted(INFARCTION)) == 4

    def test_holms_rule_finds_three_as_bonferronis_does(self) -> None:
        assert sum(p <= 0.05 for p in holm_adjusted(INFARCTION)) == 3


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    @given(p_values)
    def test_holm(self, given_values: list[float]) -> None:
        from statsmodels.stats.multitest import multipletests  # here: importing it takes seconds

        assert holm_adjusted(given_values) == pytest.approx(list(multipletests(given_values, method="holm")[1]))

    @given(p_values)
    def test_false_discoveries(self, given_values: list[float]) -> None:
        from statsmodels.stats.multitest import multipletests  # here: importing it takes seconds

        expected = list(multipletests(given_values, method="fdr_bh")[1])
        assert false_discovery_adjusted(given_values) == pytest.approx(expected)


def test_no_question_has_no_answer() -> None:
    assert holm_adjusted([]) == false_discovery_adjusted([]) == []


def test_one_question_needs_no_adjustment() -> None:
    assert holm_adjusted([0.03]) == false_discovery_adjusted([0.03]) == [0.03]
