"""From stored sums to the figures of an answer."""

from floorwalk.comparisons.figures import coverage_bp_of, figure_of, outcomes_of, overall_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures, together
from floorwalk.comparisons.suppression import Display
from floorwalk.statistics.interval import NoInterval, SpreadPrior

PRIOR = SpreadPrior(1_000_000.0, 4.0)


def a_store(*scores_bp: int) -> ScopeFigures:
    figures = NOTHING
    for t in scores_bp:
        figures = together(figures, ScopeFigures(1, 1, t, 1, t, t * t, 2))
    return figures


class TestAMeanThatIsHidden:
    def test_two_visits_show_their_number_and_no_mean_and_no_interval(self) -> None:
        figure = figure_of(a_store(9_000, 9_100), PRIOR)
        assert (figure.raw_mean_bp, figure.ci_low_bp, figure.ci_high_bp) == (None, None, None)
        assert (figure.visit_count, figure.interaction_count) == (2, 4)
        assert (figure.display, figure.flags) == (Display.HIDDEN, ["too_few_visits"])

    def test_no_visit_is_hidden_and_never_zero(self) -> None:
        figure = figure_of(NOTHING, PRIOR)
        assert (figure.raw_mean_bp, figure.visit_count, figure.display) == (None, 0, Display.HIDDEN)


class TestAMeanThatIsShown:
    def test_three_visits_are_provisional(self) -> None:
        figure = figure_of(a_store(7_000, 8_000, 9_000), PRIOR)
        assert (figure.raw_mean_bp, figure.display, figure.flags) == (8_000, Display.PROVISIONAL, ["provisional"])

    def test_half_a_basis_point_is_rounded_away_from_zero(self) -> None:
        assert figure_of(a_store(7_000, 7_001, 7_000, 7_001), PRIOR).raw_mean_bp == 7_001

    def test_the_interval_holds_the_mean(self) -> None:
        figure = figure_of(a_store(7_000, 8_000, 9_000, 8_000, 8_000), PRIOR)
        assert figure.ci_low_bp is not None
        assert figure.ci_high_bp is not None
        assert figure.ci_low_bp < 8_000 < figure.ci_high_bp
        assert figure.flags == []

    def test_without_a_known_spread_the_reason_stands_in_place_of_an_interval(self) -> None:
        figure = figure_of(a_store(*[8_000] * 5), NoInterval.SPREAD_ZERO)
        assert (figure.raw_mean_bp, figure.ci_low_bp, figure.flags) == (8_000, None, ["spread_zero"])


class TestTheMeanOverStores:
    def test_each_store_counts_one_however_many_visits_it_had(self) -> None:
        overall = overall_of([a_store(*[9_000] * 10), a_store(5_000)], PRIOR)
        assert (overall.raw_mean_bp, overall.store_count, overall.visit_count) == (7_000, 2, 11)

    def test_it_is_made_of_the_rounded_means_of_the_rows(self) -> None:
        # Rows say 7001 and 7001 (both 7000.5); the mean of the unrounded ones would be 7000.5 and say 7001 too,
        # while three of 7000.5 and one of 7000 would not: (3 · 7001 + 7000)/4 = 7000.75 → 7001, unrounded 7000.375.
        rows = [a_store(7_000, 7_001)] * 3 + [a_store(7_000, 7_000)]
        assert overall_of(rows, PRIOR).raw_mean_bp == 7_001

    def test_stores_without_a_score_are_in_no_mean(self) -> None:
        overall = overall_of([a_store(8_000, 8_000, 8_000), NOTHING], PRIOR)
        assert (overall.raw_mean_bp, overall.store_count) == (8_000, 1)

    def test_of_no_store_at_all_there_is_no_mean(self) -> None:
        overall = overall_of([], NoInterval.SPREAD_UNKNOWN)
        assert (overall.raw_mean_bp, overall.store_count, overall.display) == (None, 0, Display.HIDDEN)


class TestCountsBesideTheMean:
    def test_the_gap_is_exceeded_less_below_over_all_with_an_outcome(self) -> None:
        outcomes = outcomes_of(ScopeFigures(exceeded=3, met=5, below=4))
        assert (outcomes.exceeded, outcomes.met, outcomes.below, outcomes.gap_bp) == (3, 5, 4, -833)

    def test_without_an_outcome_there_is_no_gap(self) -> None:
        assert outcomes_of(NOTHING).gap_bp is None

    def test_coverage_is_weight_scored_of_weight_applicable(self) -> None:
        assert coverage_bp_of(ScopeFigures(weight_scored=2, weight_applicable=3)) == 6_667
        assert coverage_bp_of(NOTHING) is None
