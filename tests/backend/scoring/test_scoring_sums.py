"""The facts of any visit, and sums that come out the same in whatever order visits arrive and leave."""

from collections import defaultdict
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalk.scoring.document import ratings_of, rubric_of
from floorwalk.scoring.model import ScoringRubric
from floorwalk.scoring.rounding import rdiv
from floorwalk.scoring.score import score_of
from floorwalk.scoring.sums import ZERO, Fact, ScoredInteraction, Sums, added, facts_of, subtracted, sums_of, total_of
from floorwalk.scoring.visit import visit_score_of
from tests.backend.scoring.random_cases import some_ratings, some_rubric

rule = settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
chance = st.randoms(use_true_random=False)
sums = st.builds(Sums, *[st.integers(-(10**18), 10**18)] * len(Sums._fields))
facts = st.builds(
    Fact,
    st.just("criterion"),
    st.just("greet"),
    st.integers(1, 60),
    *[st.integers(0, 600_000)] * (len(Fact._fields) - 3),
)


def some_visit(random: Random) -> tuple[ScoringRubric, list[ScoredInteraction]]:
    document = some_rubric(random)
    rubric = rubric_of(document)
    interactions = [
        ScoredInteraction(
            weight=random.choice((0, 1, 1, 2, 1000)),
            staff_member=random.choice((None, "p1", "p2")),
            score=score_of(rubric, ratings_of(some_ratings(random, document))),
            stars=random.randint(0, 2),
            indifferent=random.random() < 0.3,
        )
        for _ in range(random.randint(0, 4))
    ]
    return rubric, interactions


class TestTheFactsOfAVisit:
    @rule
    @given(chance)
    def test_each_scope_has_one_pair_of_count_and_sum_of_its_scores(self, random: Random) -> None:
        rubric, interactions = some_visit(random)
        scores: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for one in interactions:
            if one.staff_member is not None and one.score.raw_bp is not None:
                scores["staff_member", one.staff_member].append(one.score.raw_bp)
            for area, score_bp in one.score.business_areas.items():
                if score_bp is not None:
                    scores["business_area", area].append(score_bp)
            for rating in one.score.ratings:
                if rating.score_bp is not None:
                    scores["criterion", rating.criterion_key].append(rating.score_bp)
        expected = {scope: (len(all_bp), sum(all_bp)) for scope, all_bp in scores.items()}
        visit_bp = visit_score_of((one.weight, one.score.raw_bp) for one in interactions)
        if visit_bp is not None:
            expected["store", None] = (1, visit_bp)
        facts = facts_of(rubric, interactions)
        assert {(fact.scope_kind, fact.scope_key): (fact.w, fact.t) for fact in facts} == expected
        assert len(facts) == len(expected)

    @rule
    @given(chance)
    def test_the_parts_add_up_to_the_visit(self, random: Random) -> None:
        rubric, interactions = some_visit(random)
        facts = facts_of(rubric, interactions)
        by_criterion = [fact for fact in facts if fact.scope_kind == "criterion"]
        for name in ("exceeded", "met", "below"):
            visit = sum(getattr(one.score, name) for one in interactions)
            assert sum(getattr(fact, name) for fact in by_criterion) == visit
        assert sum(fact.weight_scored for fact in by_criterion) == sum(one.score.weight_scored for one in interactions)
        assert sum(fact.critical_failed for fact in by_criterion) == sum(
            len(one.score.critical_failures) for one in interactions
        )
        for fact in facts:
            if fact.scope_kind == "store":
                assert fact.weight_applicable == sum(one.score.weight_applicable for one in interactions)
                assert (fact.stars, fact.interactions) == (sum(one.stars for one in interactions), len(interactions))

    @rule
    @given(chance)
    def test_no_count_exceeds_what_it_is_a_share_of(self, random: Random) -> None:
        rubric, interactions = some_visit(random)
        for fact in facts_of(rubric, interactions):
            assert 0 <= fact.critical_failed <= fact.interactions <= len(interactions)
            assert 0 <= fact.indifferent <= fact.interactions
            assert 0 <= fact.weight_scored <= fact.weight_applicable
            assert fact.below_meets == (rdiv(fact.t, fact.w) < rubric.meets_bp)
            assert all(type(number) is int for number in fact[2:])

    @rule
    @given(chance)
    def test_the_order_of_the_interactions_changes_no_fact(self, random: Random) -> None:
        rubric, interactions = some_visit(random)
        facts = set(facts_of(rubric, interactions))
        random.shuffle(interactions)
        assert set(facts_of(rubric, interactions)) == facts


class TestTheSums:
    @given(sums, sums)
    def test_what_is_added_can_be_subtracted_exactly(self, one: Sums, other: Sums) -> None:
        assert subtracted(added(one, other), other) == one
        assert subtracted(one, one) == ZERO
        assert added(one, ZERO) == one

    @given(sums, sums, sums)
    def test_they_merge_in_any_order_and_grouping(self, one: Sums, other: Sums, third: Sums) -> None:
        assert added(one, other) == added(other, one)
        assert added(added(one, other), third) == added(one, added(other, third))

    @given(st.lists(facts, max_size=12), st.randoms(), st.integers(0, 12))
    def test_any_period_is_the_sum_of_its_parts(self, visits: list[Fact], random: Random, cut: int) -> None:
        whole = total_of(visits)
        random.shuffle(visits)
        assert added(total_of(visits[:cut]), total_of(visits[cut:])) == whole

    @given(st.lists(facts, max_size=12), st.sets(st.integers(0, 11)))
    def test_voided_visits_leave_no_trace(self, visits: list[Fact], voided: set[int]) -> None:
        rolled = total_of(visits)
        for position, fact in enumerate(visits):
            if position in voided:
                rolled = subtracted(rolled, sums_of(fact))
        assert rolled == total_of(fact for position, fact in enumerate(visits) if position not in voided)

    @given(st.lists(facts, min_size=1, max_size=12))
    def test_they_are_the_sums_of_the_rules(self, visits: list[Fact]) -> None:
        total = total_of(visits)
        pairs = [(fact.w, fact.t) for fact in visits]
        assert total.m == len(visits)
        assert (sum(w for w, _ in pairs), sum(t for _, t in pairs)) == (total.W, total.T)
        assert sum(w**2 for w, _ in pairs) == total.C
        assert sum(w * t for w, t in pairs) == total.B
        assert sum(t**2 for _, t in pairs) == total.A
        assert total.stars == sum(fact.stars for fact in visits)
        assert all(type(number) is int for number in total)
