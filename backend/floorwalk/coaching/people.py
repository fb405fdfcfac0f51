"""Observations of people → sums per person and per person × business area, and whose data may leave (P5).

Pure. The cluster is the visit, as everywhere: per visit and scope one pair (w interactions with a score, t their sum).
Reading the observations is queries.py; writing the files is export_files.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.coaching.model import CellKey, Decision, PersonKey, Tally, Unreadable
from floorwalk.comparisons.model import NOTHING, ScopeFigures, together
from floorwalk.comparisons.suppression import NO_EVIDENCE, insufficiency_of
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.rounding import rdiv
from floorwalk.statistics.interval import FULL_BP, NoInterval, SpreadPrior, spread_prior_of

OUTCOME_PLACES = {1: 0, 0: 1, -1: 2}  # exceeded, met, below


class Observed(NamedTuple):
    """One published interaction with a named person. Scores and outcomes in the order of the version's criteria."""

    visit_id: UUID
    visited_on: date
    evaluator_id: UUID
    staff_member_id: UUID
    version: CompiledVersion
    raw_bp: int | None
    scores_bp: Sequence[int | None]
    outcomes: Sequence[int | None]
    noticed: bool
    in_population: bool
    disputed: bool = False


class AreaScore(NamedTuple):
    """One interaction in one business area; the score is None where only ratings of weight 0 were given."""

    business_area: str
    score_bp: int | None
    exceeded: int
    met: int
    below: int


def area_scores_of(
    version: CompiledVersion, scores_bp: Sequence[int | None], outcomes: Sequence[int | None]
) -> Iterator[AreaScore]:
    """The interaction's score in each business area in which something was scored: rdiv(Σ w·s, Σ w)."""
    points: dict[str, list[int]] = {}
    for criterion, score_bp, outcome in zip(version.criteria, scores_bp, outcomes, strict=True):
        if score_bp is None:
            continue
        area = points.setdefault(criterion.business_area, [0, 0, 0, 0, 0])
        area[0] += criterion.weight * score_bp
        area[1] += criterion.weight
        if outcome is not None:
            area[2 + OUTCOME_PLACES[outcome]] += 1
    for business_area, (earned, weight, exceeded, met, below) in points.items():
        yield AreaScore(business_area, rdiv(earned, weight) if weight else None, exceeded, met, below)


def unreadable_because(
    version: CompiledVersion,
    states: Sequence[int],
    scores_bp: Sequence[int | None],
    outcomes: Sequence[int | None],
    raw_bp: int | None,
) -> Unreadable | None:
    """Why a stored interaction cannot be read; None if it can."""
    places = len(version.criteria)
    if not len(states) == len(scores_bp) == len(outcomes) == places:
        return Unreadable.DOES_NOT_FIT_RUBRIC
    scores = all(score is None or 0 <= score <= FULL_BP for score in (*scores_bp, raw_bp))
    if scores and all(0 <= state <= 4 for state in states) and all(one in (None, -1, 0, 1) for one in outcomes):
        return None
    return Unreadable.VALUE_OUT_OF_RANGE


class People:
    """Takes observations, those of one visit after the other, and holds the sums of the people in the population.

    The priors of business areas are over everybody observed, in the population or not: how much visits vary does not
    depend on who asks or of whom. Those of whole interactions are the screens' own (comparisons.service.priors_under).
    """

    def __init__(self) -> None:
        self.people: dict[PersonKey, Tally] = {}
        self.cells: dict[CellKey, Tally] = {}
        self.versions: dict[UUID, CompiledVersion] = {}
        self._everybody: dict[CellKey, ScopeFigures] = {}
        self._visit_id: UUID | None = None
        self._open: list[Observed] = []

    def add(self, observed: Observed) -> None:
        if observed.visit_id != self._visit_id:
            self.close_visit()
            self._visit_id = observed.visit_id
        self._open.append(observed)

    def close_visit(self) -> None:
        """Call once more after the last observation."""
        people: dict[PersonKey, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        cells: dict[CellKey, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        for observed in self._open:
            key = PersonKey(observed.staff_member_id, observed.version.comparability_key)
            exceeded = met = below = 0
            for area in area_scores_of(observed.version, observed.scores_bp, observed.outcomes):
                _count(cells[CellKey(*key, area.business_area)], *area[1:])
                exceeded, met, below = exceeded + area.exceeded, met + area.met, below + area.below
            _count(people[key], observed.raw_bp, exceeded, met, below)
            if observed.in_population:
                self.versions[observed.version.rubric_version_id] = observed.version
        for cell, counts in cells.items():
            self._everybody[cell] = together(self._everybody.get(cell, NOTHING), _one_visit(counts))
        asked_of = {one.staff_member_id for one in self._open if one.in_population}
        if asked_of:
            visit = self._open[0]
            told = {one.staff_member_id: one.noticed for one in self._open}
            disputed = {
                PersonKey(one.staff_member_id, one.version.comparability_key) for one in self._open if one.disputed
            }
            for person, counts in people.items():
                if person.staff_member_id in asked_of:
                    tally = self.people.setdefault(person, Tally())
                    _note(tally, visit, counts, noticed=told[person.staff_member_id], disputed=person in disputed)
            for cell, counts in cells.items():
                if cell.staff_member_id in asked_of:
                    key, tally = PersonKey(*cell[:2]), self.cells.setdefault(cell, Tally())
                    _note(tally, visit, counts, noticed=told[cell.staff_member_id], disputed=key in disputed)
        self._open = []

    def priors(self) -> dict[tuple[str, str], SpreadPrior | NoInterval]:
        """Per comparability key and business area."""
        units: dict[tuple[str, str], list[ScopeFigures]] = defaultdict(list)
        for cell, figures in self._everybody.items():
            units[cell.comparability_key, cell.business_area].append(figures)
        return {key: spread_prior_of(one.sums for one in figures) for key, figures in units.items()}

    def decisions(self, population: Iterable[UUID]) -> dict[UUID, Decision]:
        """For each person of the population, and each observed in it. Nobody is released under a key that has too
        little; where no key has enough, the reason is that of the key with most interactions."""
        by_person: dict[UUID, list[tuple[int, str, Tally]]] = {person: [] for person in population}
        for (person, key), tally in self.people.items():
            by_person.setdefault(person, []).append((-tally.figures.w_sum, key, tally))
        decisions = {}
        for person, tallies in by_person.items():
            reasons = {key: insufficiency_of(tally.evidence) for _, key, tally in sorted(tallies, key=_by_count)}
            released = frozenset(key for key, reason in reasons.items() if reason is None)
            first = next(iter(reasons.values()), insufficiency_of(NO_EVIDENCE))
            decisions[person] = Decision(released, None if released else first)
        return decisions


def _by_count(entry: tuple[int, str, Tally]) -> tuple[int, str]:
    return entry[0], entry[1]


def _count(counts: list[int], score_bp: int | None, exceeded: int, met: int, below: int) -> None:
    counts[2] += 1
    counts[3] += exceeded
    counts[4] += met
    counts[5] += below
    if score_bp is not None:
        counts[0] += 1
        counts[1] += score_bp


def _one_visit(counts: list[int]) -> ScopeFigures:
    """What the visit adds: nothing to the sums where it has no score in the scope."""
    w, t, interactions, exceeded, met, below = counts
    if not w:
        return NOTHING
    return ScopeFigures(1, w, t, w * w, w * t, t * t, interactions, exceeded, met, below)


def _note(tally: Tally, visit: Observed, counts: list[int], *, noticed: bool, disputed: bool) -> None:
    tally.disputed = tally.disputed or disputed  # also where the interaction has no score yet
    one = _one_visit(counts)
    if one is NOTHING:
        return
    tally.figures = together(tally.figures, one)
    tally.evaluators.add(visit.evaluator_id)
    tally.days.add(visit.visited_on)
    tally.noticed = tally.noticed and noticed
