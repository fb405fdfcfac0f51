"""Whether two versions of a rubric score a thing alike, and how much of their weight they have in common.

Pure. A version stands for its comparability key: all versions of one key score alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from floorwalk.rubrics.service import CompiledVersion
from floorwalk.scoring.model import FULL_BP, Criterion, ScoringRubric
from floorwalk.scoring.rounding import rdiv

LEAST_IN_COMMON_BP = 7_000  # of the weight, on both sides (docs/decisions/0015)


class NoCommonScore(StrEnum):
    """Why no score on the common criteria is offered, in the order in which it is asked."""

    NO_OTHER_VERSION = "no_other_version"
    SAME_KEY = "same_key"
    OTHER_RUBRIC = "other_rubric"  # a criterion of the same key asks something else there
    OTHER_ANCHOR = "other_anchor"  # a standard that was met is worth other points
    TOO_LITTLE_IN_COMMON = "too_little_in_common"


@dataclass(frozen=True, slots=True)
class InCommon:
    """The criteria of some weight that both have alike, in the order of the one, and the share of its weight that they
    are on each side in bp."""

    criterion_keys: tuple[str, ...]
    own_share_bp: int
    other_share_bp: int

    @property
    def is_enough(self) -> bool:
        return min(self.own_share_bp, self.other_share_bp) >= LEAST_IN_COMMON_BP


def is_criterion_alike(one: CompiledVersion, other: CompiledVersion, criterion_key: str) -> bool:
    """Whether both score the criterion alike; its weight and place are no part of that."""
    return one.rubric.meets_bp == other.rubric.meets_bp and _scored_as(
        one.rubric.criterion_of[criterion_key]
    ) == _scored_as(other.rubric.criterion_of[criterion_key])


def is_business_area_alike(one: CompiledVersion, other: CompiledVersion, business_area_key: str) -> bool:
    """Whether the business area is made of the same criteria, scored and weighted alike."""

    def made_of(version: CompiledVersion) -> tuple[Any, ...]:
        own = [one for one in _weighty(version.rubric) if one.business_area == business_area_key]
        return version.rubric.meets_bp, sorted((one.criterion_key, one.weight, repr(_scored_as(one))) for one in own)

    return made_of(one) == made_of(other)


def _scored_as(criterion: Criterion) -> tuple[Any, ...]:
    return criterion.scale, criterion.critical, criterion.critical_below_bp


def in_common(one: CompiledVersion, other: CompiledVersion, business_area_key: str | None = None) -> InCommon:
    """Of everything, or of one business area, in which a common criterion then stands on both sides."""
    mine, theirs = (part_of(version.rubric, business_area_key) for version in (one, other))
    there = {criterion.criterion_key for criterion in _weighty(theirs)}
    common = tuple(
        criterion.criterion_key
        for criterion in _weighty(mine)
        if criterion.criterion_key in there and is_criterion_alike(one, other, criterion.criterion_key)
    )
    return InCommon(common, _share_bp(mine, common), _share_bp(theirs, common))


def no_common_score(one: CompiledVersion, other: CompiledVersion, found: InCommon) -> NoCommonScore | None:
    """Why the two may not be compared on what they have in common; None if they may."""
    if one.comparability_key == other.comparability_key:
        return NoCommonScore.SAME_KEY
    if one.rubric_key != other.rubric_key:
        return NoCommonScore.OTHER_RUBRIC
    if one.rubric.meets_bp != other.rubric.meets_bp:
        return NoCommonScore.OTHER_ANCHOR
    return None if found.is_enough else NoCommonScore.TOO_LITTLE_IN_COMMON


def part_of(rubric: ScoringRubric, business_area_key: str | None) -> ScoringRubric:
    """The rubric as it scores one business area: over its own criteria, whatever section they stand in."""
    if business_area_key is None:
        return rubric
    keys = [one.criterion_key for one in rubric.criteria if one.business_area == business_area_key]
    return replace(limited_to(rubric, keys), aggregation="criteria")


def limited_to(rubric: ScoringRubric, criterion_keys: Iterable[str]) -> ScoringRubric:
    """The rubric with these criteria alone: its weights, its sections, its rule."""
    kept = set(criterion_keys)
    sections = (
        replace(section, criteria=tuple(one for one in section.criteria if one.criterion_key in kept))
        for section in rubric.sections
    )
    return replace(rubric, sections=tuple(section for section in sections if section.criteria))


def _weighty(rubric: ScoringRubric) -> list[Criterion]:
    return [criterion for criterion in rubric.criteria if criterion.weight]


def _share_bp(rubric: ScoringRubric, criterion_keys: Iterable[str]) -> int:
    """What the criteria weigh of all in an interaction in which everything is scored; 0 where nothing weighs."""
    kept = set(criterion_keys)
    whole = part = Fraction(0)
    for section in rubric.sections:
        total = sum(one.weight for one in section.criteria)
        held = sum(one.weight for one in section.criteria if one.criterion_key in kept)
        if rubric.aggregation == "criteria":
            whole, part = whole + total, part + held
        elif total:
            whole, part = whole + section.weight, part + Fraction(section.weight * held, total)
    share = FULL_BP * part / whole if whole else Fraction(0)
    return rdiv(share.numerator, share.denominator)
