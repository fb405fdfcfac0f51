"""Improved, worse, or no evidence yet: the rule for a coaching plan's outcome, and what it never falls for."""

import math
from typing import Any

import numpy as np
import pytest

from floorwalk.statistics.coaching_outcome import (
    MOST_WORTH_ASKING,
    SURE,
    CoachingOutcome,
    CoachingVerdict,
    NoVerdict,
    Peers,
    Seen,
    expected_without_coaching,
    normal_quantile,
    outcome_of,
    smallest_effect_with,
)
from floorwalk.statistics.heterogeneity import heterogeneity_of
from floorwalk.statistics.interval import Interval, SpreadPrior, interval_of, spread_prior_of
from floorwalk.statistics.sums import SixSums

PEERS = Peers(7_000, 400.0**2, 800.0**2)
POOR = Seen(6_200, 5)


def judged(peers: Peers, baseline: Seen, follow_up: Seen) -> CoachingOutcome:
    outcome = outcome_of(peers, baseline, follow_up)
    assert isinstance(outcome, CoachingOutcome)
    return outcome


class TestWhatIsExpectedWithoutCoaching:
    def test_a_poor_baseline_is_expected_to_rise_by_itself(self) -> None:
        # ρ0 = 160 000 / (160 000 + 640 000/5) = 0.5556; 7000 − 0.5556 · 800
        assert expected_without_coaching(PEERS, POOR) == pytest.approx(6555.56, abs=0.01)

    def test_a_good_baseline_is_expected_to_fall_as_much(self) -> None:
        assert expected_without_coaching(PEERS, Seen(7_800, 5)) == pytest.approx(7444.44, abs=0.01)

    def test_many_observations_are_believed(self) -> None:
        assert expected_without_coaching(PEERS, Seen(6_200, 100_000)) == pytest.approx(6_200, abs=1)

    def test_where_people_do_not_differ_everybody_is_expected_at_the_mean(self) -> None:
        assert expected_without_coaching(PEERS._replace(between_variance=0), POOR) == 7_000


class TestTheVerdict:
    def test_a_great_rise_is_an_improvement(self) -> None:
        outcome = judged(PEERS, POOR, Seen(7_700, 6))
        assert outcome.verdict is CoachingVerdict.IMPROVED
        assert outcome.more_observations is None
        # Var = 640 000/6 + 160 000 · 0.4444 = 177 777.8; δ = 1144.4; Φ(2.714)
        assert outcome.effect == pytest.approx(1144.44, abs=0.01)
        assert outcome.probability_improved == pytest.approx(0.99668, abs=1e-5)

    def test_a_fall_below_what_was_expected_is_worse(self) -> None:
        assert judged(PEERS, POOR, Seen(5_600, 6)).verdict is CoachingVerdict.WORSE

    def test_a_rise_that_would_have_come_anyway_is_no_evidence(self) -> None:
        outcome = judged(PEERS, POOR, Seen(6_600, 6))
        assert outcome.verdict is CoachingVerdict.NO_EVIDENCE_YET
        assert 0.5 < outcome.probability_improved < SURE

    def test_the_border_itself_counts_as_improved_and_just_below_it_does_not(self) -> None:
        error = math.sqrt(800.0**2 / 6 + 160_000 * (1 - 160_000 / 288_000))
        border = expected_without_coaching(PEERS, POOR) + normal_quantile(SURE) * error
        assert judged(PEERS, POOR, Seen(border + 0.01, 6)).verdict is CoachingVerdict.IMPROVED
        assert judged(PEERS, POOR, Seen(border - 0.01, 6)).verdict is CoachingVerdict.NO_EVIDENCE_YET


class TestWhatMoreWouldTell:
    def test_the_number_that_is_asked_for_is_the_least_that_suffices(self) -> None:
        first = judged(PEERS, POOR, Seen(7_050, 5))
        more = first.more_observations
        assert more is not None
        assert more > 1
        assert judged(PEERS, POOR, Seen(7_050, 5 + more)).verdict is CoachingVerdict.IMPROVED
        assert judged(PEERS, POOR, Seen(7_050, 5 + more - 1)).verdict is CoachingVerdict.NO_EVIDENCE_YET

    def test_a_fall_asks_for_more_in_the_same_way(self) -> None:
        more = judged(PEERS, POOR, Seen(6_100, 5)).more_observations
        assert more is not None
        assert judged(PEERS, POOR, Seen(6_100, 5 + more)).verdict is CoachingVerdict.WORSE

    def test_no_number_is_named_where_none_would_do(self) -> None:
        assert judged(PEERS, POOR, Seen(6_560, 5)).more_observations is None

    def test_no_number_is_named_that_nobody_would_ask_for(self) -> None:
        peers = PEERS._replace(between_variance=0)
        effect = normal_quantile(SURE) * 800 / math.sqrt(5 + MOST_WORTH_ASKING)
        assert judged(peers, POOR, Seen(7_000 + effect * 1.001, 5)).more_observations == MOST_WORTH_ASKING
        assert judged(peers, POOR, Seen(7_000 + effect * 0.99, 5)).more_observations is None

    def test_the_smallest_effect_that_could_be_seen_shrinks_with_observations(self) -> None:
        five, twenty = smallest_effect_with(PEERS, POOR, 5), smallest_effect_with(PEERS, POOR, 20)
        assert isinstance(five, float)
        assert isinstance(twenty, float)
        assert five > twenty > 0
        assert judged(PEERS, POOR, Seen(6_600, 5)).smallest_effect == five


class TestAbsurdInput:
    @pytest.mark.parametrize(
        ("peers", "baseline", "follow_up", "reason"),
        [
            (PEERS, Seen(6_200, 0), Seen(7_000, 5), NoVerdict.NO_BASELINE),
            (PEERS, Seen(6_200, -3), Seen(7_000, 5), NoVerdict.NO_BASELINE),
            (PEERS, POOR, Seen(0, 0), NoVerdict.NOT_OBSERVED_YET),
            (PEERS._replace(visit_variance=0), POOR, Seen(7_000, 5), NoVerdict.SPREAD_UNKNOWN),
            (PEERS._replace(visit_variance=-1), POOR, Seen(7_000, 5), NoVerdict.SPREAD_UNKNOWN),
            (PEERS._replace(between_variance=-1), POOR, Seen(7_000, 5), NoVerdict.NOT_MEASURABLE),
            (PEERS._replace(mean=math.nan), POOR, Seen(7_000, 5), NoVerdict.NOT_MEASURABLE),
            (PEERS, Seen(math.inf, 5), Seen(7_000, 5), NoVerdict.NOT_MEASURABLE),
            (PEERS, POOR, Seen(10_001, 5), NoVerdict.NOT_MEASURABLE),
            (PEERS, Seen(-1, 5), Seen(7_000, 5), NoVerdict.NOT_MEASURABLE),
        ],
    )
    def test_it_gives_a_reason_and_never_a_number(
        self, peers: Peers, baseline: Seen, follow_up: Seen, reason: NoVerdict
    ) -> None:
        assert outcome_of(peers, baseline, follow_up) is reason

    def test_no_smallest_effect_without_observations(self) -> None:
        assert smallest_effect_with(PEERS, POOR, 0) is NoVerdict.NOT_OBSERVED_YET


@pytest.mark.slow
class TestOfPeopleWhoWereChosenForAPoorResult:
    """Nothing is done to them, and whoever compares with the baseline sees most of them improve."""

    @pytest.mark.parametrize("between_sd", [0, 200, 500])
    def test_regression_to_the_mean_is_called_improvement_as_often_as_the_rule_says(self, between_sd: float) -> None:
        shares, better_than_baseline = simulated(between_sd, known=True, rounds=600)
        assert better_than_baseline > 0.75, "they were chosen for a poor result, so most of them rise by themselves"
        assert abs(shares[CoachingVerdict.IMPROVED] - (1 - SURE)) < 0.02  # the error of 3 600 draws is 0.005
        assert abs(shares[CoachingVerdict.WORSE] - (1 - SURE)) < 0.02

    @pytest.mark.parametrize("between_sd", [0, 200, 500])
    def test_little_more_often_where_the_peers_are_estimated_too(self, between_sd: float) -> None:
        shares, _ = simulated(between_sd, known=False, rounds=150)
        assert shares[CoachingVerdict.IMPROVED] < 0.16
        assert shares[CoachingVerdict.WORSE] < 0.16

    def test_coaching_that_works_is_found(self) -> None:
        shares, _ = simulated(500, known=False, rounds=100, effect=1_200)
        assert shares[CoachingVerdict.IMPROVED] > 0.75
        assert shares[CoachingVerdict.WORSE] < 0.01


PEOPLE, VISITS, CHOSEN, VISIT_SD = 60, 6, 6, 900


def simulated(
    between_sd: float, *, known: bool, rounds: int, effect: float = 0.0
) -> tuple[dict[CoachingVerdict, float], float]:
    """Of the tenth with the poorest baseline: the shares of the verdicts, and the share above their own baseline."""
    chance = np.random.default_rng(round(between_sd + effect) + 7)
    counted = dict.fromkeys(CoachingVerdict, 0)
    better = 0
    for _ in range(rounds):
        truth = chance.normal(7_000, between_sd, PEOPLE)
        seen = np.rint(np.clip(truth[:, None] + chance.normal(0, VISIT_SD, (PEOPLE, VISITS)), 0, 10_000))
        peers = Peers(7_000, between_sd**2, VISIT_SD**2) if known else _estimated(seen)
        for person in np.argsort(seen.mean(axis=1))[:CHOSEN]:
            after = np.clip(truth[person] + effect + chance.normal(0, VISIT_SD, VISITS), 0, 10_000)
            baseline = Seen(float(seen[person].mean()), VISITS)
            counted[judged(peers, baseline, Seen(float(after.mean()), VISITS)).verdict] += 1
            better += after.mean() > baseline.mean
    whole = rounds * CHOSEN
    return {verdict: count / whole for verdict, count in counted.items()}, better / whole


def _estimated(seen: Any) -> Peers:
    """As the product does it: everything from the peers' own sums."""
    units = []
    for row in seen:
        t = [int(score) for score in row]
        units.append(SixSums(len(t), len(t), sum(t), len(t), sum(t), sum(one * one for one in t)))
    prior = spread_prior_of(units)
    assert isinstance(prior, SpreadPrior)
    among = heterogeneity_of([one for unit in units if isinstance(one := interval_of(unit, prior), Interval)])
    assert among is not None
    return Peers(among.mean, among.between_variance, prior.variance)
