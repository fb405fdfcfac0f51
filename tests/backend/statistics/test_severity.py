"""Evaluator severity: variance components against Shrout and Fleiss and statsmodels, and the three gates."""

import math
import random
import warnings

import numpy as np
import pytest

from floorwalk.statistics.severity import Cell, Refusal, SeverityFit, severity_of

# P. E. Shrout and J. L. Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979) 420-428, table 2: six
# targets rated by four judges. Mean squares: targets 11.24, judges 32.49, residual 1.02.
RATINGS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


def cells_of(visits: list[tuple[str, str, int]]) -> list[Cell]:
    """One cell for each store and evaluator among visits (store, evaluator, score)."""
    made: dict[tuple[str, str], list[int]] = {}
    for store, evaluator, score in visits:
        made.setdefault((store, evaluator), []).append(score)
    return [Cell(*key, len(scores), sum(scores), sum(s * s for s in scores)) for key, scores in made.items()]


def simulated(
    stores: int, evaluators: int, visits: int, *, evaluator_sd: float, store_sd: float = 500, seed: int = 1
) -> list[tuple[str, str, int]]:
    """Everybody may visit every store."""
    chance = np.random.default_rng(seed)
    of_store, of_evaluator = chance.normal(0, store_sd, stores), chance.normal(0, evaluator_sd, evaluators)
    return [
        (f"s{s}", f"e{e}", round(7_000 + of_store[s] + of_evaluator[e] + chance.normal(0, 900)))
        for s, e in zip(chance.integers(0, stores, visits), chance.integers(0, evaluators, visits), strict=True)
    ]


def fitted(visits: list[tuple[str, str, int]]) -> SeverityFit:
    fit = severity_of(cells_of(visits))
    assert isinstance(fit, SeverityFit)
    return fit


class TestSixTargetsAndFourJudges:
    def test_in_a_balanced_table_the_components_are_those_of_the_mean_squares(self) -> None:
        fit = fitted([(f"t{t}", f"j{j}", score) for t, row in enumerate(RATINGS) for j, score in enumerate(row)])
        assert fit.residual_variance == pytest.approx(1.02, abs=0.005)
        assert fit.store_variance == pytest.approx((11.24 - 1.02) / 4, abs=0.005)
        assert fit.evaluator_variance == pytest.approx((32.49 - 1.02) / 6, abs=0.005)

    def test_four_judges_are_too_few_to_adjust_by(self) -> None:
        fit = fitted([(f"t{t}", f"j{j}", score) for t, row in enumerate(RATINGS) for j, score in enumerate(row)])
        assert fit.refusal is Refusal.TOO_FEW_EVALUATORS


@pytest.mark.slow
class TestAgainstAnIndependentLibrary:
    def test_unbalanced_visits_give_the_components_and_effects_of_statsmodels(self) -> None:
        from statsmodels.regression.mixed_linear_model import MixedLM

        visits = simulated(12, 7, 160, evaluator_sd=600, seed=5)
        fit = fitted(visits)
        stores = np.array([store for store, _, _ in visits])
        evaluators = np.array([evaluator for _, evaluator, _ in visits])
        scores = np.array([score for _, _, score in visits], dtype=float)
        one = np.ones((len(visits), 1))

        def columns(labels: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
            return (labels[:, None] == np.unique(labels)[None, :]).astype(float)

        from statsmodels.regression.mixed_linear_model import VCSpec

        parts = VCSpec(["evaluator", "store"], [[[]], [[]]], [[columns(evaluators)], [columns(stores)]])
        parts.colnames = [[[str(one) for one in np.unique(evaluators)]], [[str(one) for one in np.unique(stores)]]]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = MixedLM(scores, one, groups=np.zeros(len(visits)), exog_vc=parts)
            theirs = model.fit(reml=True, method="lbfgs")
        assert fit.residual_variance == pytest.approx(theirs.scale, rel=0.01)
        assert [fit.evaluator_variance, fit.store_variance] == pytest.approx(list(theirs.vcomp), rel=0.03)
        assert fit.mean == pytest.approx(float(theirs.fe_params[0]), rel=0.001)


@pytest.mark.slow
class TestTheGates:
    def test_evaluators_who_differ_and_go_everywhere_alike_may_be_adjusted_for(self) -> None:
        chance = random.Random(2)
        level = [chance.gauss(7_000, 400) for _ in range(30)]
        visits = [
            (f"s{s}", f"e{e}", round(level[s] + 500 * (e - 4.5) + chance.gauss(0, 900)))
            for s in range(30)
            for e in range(10)
            for _ in range(2)
        ]
        fit = fitted(visits)
        assert (fit.refusal, fit.confounding) == (None, 0.0)
        assert fit.p_value < 0.001
        effects = [one.effect for one in sorted(fit.severities, key=lambda one: str(one.evaluator))]
        assert effects == sorted(effects)

    def test_evaluators_who_do_not_differ_are_not_adjusted_for(self) -> None:
        refusals = [fitted(simulated(40, 10, 400, evaluator_sd=0, seed=seed)).refusal for seed in range(12)]
        assert refusals.count(Refusal.NOT_SIGNIFICANT) >= 10  # at a level of 5 %

    def test_evaluators_with_stores_of_their_own_cannot_be_told_from_them(self) -> None:
        chance = random.Random(3)
        visits = [
            (f"s{e}-{s}", f"e{e}", round(7_000 + 800 * (e % 3 - 1) + chance.gauss(0, 300)))
            for e in range(8)
            for s in range(4)
            for _ in range(5)
        ]
        assert fitted(visits).refusal is Refusal.CONFOUNDED_WITH_STORES

    def test_severe_evaluators_sent_to_the_poorest_stores_are_suspicious(self) -> None:
        chance = random.Random(4)
        visits = []
        for _ in range(900):
            e = chance.randrange(8)
            s = (5 * e + chance.randrange(5)) if chance.random() < 0.97 else chance.randrange(40)
            visits.append((f"s{s}", f"e{e}", round(6_000 + 40 * s + 250 * (e - 3.5) + chance.gauss(0, 500))))
        assert fitted(visits).refusal is Refusal.CONFOUNDED_WITH_STORES

    def test_visits_of_five_evaluators_do_not_count_before_the_eighth(self) -> None:
        visits = [visit for visit in simulated(30, 5, 400, evaluator_sd=800) if visit[1] != "e4"]
        few = [("s1", "e4", 6_000)] * 7
        assert fitted(visits + few).refusal is Refusal.TOO_FEW_EVALUATORS


@pytest.mark.slow
class TestSeverities:
    def test_the_intervals_hold_the_true_effect_about_nineteen_times_in_twenty(self) -> None:
        held = told = 0
        for seed in range(8):
            chance = np.random.default_rng(seed)
            truth = chance.normal(0, 500, 10)
            visits = []
            for _ in range(400):
                s, e = int(chance.integers(40)), int(chance.integers(10))
                visits.append((f"s{s}", f"e{e}", round(7_000 + truth[e] + chance.normal(0, 900))))
            for one in fitted(visits).severities:
                told += 1
                held += one.low <= truth[int(str(one.evaluator)[1:])] <= one.high
        assert 0.90 <= held / told <= 0.99

    def test_each_says_how_many_visits_and_stores_it_rests_on(self) -> None:
        visits = simulated(40, 10, 600, evaluator_sd=500)
        first = min(fitted(visits).severities, key=lambda one: str(one.evaluator))
        assert first.visits == sum(evaluator == "e0" for _, evaluator, _ in visits)
        assert first.stores == len({store for store, evaluator, _ in visits if evaluator == "e0"})

    def test_the_order_of_the_cells_does_not_matter(self) -> None:
        cells = cells_of(simulated(20, 6, 200, evaluator_sd=500))
        other = list(reversed(cells))
        assert severity_of(cells) == severity_of(other)


class TestWithoutMuchToGoBy:
    @pytest.mark.parametrize(
        "visits",
        [
            [],
            [("s", "e", 7_000)],
            [("s", "e", 7_000)] * 30,
            [("s1", "e1", 6_000), ("s2", "e2", 8_000)],
        ],
    )
    def test_no_spread_is_said(self, visits: list[tuple[str, str, int]]) -> None:
        assert severity_of(cells_of(visits)) is Refusal.NO_SPREAD

    @pytest.mark.slow
    def test_whatever_is_told_is_a_number_and_no_interval_is_flat(self) -> None:
        for seed in range(15):
            fit = severity_of(cells_of(simulated(4, 3, 6 + seed, evaluator_sd=300, seed=seed)))
            if isinstance(fit, SeverityFit):
                figures = [fit.mean, fit.store_variance, fit.evaluator_variance, fit.residual_variance, fit.p_value]
                assert all(math.isfinite(figure) for figure in figures)
                assert all(one.low < one.high for one in fit.severities)
