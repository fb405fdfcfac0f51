"""The figures of the screens as rows of a table, for the command line: the same sums, functions and digits.

Where a screen hides a mean because its visits are few, the row says so in `display` and has the figures all the same,
but for people: without the evidence of rule P5 a person has a reason and no figure. Columns: schemas/exports.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from floorwalk.comparisons.beside_the_mean import is_ordered, peer_stores_of, sums_everywhere, whole_bp
from floorwalk.comparisons.evaluators import FoundSeverity
from floorwalk.comparisons.figures import Prior, coverage_bp_of, mean_bp_of
from floorwalk.comparisons.flags_behind import Flags
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.peer_groups import PeerStores
from floorwalk.comparisons.queries import Row
from floorwalk.comparisons.service import Scene
from floorwalk.comparisons.standing import FEWEST_PEERS, Group, Peers, Place, group_of
from floorwalk.comparisons.store_people import NOT_SUFFICIENT_ALONE, Person
from floorwalk.comparisons.suppression import Display, display_of
from floorwalk.scoring.model import FULL_BP
from floorwalk.scoring.rounding import rdiv
from floorwalk.scoring.score import gap_of
from floorwalk.statistics.consistency import typical_swing_of
from floorwalk.statistics.interval import (
    Interval,
    NoInterval,
    interval_of,
    interval_of_mean_of_means,
    rounded_outwards_if_flat,
)
from floorwalk.statistics.sums import mean_of

Cells = list[Any]

HEAD = ("comparability_key", "rubric_key", "rubric_versions", "from_on", "to_on")
MEAN = ("visits", "interactions", "display", "flags", "raw_mean_bp", "ci_low_bp", "ci_high_bp")
OUTCOMES = ("exceeded", "met", "below", "gap_bp")
PLACE = (
    "shrunk_mean_bp", "reliability", "tier", "rank_low", "rank_high", "is_ordered", "peers", "peer_count",
    "more_visits_until_told_apart", "more_visits_until_reliable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Digits:
    """How numbers are written: whole basis points as on the screens, or unrounded."""

    is_exact: bool

    def bp(self, value: float | None) -> float | int | None:
        return value if value is None or self.is_exact else whole_bp(value)

    def share(self, value: float) -> str:
        """0 to 1; rounded to whole basis points, four digits."""
        return repr(value) if self.is_exact else f"{whole_bp(value * FULL_BP) / FULL_BP:.4f}"

    def mean(self, figures: ScopeFigures) -> float | int | None:
        if not self.is_exact:
            return mean_bp_of(figures)
        mean = mean_of(figures.sums)
        return None if mean is None else float(mean)

    def ends(self, interval: Interval) -> tuple[float, float]:
        return (interval.low, interval.high) if self.is_exact else rounded_outwards_if_flat(interval)


def head_cells(scene: Scene) -> Cells:
    """Under which key and over which days."""
    key = next(one for one in scene.keys if one.comparability_key == scene.key)
    versions = " ".join(key.version_labels)
    return [key.comparability_key, key.rubric_key, versions, scene.period.from_on, scene.period.to_on]


def mean_cells(digits: Digits, figures: ScopeFigures, prior: Prior, also: Flags) -> Cells:
    """`also`: what is to be minded about the visits behind it."""
    answer = interval_of(figures.sums, prior)
    low = high = None
    flags = list(also)
    if isinstance(answer, Interval):
        low, high = digits.ends(answer)
    else:
        flags.append(answer.value)
    return [
        figures.m, figures.interactions, display_of(figures.m).value, " ".join(flags), digits.mean(figures), low, high,
    ]  # fmt: skip


def outcome_cells(figures: ScopeFigures) -> Cells:
    gap = gap_of(figures.exceeded, figures.met, figures.below)
    return [figures.exceeded, figures.met, figures.below, gap]


def place_cells(digits: Digits, figures: ScopeFigures, group: Group[Any], place: Place | None, peers: Peers) -> Cells:
    """Empty for what has no interval; without peers there is no tier and no rank."""
    if place is None:
        return [None, None, None, None, None, None, peers.value, len(group.places), None, None]
    alone = len(group.places) < FEWEST_PEERS
    rank = None if alone else place.rank
    return [
        digits.bp(place.shrunken_mean), digits.share(place.reliability), None if alone else place.tier.value,
        rank.low if rank else None, rank.high if rank else None,
        str(not alone and is_ordered(place, figures.m)).lower(), peers.value, len(group.places),
        place.more_until_told_apart, place.more_until_reliable,
    ]  # fmt: skip


STORE = ("store_code", "area_code")
STORES = (
    *STORE, *MEAN, *PLACE, "swing_bp", "visits_below_meets", "coverage_bp", *OUTCOMES,
    "critical_failed", "critical_low_bp", "critical_high_bp", "stars", "indifferent", *HEAD,
)  # fmt: skip


def store_cells(
    digits: Digits,
    scene: Scene,
    row: Row,
    figures: ScopeFigures,
    group: Group[Any],
    peers: Peers,
    flags: Flags,
    ends: Callable[[int, int], tuple[int | None, int | None]],
) -> Cells:
    """One store under one key; `ends` are those of the share of critical failures."""
    place = group.places.get(row["store_id"])
    swing = None if place is None else digits.bp(typical_swing_of(place.interval, figures.sums))
    low, high = ends(figures.critical_failed, figures.interactions)
    return [
        row["store_code"], row["area_code"], *mean_cells(digits, figures, scene.prior, flags),
        *place_cells(digits, figures, group, place, peers), swing, figures.below_meets, coverage_bp_of(figures),
        *outcome_cells(figures), figures.critical_failed, low, high, figures.stars, figures.indifferent,
        *head_cells(scene),
    ]  # fmt: skip


SCOPES = ("store_code", "{scope}", *MEAN, *PLACE, *OUTCOMES, *HEAD)


async def store_groups(scene: Scene, peers: Peers) -> tuple[PeerStores, dict[str, Group[Any]]]:
    """The stores of the scene in their groups, with ranks."""
    shown = {row["store_id"]: scene.figures_of_store(row["store_id"]) for row in scene.stores}
    stores = await peer_stores_of(scene, peers)
    units = stores.units_of(shown, (await sums_everywhere(scene, peers, "store")).get("", {}))
    return stores, {key: group_of(one.sums, scene.prior, ranked=True) for key, one in units.items()}


def scope_cells(
    digits: Digits,
    scene: Scene,
    scope: str,
    by_store: dict[Any, ScopeFigures],
    everywhere: dict[Any, ScopeFigures],
    stores: PeerStores,
    prior: Prior,
    flags: Mapping[UUID, Flags],
) -> Iterable[Cells]:
    """One business area or criterion in each store that has a score there, among the stores' peers."""
    shown = {row["store_id"]: by_store.get(row["store_id"], NOTHING) for row in scene.stores}
    units = stores.units_of(shown, everywhere)
    groups = {key: group_of(one.sums, prior, ranked=True) for key, one in units.items()}
    for row in scene.stores:
        figures = shown[row["store_id"]]
        if figures.m:
            group = groups[stores.key_of(row["store_id"])]
            yield [
                row["store_code"], scope, *mean_cells(digits, figures, prior, flags.get(row["store_id"], ())),
                *place_cells(digits, figures, group, group.places.get(row["store_id"]), stores.peers),
                *outcome_cells(figures), *head_cells(scene),
            ]  # fmt: skip


def mean_of_means_cells(digits: Digits, figures: Sequence[ScopeFigures], prior: Prior, also: Flags) -> Cells:
    """Several stores, each counting 1, as the overall figure of a screen: the rows' rounded means, or exact ones."""
    scored = [one for one in figures if one.w_sum]
    visits = sum(one.m for one in scored)
    intervals = [one for each in scored if isinstance(one := interval_of(each.sums, prior), Interval)]
    answer = prior if isinstance(prior, NoInterval) else interval_of_mean_of_means(intervals)
    low = high = mean = None
    if scored:
        means = [digits.mean(one) or 0 for one in scored]
        mean = math.fsum(means) / len(means) if digits.is_exact else rdiv(int(sum(means)), len(means))
    if isinstance(answer, Interval):
        low, high = digits.ends(answer)
    flags = " ".join([*also, *([] if isinstance(answer, Interval) else [answer.value])])
    return [
        len(scored), visits, sum(one.interactions for one in scored), display_of(visits).value, flags, mean, low, high,
    ]  # fmt: skip


def person_cells(digits: Digits, person: Person, also: Flags) -> Cells:
    """One person in one store. Without enough evidence, or where it would tell another's: a reason, and no figure."""
    found = person.evidence
    counts = [person.staff_code, found.interactions, found.visits, found.evaluators, found.days]
    if person.reason is not None:
        return [*counts, Display.HIDDEN.value, person.reason.value, NOT_SUFFICIENT_ALONE, None, None, None]
    _, _, display, flags, mean, low, high = mean_cells(digits, person.figures, person.prior, also)
    return [*counts, display, None, f"{flags} {NOT_SUFFICIENT_ALONE}".strip(), mean, low, high]


def evaluator_cells(digits: Digits, found: FoundSeverity) -> Iterable[Cells]:
    """By code; no figure of an effect where evaluators do not measurably differ."""
    for one in found.evaluators:
        effect, mean = one.effect, Fraction(one.score_sum, one.visits)
        yield [
            one.evaluator_code, one.visits, one.stores, one.areas,
            float(mean) if digits.is_exact else rdiv(one.score_sum, one.visits),
            None if effect is None else digits.bp(effect.effect), None if effect is None else digits.bp(effect.low),
            None if effect is None else digits.bp(effect.high), digits.bp(one.adjusted_mean),
            None if found.refusal is None else found.refusal.value,
            None if found.fit is None else round(found.fit.p_value, 6),
            None if found.fit is None or found.fit.confounding is None else round(found.fit.confounding, 4),
        ]  # fmt: skip
