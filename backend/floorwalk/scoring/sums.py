"""What a visit contributes to the stored sums, and the sums themselves: exact integers that add and subtract.

Pure. The cluster is the visit: one fact per (visit, scope). Facts of one kind of scope may be summed
over visits, days, stores, evaluators; never across the staff members, business areas or criteria of
one visit. Keeping and folding the sums is visits/ and comparisons/; means and intervals are statistics/.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from floorwalk.scoring.model import ScoringRubric
from floorwalk.scoring.rounding import rdiv
from floorwalk.scoring.score import InteractionScore
from floorwalk.scoring.visit import visit_score_of

ScopeKind = Literal["store", "staff_member", "business_area", "criterion"]


@dataclass(frozen=True, slots=True)
class ScoredInteraction:
    """One interaction of a visit. `staff_member` is None unless a named person; `stars` is their number."""

    weight: int
    staff_member: str | None
    score: InteractionScore
    stars: int
    indifferent: bool


class Fact(NamedTuple):
    """One visit in one scope: the pair (w, t) of the rules, and counts. `scope_key` is None for the store.

    `interactions` are the visit's interactions in the scope: all of them (store), all with the person
    (staff member), those in which something of the area or the criterion was scored. Of these,
    `critical_failed` failed: in the area or criterion, where that is the scope. A star or indifference
    belongs to a whole interaction, so both are 0 in the scopes smaller than one.
    `below_meets` is 1 if the visit's mean in the scope, rdiv(t, w), is below the rubric's anchor.
    """

    scope_kind: ScopeKind
    scope_key: str | None
    w: int
    t: int
    interactions: int
    exceeded: int
    met: int
    below: int
    weight_scored: int
    weight_applicable: int
    critical_failed: int
    below_meets: int
    stars: int
    indifferent: int


class Sums(NamedTuple):
    """m = visits, W = Σ w, T = Σ t (bp), C = Σ w², B = Σ w·t, A = Σ t² (bp²), and the summed counts."""

    m: int
    W: int
    T: int
    C: int
    B: int
    A: int
    interactions: int
    exceeded: int
    met: int
    below: int
    weight_scored: int
    weight_applicable: int
    critical_failed: int
    below_meets: int
    stars: int
    indifferent: int


ZERO = Sums(*[0] * len(Sums._fields))


def sums_of(fact: Fact) -> Sums:
    """What one visit's fact adds: m = 1, and the products of its own pair."""
    w, t = fact.w, fact.t
    return Sums(1, w, t, w * w, w * t, t * t, *fact[4:])


def added(one: Sums, other: Sums) -> Sums:
    return Sums(*[a + b for a, b in zip(one, other, strict=True)])


def subtracted(one: Sums, other: Sums) -> Sums:
    """`one` without `other`: a voided evaluation leaves no trace in the sums."""
    return Sums(*[a - b for a, b in zip(one, other, strict=True)])


def total_of(facts: Iterable[Fact]) -> Sums:
    """The sums over facts of one kind of scope, at most one a visit and scope."""
    total = ZERO
    for fact in facts:
        total = added(total, sums_of(fact))
    return total


class _Tally:
    """Counts of one scope while the visit's interactions go by."""

    __slots__ = (
        "below",
        "critical_failed",
        "exceeded",
        "indifferent",
        "interactions",
        "met",
        "not_applicable_weight",
        "stars",
        "t",
        "w",
        "weight_applicable",
        "weight_scored",
    )

    def __init__(self) -> None:
        self.w = self.t = self.interactions = self.exceeded = self.met = self.below = 0
        self.weight_scored = self.weight_applicable = self.not_applicable_weight = 0
        self.critical_failed = self.stars = self.indifferent = 0

    def add_interaction(self, interaction: ScoredInteraction) -> None:
        score = interaction.score
        self.interactions += 1
        self.exceeded += score.exceeded
        self.met += score.met
        self.below += score.below
        self.weight_scored += score.weight_scored
        self.weight_applicable += score.weight_applicable
        self.critical_failed += score.critical_failed
        self.stars += interaction.stars
        self.indifferent += interaction.indifferent

    def fact(self, kind: ScopeKind, key: str | None, meets_bp: int) -> Fact:
        return Fact(
            kind,
            key,
            self.w,
            self.t,
            self.interactions,
            self.exceeded,
            self.met,
            self.below,
            self.weight_scored,
            self.weight_applicable,
            self.critical_failed,
            int(rdiv(self.t, self.w) < meets_bp),
            self.stars,
            self.indifferent,
        )


def facts_of(rubric: ScoringRubric, interactions: Iterable[ScoredInteraction]) -> list[Fact]:
    """The facts of one visit under one comparability key, at most one a scope; none where nothing was scored.

    Give all interactions of the visit that share the key, and any version with that key as rubric (such
    versions differ in texts only); a visit with two keys has two sets of facts. Order: store, staff
    members by first appearance, business areas and criteria as in the rubric.
    """
    visit = _Tally()
    staff: dict[str, _Tally] = {}
    areas = {area: _Tally() for area in rubric.weight_of_business_area}
    criteria = {key: _Tally() for key in rubric.criterion_of}
    weighted: list[tuple[int, int | None]] = []

    for interaction in interactions:
        raw_bp = interaction.score.raw_bp
        weighted.append((interaction.weight, raw_bp))
        visit.add_interaction(interaction)
        if interaction.staff_member is not None:
            person = staff.setdefault(interaction.staff_member, _Tally())
            person.add_interaction(interaction)
            if raw_bp is not None:
                person.w += 1
                person.t += raw_bp
        _tally_parts(rubric, interaction.score, areas, criteria)

    visit_raw_bp = visit_score_of(weighted)
    if visit_raw_bp is not None:
        visit.w, visit.t = 1, visit_raw_bp
    for area, tally in areas.items():
        reachable = visit.interactions * rubric.weight_of_business_area[area]
        tally.weight_applicable = reachable - tally.not_applicable_weight
    for key, tally in criteria.items():
        reachable = visit.interactions * rubric.criterion_of[key].weight
        tally.weight_applicable = reachable - tally.not_applicable_weight

    scopes: list[tuple[ScopeKind, str | None, _Tally]] = [("store", None, visit)]
    scopes += [("staff_member", key, tally) for key, tally in staff.items()]
    scopes += [("business_area", key, tally) for key, tally in areas.items()]
    scopes += [("criterion", key, tally) for key, tally in criteria.items()]
    return [tally.fact(kind, key, rubric.meets_bp) for kind, key, tally in scopes if tally.w]


def _tally_parts(
    rubric: ScoringRubric, score: InteractionScore, areas: dict[str, _Tally], criteria: dict[str, _Tally]
) -> None:
    """Add one interaction to its business areas and criteria."""
    scored_areas: set[str] = set()
    for key, score_bp, outcome in score.ratings:
        if score_bp is None:
            continue
        criterion = rubric.criterion_of[key]
        part = criteria[key]
        area = areas[criterion.business_area]
        scored_areas.add(criterion.business_area)
        part.w += 1
        part.t += score_bp
        part.interactions += 1
        part.weight_scored += criterion.weight
        area.weight_scored += criterion.weight
        if outcome == "met":
            part.met += 1
            area.met += 1
        elif outcome == "exceeded":
            part.exceeded += 1
            area.exceeded += 1
        elif outcome == "below":
            part.below += 1
            area.below += 1
    for key in scored_areas:
        areas[key].interactions += 1
    for key in {rubric.criterion_of[failed].business_area for failed in score.critical_failures}:
        areas[key].critical_failed += 1
    for key in score.critical_failures:
        criteria[key].critical_failed += 1
    for key in score.not_applicable_keys:
        criterion = rubric.criterion_of[key]
        criteria[key].not_applicable_weight += criterion.weight
        areas[criterion.business_area].not_applicable_weight += criterion.weight
    for key, score_bp in score.business_areas.items():
        if score_bp is not None:
            areas[key].w += 1
            areas[key].t += score_bp
