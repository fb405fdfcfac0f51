"""From observations of people to a plan's baseline, its follow-up and its outcome.

Pure. The cluster is the visit; the unit is a person in one store, under one comparability key. Reading the
observations is plan_queries.py; the rule of the outcome is statistics/coaching_outcome.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.coaching.people import area_scores_of
from floorwalk.coaching.plan_model import FEWEST_PEERS, Baseline, PlanScope
from floorwalk.comparisons.suppression import (
    FEWEST_VISITS,
    Insufficient,
    PersonEvidence,
    insufficiency_of,
)
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.statistics.coaching_outcome import (
    CoachingOutcome,
    CoachingVerdict,
    NoVerdict,
    Peers,
    Seen,
    outcome_of,
    smallest_effect_with,
)
from floorwalk.statistics.heterogeneity import heterogeneity_of
from floorwalk.statistics.interval import Interval, NoInterval, interval_of, spread_prior_of
from floorwalk.statistics.sums import SixSums, effective_visits_of

TOO_FEW_PEERS = "too_few_peers"
RUBRIC_CHANGED = "rubric_changed"  # what was observed since was scored under another comparability key


class Interaction(NamedTuple):
    """One published interaction with a named person; scores in the order of the version's criteria."""

    visit_id: UUID
    visited_on: date
    evaluator_id: UUID
    raw_bp: int | None
    scores_bp: list[int | None]
    version: CompiledVersion
    noticed: bool


@dataclass(slots=True)
class Observed:
    """What was seen of one person in one store within a scope and a period."""

    by_visit: dict[UUID, list[int]] = field(default_factory=dict)  # scores in bp
    evaluators: set[UUID] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    noticed: bool = True

    def add(self, scope: PlanScope, scope_ref: str | None, seen: Interaction) -> None:
        """An interaction without a score in the scope is no observation of it."""
        score_bp = score_in(scope, scope_ref, seen.version, seen.raw_bp, seen.scores_bp)
        if score_bp is None:
            return
        self.by_visit.setdefault(seen.visit_id, []).append(score_bp)
        self.evaluators.add(seen.evaluator_id)
        self.days.add(seen.visited_on)
        self.noticed = self.noticed and seen.noticed

    @property
    def interactions(self) -> int:
        return sum(map(len, self.by_visit.values()))

    @property
    def sums(self) -> SixSums:
        return sums_of(self.by_visit.values())

    @property
    def reason(self) -> Insufficient | None:
        """Why rule P5 allows no figure."""
        return insufficiency_of(
            PersonEvidence(
                self.interactions, len(self.by_visit), len(self.evaluators), len(self.days), noticed=self.noticed
            )
        )


def score_in(
    scope: PlanScope, scope_ref: str | None, version: CompiledVersion, raw_bp: int | None, scores_bp: list[int | None]
) -> int | None:
    """An interaction's score in the scope; None where nothing was scored there."""
    if scope is PlanScope.PERSON:
        return raw_bp
    if scope is PlanScope.CRITERION:
        place = version.place_of.get(scope_ref or "")
        return None if place is None else scores_bp[place]
    areas = area_scores_of(version, scores_bp, [None] * len(scores_bp))
    return next((area.score_bp for area in areas if area.business_area == scope_ref), None)


def sums_of(visits: Iterable[list[int]]) -> SixSums:
    """Per visit the pair (w interactions with a score, t their sum)."""
    pairs = [(len(scores), sum(scores)) for scores in visits]
    return SixSums(
        len(pairs),
        sum(w for w, _ in pairs),
        sum(t for _, t in pairs),
        sum(w * w for w, _ in pairs),
        sum(w * t for w, t in pairs),
        sum(t * t for _, t in pairs),
    )


def observed_between(
    scope: PlanScope, scope_ref: str | None, seen: Iterable[Interaction], from_on: date, to_on: date
) -> Observed:
    """Both days inclusive."""
    observed = Observed()
    for one in seen:
        if from_on <= one.visited_on <= to_on:
            observed.add(scope, scope_ref, one)
    return observed


def baseline_of_observed(own: Observed, everybody: Iterable[SixSums], from_on: date, to_on: date) -> Baseline:
    """`everybody`: the sums of each person in each store of the organisation in the period, the person's own too."""
    units = [sums for sums in everybody if sums.m > 1]  # one visit says nothing about a spread
    prior = spread_prior_of(units)
    peers = None
    if len(units) >= FEWEST_PEERS:
        among = heterogeneity_of([one for unit in units if isinstance(one := interval_of(unit, prior), Interval)])
        peers = None if among is None else (among.mean, among.between_variance)
    return Baseline(
        from_on=from_on,
        to_on=to_on,
        reason=own.reason,
        sums=None if own.reason else own.sums,
        interactions=own.interactions,
        prior=prior,
        peers=peers,
        peer_count=len(units),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan's outcome as it may be shown. `reason` says why it is none yet; then there is no figure either where P5
    allows none. `more_observations` are visits; `smallest_effect_bp` what these, or the fewest that P5 asks for, show.
    """

    verdict: CoachingVerdict
    reason: str | None
    more_observations: int | None
    smallest_effect_bp: int | None
    expected_bp: int | None = None
    effect_bp: int | None = None
    probability_improved_ppm: int | None = None


def judged(baseline: Baseline, follow_up: Observed, *, elsewhere: bool = False) -> Judged:
    """`elsewhere`: the person was observed since, but under another comparability key."""
    if baseline.reason is not None or baseline.sums is None:
        return _none_yet(NoVerdict.NO_BASELINE, None, None)
    if isinstance(baseline.prior, NoInterval):
        return _none_yet(NoVerdict.SPREAD_UNKNOWN, None, None)
    if baseline.peers is None:
        return _none_yet(TOO_FEW_PEERS, None, None)
    peers = Peers(*baseline.peers, baseline.prior.variance)
    before = seen_of(baseline.sums)
    if follow_up.reason is not None:
        missing = max(1, FEWEST_VISITS - len(follow_up.by_visit))
        smallest = smallest_effect_with(peers, before, FEWEST_VISITS)
        reason = follow_up.reason.value
        if not follow_up.by_visit:
            reason = RUBRIC_CHANGED if elsewhere else NoVerdict.NOT_OBSERVED_YET
        return _none_yet(reason, missing, None if isinstance(smallest, NoVerdict) else round(smallest))
    outcome = outcome_of(peers, before, seen_of(follow_up.sums))
    if not isinstance(outcome, CoachingOutcome):
        return _none_yet(outcome, None, None)
    return Judged(
        outcome.verdict,
        None,
        outcome.more_observations,
        round(outcome.smallest_effect),
        round(outcome.expected),
        round(outcome.effect),
        round(outcome.probability_improved * 1_000_000),
    )


def seen_of(sums: SixSums) -> Seen:
    return Seen(sums.t_sum / sums.w_sum, effective_visits_of(sums))


def _none_yet(reason: str, more: int | None, smallest_bp: int | None) -> Judged:
    return Judged(CoachingVerdict.NO_EVIDENCE_YET, str(reason), more, smallest_bp)
