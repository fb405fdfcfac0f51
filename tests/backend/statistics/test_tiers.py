"""Tiers and rank ranges: what the data can tell apart, and how little a rank says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.statistics.heterogeneity import heterogeneity_of
from floorwalk.statistics.interval import Interval
from floorwalk.statistics.tiers import RankRange, Tier, rank_ranges_of, tiers_of, visits_until_told_apart
from tests.backend.statistics.units import unit, units


def ranges(drawn: list[Interval]) -> list[RankRange]:
    among = heterogeneity_of(drawn)
    assert among is not None
    return rank_ranges_of(drawn, among)


class TestTiers:
    def test_stores_far_from_their_peers_are_told_apart_and_the_others_are_not(self) -> None:
        peers = [unit(7_000 + step, 40_000) for step in (-100, -50, 0, 50, 100)]
        assert tiers_of([unit(9_000, 40_000), *peers, unit(5_000, 40_000)]) == [
            Tier.ABOVE,
            *[Tier.NOT_DISTINGUISHABLE] * 5,
            Tier.BELOW,
        ]

    def test_a_distance_that_would_do_alone_does_not_among_a_hundred(self) -> None:
        lone = unit(7_440, 40_000, 100)  # 2.2 standard errors
        assert tiers_of([lone, *[unit(7_000, 40_000, 100)] * 99])[0] is Tier.NOT_DISTINGUISHABLE

    def test_one_store_and_none(self) -> None:
        assert tiers_of([unit(9_000, 1)]) == [Tier.NOT_DISTINGUISHABLE]
        assert tiers_of([]) == []

    @given(units, st.randoms(use_true_random=False))
    def test_the_order_of_the_stores_does_not_matter(self, drawn: list[Interval], chance: object) -> None:
        order = list(range(len(drawn)))
        chance.shuffle(order)  # type: ignore[attr-defined]
        tiers = tiers_of(drawn)
        assert tiers_of([drawn[place] for place in order]) == [tiers[place] for place in order]

    def test_among_stores_that_are_alike_hardly_any_is_called_different(self) -> None:
        chance = np.random.default_rng(7)
        called = 0
        for _ in range(200):
            alike = [unit(float(mean), 40_000, 30) for mean in chance.normal(7_000, 200, 40)]
            called += any(tier is not Tier.NOT_DISTINGUISHABLE for tier in tiers_of(alike))
        assert called / 200 <= 0.15  # the rate is 0.10; three standard errors of 200 rounds above it


class TestHowManyMoreVisits:
    def test_worked_by_hand(self) -> None:
        # s² = 4 · 90 000; with t(∞) = 1.96: (1.96 · 600/400)² = 8.64 visits, of which 4 were made.
        store = unit(7_400, 90_000, 1e9)
        assert visits_until_told_apart(store, 4, 7_000) == 5

    def test_none_for_a_store_that_is_told_apart(self) -> None:
        assert visits_until_told_apart(unit(9_000, 10_000), 4, 7_000) == 0

    def test_no_answer_where_nobody_would_make_so_many(self) -> None:
        assert visits_until_told_apart(unit(7_001, 90_000), 4, 7_000) is None
        assert visits_until_told_apart(unit(7_000, 90_000), 4, 7_000) is None


class TestRankRanges:
    def test_stores_far_apart_have_a_rank(self) -> None:
        assert ranges([unit(9_000, 100), unit(5_000, 100), unit(7_000, 100)]) == [(1, 1), (3, 3), (2, 2)]

    def test_where_nothing_differs_each_may_stand_anywhere(self) -> None:
        assert ranges([unit(7_000, 10_000)] * 4) == [(1, 4)] * 4

    def test_the_same_stores_give_the_same_ranges(self) -> None:
        drawn = [unit(6_000 + 150 * place, 90_000) for place in range(20)]
        assert ranges(drawn) == ranges(list(drawn))

    @pytest.mark.slow
    def test_the_ranges_hold_the_true_rank_nine_times_in_ten(self) -> None:
        chance = np.random.default_rng(11)
        held = 0
        for _ in range(60):
            truth = chance.normal(7_000, 500, 30)
            seen = [unit(float(mean + chance.normal(0, 300)), 90_000) for mean in truth]
            ranks = (-truth).argsort().argsort() + 1
            held += sum(low <= rank <= high for (low, high), rank in zip(ranges(seen), ranks, strict=True))
        assert held / 1_800 == pytest.approx(0.90, abs=0.04)

    @given(units)
    def test_they_lie_among_the_stores(self, drawn: list[Interval]) -> None:
        assert all(1 <= low <= high <= len(drawn) for low, high in ranges(drawn))
