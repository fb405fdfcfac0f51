"""One released person after the other, in the order of the codes: counts per criterion, stars, and the own trend.

Pure. The same interactions stand behind people.py's sums; here they come person by person, so that nothing is held
of more than one. No mean of a criterion: with so few observations its interval would say nothing, so counts are given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.coaching.model import Tally
from floorwalk.coaching.people import OUTCOME_PLACES
from floorwalk.comparisons.model import ScopeFigures, together
from floorwalk.comparisons.suppression import Insufficient, insufficiency_of
from floorwalk.rubrics.model import CompiledVersion


class StarGiven(NamedTuple):
    """A named act beyond the standard. `act` and `evidence` are as the evaluator typed them."""

    visit_id: UUID
    visited_on: date
    touchpoint_key: str
    act: str
    evidence: str
    weight: int


class CriterionKey(NamedTuple):
    comparability_key: str
    business_area: str
    criterion_key: str


@dataclass(slots=True)
class CriterionCounts:
    """Ratings of one person on one criterion. The tally holds what rule P5 asks for; its sums are of ratings."""

    tally: Tally = field(default_factory=Tally)
    visits: set[UUID] = field(default_factory=set)
    outcomes: list[int] = field(default_factory=lambda: [0, 0, 0])  # exceeded, met, below
    not_scored: int = 0

    @property
    def reason(self) -> Insufficient | None:
        return insufficiency_of(self.tally.evidence)


class TrendPoint(NamedTuple):
    """Consecutive visits that are enough for a figure by rule P5."""

    from_on: date
    to_on: date
    figures: ScopeFigures


@dataclass(slots=True)
class Visit:
    """What one visit says of the person under one comparability key."""

    visit_id: UUID
    visited_on: date
    evaluator_id: UUID
    scores_bp: list[int]


@dataclass(slots=True)
class PersonRecord:
    """Takes the interactions of one person in the order of their days."""

    staff_member_id: UUID
    criteria: dict[CriterionKey, CriterionCounts] = field(default_factory=dict)
    visits: dict[str, list[Visit]] = field(default_factory=dict)  # by comparability key
    stars: list[StarGiven] = field(default_factory=list)

    def add(self, row: Mapping[str, Any], version: CompiledVersion) -> None:
        key = version.comparability_key
        if row["raw_bp"] is not None:
            visits = self.visits.setdefault(key, [])
            if not visits or visits[-1].visit_id != row["visit_id"]:
                visits.append(Visit(row["visit_id"], row["visited_on"], row["evaluator_id"], []))
            visits[-1].scores_bp.append(row["raw_bp"])
        for criterion, state, score_bp, outcome in zip(
            version.criteria, row["rating_states"], row["scores_bp"], row["outcomes"], strict=True
        ):
            if not state:
                continue
            place = CriterionKey(key, criterion.business_area, criterion.criterion_key)
            counts = self.criteria.get(place)
            if counts is None:
                counts = self.criteria[place] = CriterionCounts()
            if score_bp is None:
                counts.not_scored += 1
                continue
            tally = counts.tally
            counts.visits.add(row["visit_id"])
            figures = tally.figures
            tally.figures = figures._replace(m=len(counts.visits), w_sum=figures.w_sum + 1)
            tally.evaluators.add(row["evaluator_id"])
            tally.days.add(row["visited_on"])
            if outcome is not None:
                counts.outcomes[OUTCOME_PLACES[outcome]] += 1
        for star in row["stars"]:
            self.stars.append(
                StarGiven(
                    row["visit_id"], row["visited_on"], star["touchpoint_key"], star["act"], star["evidence"],
                    star["weight"],
                )
            )  # fmt: skip


def trend_of(visits: Sequence[Visit]) -> list[TrendPoint]:
    """Consecutive visits in groups that each meet rule P5; what is left at the end joins the last group.

    Empty where not even all of them together are enough.
    """
    groups: list[list[Visit]] = []
    pending: list[Visit] = []
    for visit in visits:
        pending.append(visit)
        if insufficiency_of(_tally_of(pending).evidence) is None:
            groups.append(pending)
            pending = []
    if groups:
        groups[-1] += pending
    return [TrendPoint(group[0].visited_on, group[-1].visited_on, _tally_of(group).figures) for group in groups]


def _tally_of(visits: Sequence[Visit]) -> Tally:
    tally = Tally()
    for visit in visits:
        w, t = len(visit.scores_bp), sum(visit.scores_bp)
        tally.figures = together(tally.figures, ScopeFigures(1, w, t, w * w, w * t, t * t, w))
        tally.evaluators.add(visit.evaluator_id)
        tally.days.add(visit.visited_on)
    return tally


def most_and_least(criteria: Mapping[CriterionKey, CriterionCounts], most: int) -> tuple[list[Any], list[Any]]:
    """Strengths and gaps: up to `most` criteria each, by exceeded and by below; only those with enough behind them.

    Each entry is (key, counts). A criterion can be both: sometimes exceeded, sometimes below.
    """
    enough = [(key, counts) for key, counts in criteria.items() if counts.reason is None]
    strengths = [one for one in enough if one[1].outcomes[0]]
    gaps = [one for one in enough if one[1].outcomes[2]]
    strengths.sort(key=lambda one: (-_share(one[1], 0), one[0]))
    gaps.sort(key=lambda one: (-_share(one[1], 2), one[0]))
    return strengths[:most], gaps[:most]


def _share(counts: CriterionCounts, place: int) -> float:
    return counts.outcomes[place] / sum(counts.outcomes)


def criteria_in_order(record: PersonRecord) -> Iterator[tuple[CriterionKey, CriterionCounts]]:
    yield from sorted(record.criteria.items(), key=lambda one: one[0])
