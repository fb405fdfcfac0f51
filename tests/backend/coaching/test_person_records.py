"""One person's own trend, strengths and gaps: only what enough stands behind, and never a single number from less."""

from datetime import date, timedelta
from uuid import UUID

from floorwalk.coaching.records import (
    CriterionCounts,
    CriterionKey,
    PersonRecord,
    Visit,
    criteria_in_order,
    most_and_least,
    trend_of,
)
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.kernel.ids import new_id

FIRST_ON = date(2026, 1, 5)
MIRA, EMIL = UUID(int=1), UUID(int=2)


def visits(scores: list[int], evaluators: tuple[UUID, ...] = (MIRA, EMIL)) -> list[Visit]:
    """One a day, the evaluators by turns."""
    return [
        Visit(new_id(), FIRST_ON + timedelta(days=place), evaluators[place % len(evaluators)], [score])
        for place, score in enumerate(scores)
    ]


def counted(exceeded: int, met: int, below: int, evaluators: tuple[UUID, ...] = (MIRA, EMIL)) -> CriterionCounts:
    counts = CriterionCounts(outcomes=[exceeded, met, below])
    for visit in visits([0] * (exceeded + met + below), evaluators):
        counts.tally.figures = counts.tally.figures._replace(
            m=counts.tally.figures.m + 1, w_sum=counts.tally.figures.w_sum + 1
        )
        counts.tally.evaluators.add(visit.evaluator_id)
        counts.tally.days.add(visit.visited_on)
    return counts


class TestTheOwnTrend:
    def test_below_the_floor_has_no_point(self) -> None:
        assert trend_of([]) == []
        assert trend_of(visits([5_000] * 4)) == []
        assert trend_of(visits([5_000] * 9, evaluators=(MIRA,))) == []

    def test_each_point_meets_the_floor_and_the_rest_joins_the_last(self) -> None:
        points = trend_of(visits([4_000] * 5 + [8_000] * 8))
        assert [(point.figures.m, point.figures.t_sum) for point in points] == [(5, 20_000), (8, 64_000)]
        assert [point.from_on for point in points] == [FIRST_ON, FIRST_ON + timedelta(days=5)]
        assert points[-1].to_on == FIRST_ON + timedelta(days=12)

    def test_a_point_waits_for_a_second_evaluator(self) -> None:
        alone = visits([5_000] * 6, evaluators=(MIRA,))
        later = Visit(new_id(), FIRST_ON + timedelta(days=30), EMIL, [5_000])
        assert [point.figures.m for point in trend_of([*alone, later])] == [7]


class TestStrengthsAndGaps:
    def test_come_by_share_and_only_where_enough_stands_behind(self) -> None:
        criteria = {
            CriterionKey("k", "a", "often"): counted(6, 2, 0),
            CriterionKey("k", "a", "sometimes"): counted(3, 2, 3),
            CriterionKey("k", "a", "never"): counted(0, 8, 0),
            CriterionKey("k", "a", "seldom-seen"): counted(4, 0, 0),
        }
        strengths, gaps = most_and_least(criteria, 5)
        assert [key.criterion_key for key, _ in strengths] == ["often", "sometimes"]
        assert [key.criterion_key for key, _ in gaps] == ["sometimes"]
        assert criteria[CriterionKey("k", "a", "seldom-seen")].reason is Insufficient.TOO_FEW_INTERACTIONS

    def test_no_more_than_asked_for(self) -> None:
        criteria = {CriterionKey("k", "a", f"c{place}"): counted(5, 0, 5) for place in range(9)}
        strengths, gaps = most_and_least(criteria, 5)
        assert (len(strengths), len(gaps)) == (5, 5)


class TestARecord:
    def test_criteria_come_in_the_order_of_their_names(self) -> None:
        record = PersonRecord(UUID(int=7))
        for name in ("b", "a"):
            record.criteria[CriterionKey("k", "area", name)] = CriterionCounts()
        assert [key.criterion_key for key, _ in criteria_in_order(record)] == ["a", "b"]
