"""Whether somebody who was coached got better, aware that the unusual tends back towards the usual by itself.

Pure. Whoever is chosen for a poor result will mostly do better next time without any coaching (regression to the
mean). So a follow-up is held not against the baseline but against what would be expected without coaching; and
"no evidence yet" is an answer as normal as the two others. Who the peers are and which visits count is the caller's
to say (docs/decisions/0011).
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from floorwalk.statistics.differences import POWER

SURE = 0.9  # P(improved) from which the verdict is "improved"; at one minus it, "worse"
MOST_WORTH_ASKING = 60  # more observations than this nobody plans for one person: then the number helps nobody
HIGHEST_MEAN_BP = 10_000.0


class CoachingVerdict(StrEnum):
    IMPROVED = "improved"
    WORSE = "worse"
    NO_EVIDENCE_YET = "no_evidence_yet"


class NoVerdict(StrEnum):
    """Why the rule cannot be applied at all."""

    NO_BASELINE = "no_baseline"
    NOT_OBSERVED_YET = "not_observed_yet"
    SPREAD_UNKNOWN = "spread_unknown"  # how much single visits vary is not known, or seems to be nothing
    NOT_MEASURABLE = "not_measurable"  # a figure that no mean or variance of scores can be


class Peers(NamedTuple):
    """How the peers do and differ: μ in bp, τ² between people and σ² of single visits, both in bp²."""

    mean: float
    between_variance: float
    visit_variance: float


class Seen(NamedTuple):
    """A mean in bp with the effective number of visits behind it (W²/C; need not be whole)."""

    mean: float
    visits: float


@dataclass(frozen=True, slots=True)
class CoachingOutcome:
    """In bp. `effect` is the follow-up less what was `expected` without coaching.

    `smallest_effect`: a true effect this large would lead to a verdict in four of five cases with these observations.
    `more_observations`: how many more visits would lead to a verdict if the effect stayed as it seems; None with a
    verdict, and where no number worth asking for would.
    """

    verdict: CoachingVerdict
    expected: float
    effect: float
    probability_improved: float
    smallest_effect: float
    more_observations: int | None


def outcome_of(peers: Peers, baseline: Seen, follow_up: Seen) -> CoachingOutcome | NoVerdict:
    """E = μ + ρ0(x̄0 − μ); δ = ȳ1 − E; Var = σ²/n1 + τ²(1 − ρ0); P(improved) = Φ(δ/√Var)."""
    reason = _reason_against(peers, baseline, follow_up)
    if reason is not None:
        return reason
    expected = expected_without_coaching(peers, baseline)
    effect = follow_up.mean - expected
    lasting = _lasting_variance(peers, baseline)
    error = math.sqrt(peers.visit_variance / follow_up.visits + lasting)
    probability = normal_cdf(effect / error)
    verdict = CoachingVerdict.NO_EVIDENCE_YET
    if probability >= SURE:
        verdict = CoachingVerdict.IMPROVED
    elif probability <= 1 - SURE:
        verdict = CoachingVerdict.WORSE
    more = None
    if verdict is CoachingVerdict.NO_EVIDENCE_YET:
        more = _more_observations(peers.visit_variance, lasting, effect, follow_up.visits)
    return CoachingOutcome(verdict, expected, effect, probability, _detectable(error), more)


def expected_without_coaching(peers: Peers, baseline: Seen) -> float:
    """E in bp: the baseline drawn towards the peers by what chance explains of it."""
    return peers.mean + _reliability(peers, baseline) * (baseline.mean - peers.mean)


def smallest_effect_with(peers: Peers, baseline: Seen, visits: float) -> float | NoVerdict:
    """The true effect in bp that as many follow-up visits would show in four of five cases; needs no follow-up."""
    reason = _reason_against(peers, baseline, Seen(peers.mean, visits))
    if reason is not None:
        return reason
    return _detectable(math.sqrt(peers.visit_variance / visits + _lasting_variance(peers, baseline)))


def normal_cdf(z: float) -> float:
    """Φ."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def normal_quantile(probability: float) -> float:
    """Φ⁻¹."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def _reason_against(peers: Peers, baseline: Seen, follow_up: Seen) -> NoVerdict | None:
    if not all(map(math.isfinite, (*peers, *baseline, *follow_up))):
        return NoVerdict.NOT_MEASURABLE
    if baseline.visits <= 0:
        return NoVerdict.NO_BASELINE
    if follow_up.visits <= 0:
        return NoVerdict.NOT_OBSERVED_YET
    if peers.visit_variance <= 0:
        return NoVerdict.SPREAD_UNKNOWN
    means = (peers.mean, baseline.mean, follow_up.mean)
    if peers.between_variance < 0 or not all(0 <= mean <= HIGHEST_MEAN_BP for mean in means):
        return NoVerdict.NOT_MEASURABLE
    return None


def _reliability(peers: Peers, baseline: Seen) -> float:
    """ρ0 = τ²/(τ² + σ²/n0)."""
    return peers.between_variance / (peers.between_variance + peers.visit_variance / baseline.visits)


def _lasting_variance(peers: Peers, baseline: Seen) -> float:
    """τ²(1 − ρ0): what the baseline leaves open about the person, however often they are seen afterwards."""
    return peers.between_variance * (1 - _reliability(peers, baseline))


def _detectable(error: float) -> float:
    return (normal_quantile(SURE) + normal_quantile(POWER)) * error


def _more_observations(visit_variance: float, lasting: float, effect: float, visits: float) -> int | None:
    """The least m with |δ|/√(σ²/(n1 + m) + τ²(1 − ρ0)) at the border of a verdict."""
    left_for_chance = (effect / normal_quantile(SURE)) ** 2 - lasting
    if left_for_chance <= visit_variance / (visits + MOST_WORTH_ASKING):
        return None
    return max(1, math.ceil(visit_variance / left_for_chance - visits - 1e-9))
