"""What holds for every rubric and every set of answers."""

from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from floorwalk.scoring.document import ratings_of, result_document, rubric_of
from floorwalk.scoring.indifference import indifference_of
from floorwalk.scoring.rounding import rdiv, shown
from floorwalk.scoring.score import InteractionScore, score_of
from floorwalk.scoring.visit import visit_score_of
from tests.backend.scoring.exact_fractions import nearest, result_of
from tests.backend.scoring.random_cases import some_answer, some_ratings, some_rubric
from tests.backend.scoring.vector_files import written

# Deadlines measure the machine and not the rule; a rubric draws many numbers.
rule = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
chance = st.randoms(use_true_random=False)
numerators = st.integers(-(10**15), 10**15)
divisors = st.integers(1, 10**9)


def scored(rubric: dict[str, Any], ratings: list[dict[str, Any]]) -> InteractionScore:
    return score_of(rubric_of(rubric), ratings_of(ratings))


class TestTheOneDivision:
    @given(numerators, divisors)
    def test_it_is_the_nearest_integer_half_away_from_zero(self, numerator: int, divisor: int) -> None:
        assert rdiv(numerator, divisor) == nearest(Fraction(numerator, divisor))

    @given(numerators, divisors)
    def test_it_mirrors_at_zero(self, numerator: int, divisor: int) -> None:
        assert rdiv(-numerator, divisor) == -rdiv(numerator, divisor)

    @given(numerators, divisors, st.integers(1, 1000))
    def test_a_common_factor_changes_nothing(self, numerator: int, divisor: int, factor: int) -> None:
        assert rdiv(numerator * factor, divisor * factor) == rdiv(numerator, divisor)

    @given(st.integers(-10_000, 10_000))
    def test_what_is_shown_is_within_half_a_tenth_and_never_minus_zero(self, bp: int) -> None:
        text = shown(bp)
        assert abs(Fraction(text) * 100 - bp) <= 5
        assert text != "-0.0"


class TestEveryInteraction:
    @rule
    @given(chance)
    def test_it_equals_the_rules_in_exact_fractions(self, random: Random) -> None:
        rubric = some_rubric(random)
        ratings = some_ratings(random, rubric)
        assert written(result_document(scored(rubric, ratings))) == written(result_of(rubric, ratings))

    @rule
    @given(chance)
    def test_every_figure_is_an_integer_within_its_bounds(self, random: Random) -> None:
        rubric = some_rubric(random)
        score = scored(rubric, some_ratings(random, rubric))
        points = [score.raw_bp, score.final_bp, score.coverage_bp, *score.sections.values()]
        points += [*score.business_areas.values(), *(rating.score_bp for rating in score.ratings)]
        assert all(bp is None or (type(bp) is int and 0 <= bp <= 10_000) for bp in points)
        assert score.gap_bp is None or (type(score.gap_bp) is int and -10_000 <= score.gap_bp <= 10_000)
        assert 0 <= score.weight_scored <= score.weight_applicable
        assert "." not in written(result_document(score)).replace("Calm.", "")

    @rule
    @given(chance)
    def test_the_order_of_the_taps_changes_nothing(self, random: Random) -> None:
        rubric = some_rubric(random)
        ratings = some_ratings(random, rubric)
        shuffled = list(ratings)
        random.shuffle(shuffled)
        assert scored(rubric, shuffled) == scored(rubric, ratings)

    @rule
    @given(chance, st.integers(2, 9))
    def test_the_scale_of_the_weights_changes_no_score(self, random: Random, factor: int) -> None:
        rubric = some_rubric(random)
        for section in rubric["sections"]:
            for criterion in section["criteria"]:
                criterion["weight"] = min(criterion["weight"], 100)
        ratings = some_ratings(random, rubric)
        before = scored(rubric, ratings)
        for section in rubric["sections"]:
            for criterion in section["criteria"]:
                criterion["weight"] *= factor
        after = scored(rubric, ratings)
        assert (after.raw_bp, after.final_bp, after.coverage_bp) == (before.raw_bp, before.final_bp, before.coverage_bp)
        assert (after.sections, after.business_areas) == (before.sections, before.business_areas)
        assert after.weight_scored == before.weight_scored * factor

    @rule
    @given(chance)
    def test_a_better_answer_never_lowers_the_raw_score(self, random: Random) -> None:
        rubric = some_rubric(random, plain=True)
        ratings = some_ratings(random, rubric)
        answered = [rating for rating in ratings if rating["state"] == "scored"]
        assume(answered)
        changed = random.choice(answered)
        of_key = {c["criterion_key"]: c for section in rubric["sections"] for c in section["criteria"]}
        better = {**changed, "answer": some_answer(random, of_key[changed["criterion_key"]])}
        before = scored(rubric, ratings)
        after = scored(rubric, [better if rating is changed else rating for rating in ratings])
        worth_before, worth_after = (
            next(r.score_bp for r in score.ratings if r.criterion_key == changed["criterion_key"])
            for score in (before, after)
        )
        assume(worth_before is not None and worth_after is not None)
        assert worth_before is not None
        assert worth_after is not None
        low, high = (before, after) if worth_after >= worth_before else (after, before)
        assert (low.raw_bp is None) == (high.raw_bp is None)
        assert low.raw_bp is None or high.raw_bp is None or low.raw_bp <= high.raw_bp

    @rule
    @given(chance)
    def test_a_failure_never_lifts_and_never_touches_the_raw_score(self, random: Random) -> None:
        rubric = some_rubric(random)
        ratings = some_ratings(random, rubric)
        score = scored(rubric, ratings)
        flagged = scored({**rubric, "critical_effect": {"effect": "flag"}}, ratings)
        assert score.raw_bp == flagged.raw_bp == flagged.final_bp
        if score.raw_bp is not None:
            assert score.final_bp is not None
            assert score.final_bp <= score.raw_bp
            assert score.critical_failed or score.final_bp == score.raw_bp

    @rule
    @given(chance)
    def test_what_is_not_applicable_might_as_well_not_stand_in_the_rubric(self, random: Random) -> None:
        rubric = some_rubric(random)
        ratings = [rating for rating in some_ratings(random, rubric) if rating["state"] == "scored"]
        rated = {rating["criterion_key"] for rating in ratings}
        keys = [c["criterion_key"] for section in rubric["sections"] for c in section["criteria"]]
        exempt = [{"criterion_key": key, "state": "not_applicable"} for key in keys if key not in rated]
        small = {
            **rubric,
            "sections": [
                {**section, "criteria": [c for c in section["criteria"] if c["criterion_key"] in rated]}
                for section in rubric["sections"]
            ],
        }
        whole, part = scored(rubric, ratings + exempt), scored(small, ratings)
        assert (whole.raw_bp, whole.final_bp, whole.gap_bp) == (part.raw_bp, part.final_bp, part.gap_bp)
        assert (whole.coverage_bp, whole.sections) == (part.coverage_bp, part.sections)


class TestEveryVisit:
    @given(st.lists(st.tuples(st.integers(0, 1000), st.none() | st.integers(0, 10_000)), max_size=8), st.randoms())
    def test_it_lies_between_its_interactions_in_any_order(
        self, pairs: list[tuple[int, int | None]], random: Random
    ) -> None:
        score = visit_score_of(pairs)
        heard = [raw_bp for weight, raw_bp in pairs if weight and raw_bp is not None]
        if score is None:
            assert heard == []
        else:
            assert min(heard) <= score <= max(heard)
        random.shuffle(pairs)
        assert visit_score_of(pairs) == score

    @given(st.booleans(), st.booleans())
    def test_indifference_is_either_finding_and_keeps_both(self, ticked: bool, by_markers: bool) -> None:
        found = indifference_of(ticked=ticked, by_markers=by_markers)
        assert (found.ticked, found.by_markers, found.rule_version) == (ticked, by_markers, 1)
        assert found.indifferent == (ticked or by_markers)
