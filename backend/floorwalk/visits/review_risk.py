"""Which visits a reviewer should look at first, and why: every reason by name, with what it weighs.

Pure. A reason is a hint for a person and no judgement: nothing follows from it but the order of the queue, and it is
shown to nobody but reviewers. How far the phone was from the store is no reason here: no visit carries a position.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from floorwalk.scoring.model import Criterion, MeasuredScale, Unscored
from floorwalk.visits.packing import STATE_NUMBER

# Reading a criterion of eight words takes two seconds, and the answer has to be found and tapped; an evaluator who
# knows the form by heart needs no reading. Below this, nobody can have thought about each answer.
QUICKEST_MS_PER_RATING = 1_500
FEWEST_TIMED = 5  # ratings; a pace of fewer is the pace of a lucky thumb
# Six answers that happen to be alike are common on a short floor form where everything is as it should be.
FEWEST_ALIKE = 8  # ratings on scales that a person answers
FIRST_VISITS = 5  # after so many, agreement with other evaluators can be told (scoring rules: display from 5 visits)
SHORTEST_TEXT = 30  # characters; "Nothing to add." is not copied, it is what people say
LOOK_BACK_DAYS = 180  # for copies: two quarters of an evaluator's visits


class RiskKind(StrEnum):
    CRITICAL_FAILED = "critical_failed"
    COPIED_PHOTO = "copied_photo"
    COPIED_TEXT = "copied_text"
    QUICK = "quick"
    ALIKE = "alike"
    FIRST_VISITS = "first_visits"


# A critical failure has consequences for a store, so it comes before everything that only throws doubt on a visit; of
# doubts, a copy is nearly proof, haste is likely, alike answers are often innocent. A new evaluator alone comes last,
# and lifts what is doubtful besides.
WEIGHT: dict[RiskKind, int] = {
    RiskKind.CRITICAL_FAILED: 50,
    RiskKind.COPIED_PHOTO: 40,
    RiskKind.COPIED_TEXT: 30,
    RiskKind.QUICK: 20,
    RiskKind.ALIKE: 10,
    RiskKind.FIRST_VISITS: 5,
}


class Copy(NamedTuple):
    """Another visit of the same evaluator that holds the same words or the same photo."""

    visit_id: UUID
    visited_on: date


class Reason(NamedTuple):
    """Only the fields that belong to the kind are set."""

    kind: RiskKind
    ms_per_rating: int | None = None
    rating_count: int | None = None
    copy_of: Copy | None = None
    earlier_visits: int | None = None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One evaluation as far as risk reads it; arrays in the criterion order of its version."""

    criteria: Sequence[Criterion]
    rating_states: Sequence[int]
    answers: Sequence[int | None]
    rated_after_ms: Sequence[int | None]
    critical_failed: bool


def reasons_of(
    forms: Sequence[FilledForm], copied_text: Copy | None, copied_photo: Copy | None, earlier_visits: int
) -> list[Reason]:
    """The heaviest first; empty for a visit that nothing speaks against."""
    found: list[Reason] = []
    if any(form.critical_failed for form in forms):
        found.append(Reason(RiskKind.CRITICAL_FAILED))
    if copied_photo is not None:
        found.append(Reason(RiskKind.COPIED_PHOTO, copy_of=copied_photo))
    if copied_text is not None:
        found.append(Reason(RiskKind.COPIED_TEXT, copy_of=copied_text))
    paces = [pace for form in forms if (pace := pace_of(form.rated_after_ms)) is not None]
    if paces and min(paces) < QUICKEST_MS_PER_RATING:
        found.append(Reason(RiskKind.QUICK, ms_per_rating=min(paces)))
    alike = max((alike_count(form) for form in forms), default=0)
    if alike >= FEWEST_ALIKE:
        found.append(Reason(RiskKind.ALIKE, rating_count=alike))
    if earlier_visits < FIRST_VISITS:
        found.append(Reason(RiskKind.FIRST_VISITS, earlier_visits=earlier_visits))
    return found


def risk_of(reasons: Sequence[Reason]) -> int:
    """What the queue is sorted by; 0 to 155."""
    return sum(WEIGHT[reason.kind] for reason in reasons)


def pace_of(rated_after_ms: Sequence[int | None]) -> int | None:
    """Mean time from one rating to the next in ms, from the first to the last; None for too few with a time.

    By the form alone: how long the attendance took says nothing about how the form was filled in.
    """
    times = sorted(at for at in rated_after_ms if at is not None)
    return (times[-1] - times[0]) // (len(times) - 1) if len(times) >= FEWEST_TIMED else None


def alike_count(form: FilledForm) -> int:
    """How many ratings say the same within each kind of scale; 0 as soon as two of a kind differ.

    Waits are measured and texts are written: neither is a row that somebody taps down.
    """
    said: dict[type, set[tuple[int, int | None]]] = {}
    count = 0
    for criterion, state, answer in zip(form.criteria, form.rating_states, form.answers, strict=True):
        if isinstance(criterion.scale, MeasuredScale | Unscored) or state == 0:
            continue
        said.setdefault(type(criterion.scale), set()).add((state, answer if state == STATE_NUMBER["scored"] else None))
        count += 1
    return count if all(len(answers) == 1 for answers in said.values()) else 0


def in_order(risks: Mapping[UUID, int], received: Mapping[UUID, float]) -> list[UUID]:
    """Visits by risk, the riskiest first; of equal risk, whoever has waited longest."""
    return sorted(risks, key=lambda visit_id: (-risks[visit_id], received[visit_id], visit_id))
