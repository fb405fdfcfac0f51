"""Where stores stand among their peers: tiers, ranges of ranks, how many visits it would take, the funnel."""

import math
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest

from floorwalk.comparisons.beside_the_mean import consistency_of, is_ordered, no_tier_of, standing_of, trend_of
from floorwalk.comparisons.figures import figure_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.queries import MonthSums
from floorwalk.comparisons.standing import NoSwing, NoTier, funnel_of, funnel_visits, group_of
from floorwalk.kernel.ids import new_id
from floorwalk.statistics.interval import NoInterval, SpreadPrior, interval_of, spread_prior_of
from floorwalk.statistics.sums import SixSums
from floorwalk.statistics.tiers import Tier


def figures_like(*scores_bp: int) -> ScopeFigures:
    """A store with one visit for each score."""
    m, t, tt = len(scores_bp), sum(scores_bp), sum(score * score for score in scores_bp)
    return ScopeFigures(m, m, t, m, t, tt, interactions=m)


GOOD, MIDDLING, BAD = (9_000, 9_200, 8_800, 9_100, 8_900), (7_000, 7_200, 6_800, 7_100, 6_900), (5_000, 5_200) * 3
PRIOR = SpreadPrior(40_000.0, 10.0)


def three_stores() -> dict[UUID, ScopeFigures]:
    return {new_id(): figures_like(*scores) for scores in (GOOD, MIDDLING, BAD)}


class TestStoresThatReallyDiffer:
    def test_the_best_is_above_and_the_worst_below(self) -> None:
        stores = three_stores()
        group = group_of({key: one.sums for key, one in stores.items()}, PRIOR, ranked=True)
        standings = [standing_of(key, "area", one, group) for key, one in stores.items()]
        assert [one.tier for one in standings] == [Tier.ABOVE, Tier.NOT_DISTINGUISHABLE, Tier.BELOW]
        assert [(one.rank_low, one.rank_high) for one in standings] == [(1, 1), (2, 2), (3, 3)]
        assert [one.more_visits_until_told_apart for one in standings][::2] == [0, 0]
        assert all(one.is_ordered for one in standings)

    def test_a_shrunken_mean_lies_between_the_raw_one_and_the_peers(self) -> None:
        stores = three_stores()
        group = group_of({key: one.sums for key, one in stores.items()}, PRIOR, ranked=False)
        assert group.among is not None
        best = next(iter(stores))
        shrunk = standing_of(best, "area", stores[best], group).shrunk_mean_bp
        raw = figure_of(stores[best], PRIOR).raw_mean_bp
        assert shrunk is not None
        assert raw is not None
        assert group.among.mean < shrunk < raw


class TestStoresThatDoNotMeasurablyDiffer:
    def test_nobody_is_above_nobody_has_a_rank_and_no_number_of_visits_would_do(self) -> None:
        stores = {new_id(): figures_like(*scores) for scores in ((6_000, 8_000) * 3, (6_100, 7_900) * 3)}
        group = group_of({key: one.sums for key, one in stores.items()}, SpreadPrior(1e6, 10.0), ranked=True)
        for key, one in stores.items():
            standing = standing_of(key, "area", one, group)
            assert (standing.tier, standing.rank_low) == (Tier.NOT_DISTINGUISHABLE, None)
            assert standing.more_visits_until_reliable is None
            assert not standing.is_ordered


class TestWhatIsNotSaid:
    @pytest.mark.parametrize(
        ("figures", "prior", "peers", "reason"),
        [
            (NOTHING, PRIOR, 9, NoTier.NOTHING_SCORED),
            (figures_like(*GOOD[:4]), PRIOR, 9, NoTier.TOO_FEW_VISITS),
            (figures_like(*GOOD), NoInterval.SPREAD_UNKNOWN, 9, NoTier.SPREAD_UNKNOWN),
            (figures_like(*GOOD), NoInterval.SPREAD_ZERO, 9, NoTier.SPREAD_ZERO),
            (figures_like(*GOOD), PRIOR, 1, NoTier.TOO_FEW_PEERS),
            (figures_like(*GOOD), PRIOR, 2, None),
        ],
    )
    def test_a_tier_has_its_conditions_and_the_first_missing_is_said(
        self, figures: ScopeFigures, prior: SpreadPrior | NoInterval, peers: int, reason: NoTier | None
    ) -> None:
        assert no_tier_of(figures, group_of({}, prior, ranked=False), peers) == reason

    def test_a_store_with_one_visit_has_neither_tier_nor_mean_of_any_kind(self) -> None:
        store_id = new_id()
        stores = three_stores() | {store_id: figures_like(9_900)}
        group = group_of({key: one.sums for key, one in stores.items()}, PRIOR, ranked=True)
        standing = standing_of(store_id, "area", stores[store_id], group)
        assert (standing.tier, standing.no_tier) == (None, NoTier.TOO_FEW_VISITS)
        assert (standing.shrunk_mean_bp, standing.rank_low, standing.reliability_bp) == (None, None, None)

    def test_a_provisional_store_has_a_shrunken_mean_but_no_tier_and_no_rank(self) -> None:
        store_id = new_id()
        stores = three_stores() | {store_id: figures_like(*GOOD[:3])}
        group = group_of({key: one.sums for key, one in stores.items()}, PRIOR, ranked=True)
        standing = standing_of(store_id, "area", stores[store_id], group)
        assert (standing.tier, standing.rank_low) == (None, None)
        assert standing.shrunk_mean_bp is not None

    def test_few_visits_are_in_no_ordered_list_however_reliable(self) -> None:
        place = group_of({1: figures_like(*GOOD).sums, 2: figures_like(*BAD).sums}, PRIOR, ranked=False).places[1]
        assert place.reliability > 0.9
        assert (is_ordered(place, 4), is_ordered(place, 5)) == (False, True)

    def test_without_any_store_there_is_no_group(self) -> None:
        group = group_of({}, PRIOR, ranked=True)
        assert (dict(group.places), group.among, group.centre) == ({}, None, None)


class TestHowFarVisitsSwing:
    def test_it_is_the_moderated_deviation_of_single_visits(self) -> None:
        figures = figures_like(*GOOD)
        prior = spread_prior_of([figures.sums])
        found = consistency_of(figures, prior)
        assert found.swing_bp == 158  # of 9000 9200 8800 9100 8900: √25 000

    @pytest.mark.parametrize(
        ("figures", "prior", "reason"),
        [
            (NOTHING, PRIOR, NoSwing.NOTHING_SCORED),
            (figures_like(9_000, 8_000), PRIOR, NoSwing.TOO_FEW_VISITS),
            (figures_like(*GOOD), NoInterval.SPREAD_ZERO, NoSwing.SPREAD_ZERO),
        ],
    )
    def test_it_is_not_said_of_few_visits_or_without_a_spread(
        self, figures: ScopeFigures, prior: SpreadPrior | NoInterval, reason: NoSwing
    ) -> None:
        found = consistency_of(figures, prior)
        assert (found.swing_bp, found.no_swing) == (None, reason)


class TestTheFunnel:
    def test_it_is_as_wide_as_the_interval_of_a_store_with_as_many_visits_and_the_common_spread(self) -> None:
        visits, low, high = funnel_of(7_000.0, PRIOR, 5)[-1]
        sums = SixSums(5, 5, 35_000, 5, 35_000, 5 * 7_000**2 + 4 * 40_000)  # its own spread is the common one
        own = interval_of(sums, PRIOR)
        assert not isinstance(own, NoInterval)
        assert visits == 5
        assert (low, high) == (pytest.approx(own.low), pytest.approx(own.high))

    def test_it_narrows_with_every_visit_and_stays_among_the_scores(self) -> None:
        points = funnel_of(9_900.0, SpreadPrior(1e6, 4.0), 30)
        assert [visits for visits, _, _ in points] == list(range(1, 31))
        assert all(0.0 <= low <= high <= 10_000.0 for _, low, high in points)
        assert all(one[1] < other[1] for one, other in pairwise(points[1:]))

    def test_it_has_at_most_forty_points_from_one_to_the_most(self) -> None:
        visits = funnel_visits(900)
        assert (visits[0], visits[-1]) == (1, 900)
        assert len(visits) <= 40
        assert visits == sorted(set(visits))


class TestMonths:
    def test_a_month_with_two_visits_has_no_mean_and_one_without_any_is_not_left_out(self) -> None:
        months = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
        points = trend_of(months, (MonthSums(months[1], 2, 12_000), MonthSums(months[0], 3, 20_000)))
        assert [(one.visit_count, one.raw_mean_bp) for one in points] == [(3, 6_667), (2, None), (0, None)]


def test_a_group_is_the_same_in_any_order() -> None:
    stores = three_stores()
    one = group_of({key: figures.sums for key, figures in stores.items()}, PRIOR, ranked=False)
    other = group_of({key: stores[key].sums for key in reversed(stores)}, PRIOR, ranked=False)
    for key in stores:
        assert one.places[key].tier == other.places[key].tier
        assert math.isclose(one.places[key].shrunken_mean, other.places[key].shrunken_mean, rel_tol=1e-12)
