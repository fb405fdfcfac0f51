"""What one interaction is worth: its score, its outcomes, what failed and what was left open.

Pure. What a single answer is worth is criterion.py; a visit of several interactions is visit.py; the
sums that are stored are sums.py. Every figure here can be reproduced with a pocket calculator from
the figures one level below, because each level's rounded integer is the input of the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from floorwalk.scoring.criterion import NOTHING, ScoredAnswer, scored_answer
from floorwalk.scoring.errors import (
    AnswerMissing,
    AnswerUnexpected,
    CriterionRatedTwice,
    RatingOutsideRubric,
    UnknownWord,
)
from floorwalk.scoring.indifference import shows_by_markers
from floorwalk.scoring.model import FULL_BP, CriticalEffect, Outcome, Rated, ScoringRubric, is_blank
from floorwalk.scoring.rounding import rdiv


class RatingScore(NamedTuple):
    """One given rating's worth; both None for a rating that is not scored, and for text and photo."""

    criterion_key: str
    score_bp: int | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class InteractionScore:
    """The result for one interaction. Scores in basis points; None is no score, which is never 0.

    `ratings` holds the given ratings in the order of the rubric, whatever order they came in.
    `sections` and `business_areas` name every one that the rubric has.
    `exceeded`, `met`, `below` count ratings with an outcome, also those of weight 0; `gap_bp` is the
    expectation index, -10 000 to 10 000, None without an outcome.
    `weight_applicable` leaves out only what is `not_applicable`: what was not observed, not
    remembered or not answered could have been scored, so it lowers the coverage.
    """

    ratings: tuple[RatingScore, ...]
    sections: dict[str, int | None]
    business_areas: dict[str, int | None]
    raw_bp: int | None
    critical_failures: tuple[str, ...]
    final_bp: int | None
    exceeded: int
    met: int
    below: int
    gap_bp: int | None
    weight_scored: int
    weight_applicable: int
    coverage_bp: int | None
    not_applicable_keys: tuple[str, ...]
    not_observed: int
    cannot_remember: int
    unanswered_required: tuple[str, ...]
    indifferent_by_markers: bool

    @property
    def critical_failed(self) -> bool:
        return bool(self.critical_failures)

    @property
    def not_applicable(self) -> int:
        return len(self.not_applicable_keys)


def score_of(rubric: ScoringRubric, ratings: Iterable[Rated]) -> InteractionScore:
    """Points earned over points reachable, weighted, and everything that is counted beside it.

    A required criterion without a rating is listed and not refused: a phone shows the provisional
    score while the form is half filled in; submitting is what must refuse.
    Raises RatingOutsideRubric, CriterionRatedTwice, UnknownWord (state) or a refusal of the answer.
    """
    given = _given(rubric, ratings)
    scores: list[RatingScore] = []
    failures: list[str] = []
    unanswered: list[str] = []
    exempt: list[str] = []
    outcomes = {"exceeded": 0, "met": 0, "below": 0}
    states = {"not_observed": 0, "cannot_remember": 0}
    markers_below = 0
    weight_applicable = 0
    sections: dict[str, int | None] = {}
    section_points: list[tuple[int, int, int]] = []
    area_points = {area: [0, 0] for area in rubric.weight_of_business_area}

    for section in rubric.sections:
        earned = weight = 0
        for criterion in section.criteria:
            key = criterion.criterion_key
            rated = given.get(key)
            if rated is None:
                weight_applicable += criterion.weight
                if criterion.required:
                    unanswered.append(key)
                continue
            state, (score_bp, outcome) = rated
            scores.append(RatingScore(key, score_bp, outcome))
            if state == "not_applicable":
                exempt.append(key)
                continue
            weight_applicable += criterion.weight
            if state in states:
                states[state] += 1
            elif state == "blank" and criterion.required:
                unanswered.append(key)
            if score_bp is None:
                continue
            points = criterion.weight * score_bp
            earned += points
            weight += criterion.weight
            area = area_points[criterion.business_area]
            area[0] += points
            area[1] += criterion.weight
            if criterion.critical and score_bp < criterion.critical_below_bp:
                failures.append(key)
            if outcome is not None:
                outcomes[outcome] += 1
                markers_below += criterion.indifference_marker and outcome == "below"
        sections[section.section_key] = rdiv(earned, weight) if weight else None
        section_points.append((section.weight, earned, weight))

    raw_bp = _within_sections(section_points) if rubric.aggregation == "within_section" else _over_all(section_points)
    weight_scored = sum(weight for _, _, weight in section_points)
    return InteractionScore(
        ratings=tuple(scores),
        sections=sections,
        business_areas={area: rdiv(e, w) if w else None for area, (e, w) in area_points.items()},
        raw_bp=raw_bp,
        critical_failures=tuple(failures),
        final_bp=final_of(raw_bp, rubric.critical_effect, failed=bool(failures)),
        exceeded=outcomes["exceeded"],
        met=outcomes["met"],
        below=outcomes["below"],
        gap_bp=gap_of(outcomes["exceeded"], outcomes["met"], outcomes["below"]),
        weight_scored=weight_scored,
        weight_applicable=weight_applicable,
        coverage_bp=coverage_of(weight_scored, weight_applicable),
        not_applicable_keys=tuple(exempt),
        not_observed=states["not_observed"],
        cannot_remember=states["cannot_remember"],
        unanswered_required=tuple(unanswered),
        indifferent_by_markers=shows_by_markers(markers_below),
    )


def final_of(raw_bp: int | None, critical_effect: CriticalEffect, *, failed: bool) -> int | None:
    """The score after the declared effect of a critical failure; a cap never lifts a lower score.

    No raw score stays no score, even under `zero`: that happens when the failed criterion weighs 0
    and nothing else was scored, and the failure is then told by `critical_failed` alone.
    """
    if raw_bp is None or not failed:
        return raw_bp
    match critical_effect.effect:
        case "flag":
            return raw_bp
        case "cap":
            return raw_bp if critical_effect.cap_bp is None else min(raw_bp, critical_effect.cap_bp)
        case "zero":
            return 0
        case _:
            assert_never(critical_effect.effect)


def gap_of(exceeded: int, met: int, below: int) -> int | None:
    """The expectation index: exceeded share minus below share, -10 000 to 10 000; None without an outcome."""
    with_outcome = exceeded + met + below
    return rdiv(FULL_BP * (exceeded - below), with_outcome) if with_outcome else None


def coverage_of(weight_scored: int, weight_applicable: int) -> int | None:
    """The share of the applicable weight that was scored; None where nothing of weight applied."""
    return rdiv(FULL_BP * weight_scored, weight_applicable) if weight_applicable else None


def _given(rubric: ScoringRubric, ratings: Iterable[Rated]) -> dict[str, tuple[str, ScoredAnswer]]:
    """Each rated criterion with its state and worth. A text of white space only has the state `blank`:
    it stores what was typed, and it leaves a required remark unanswered."""
    given: dict[str, tuple[str, ScoredAnswer]] = {}
    for position, rating in enumerate(ratings):
        key = rating.criterion_key
        criterion = rubric.criterion_of.get(key)
        if criterion is None:
            raise RatingOutsideRubric(f"ratings[{position}].criterion_key")
        if key in given:
            raise CriterionRatedTwice(f"ratings[{position}].criterion_key")
        answer = rating.answer
        match rating.state:
            case "scored":
                path = f"ratings[{position}].answer"
                if answer is None:
                    raise AnswerMissing(path)
                worth = scored_answer(criterion.scale, rubric.meets_bp, answer, path)
                blank = worth is NOTHING and isinstance(answer, str) and is_blank(answer)
                given[key] = ("blank" if blank else "scored", worth)
            case "not_applicable" | "not_observed" | "cannot_remember":
                if answer is not None:
                    raise AnswerUnexpected(f"ratings[{position}].answer")
                given[key] = (rating.state, NOTHING)
            case _:
                raise UnknownWord(f"ratings[{position}].state")
    return given


def _over_all(section_points: list[tuple[int, int, int]]) -> int | None:
    earned = sum(points for _, points, _ in section_points)
    weight = sum(weight for _, _, weight in section_points)
    return rdiv(earned, weight) if weight else None


def _within_sections(section_points: list[tuple[int, int, int]]) -> int | None:
    """Section weights stay fixed while a section has any scored weight; a section without leaves both sums.

    The quotient keeps 1/10 000 bp, so that rounding a section does not move the interaction.
    """
    scored = [(section, rdiv(FULL_BP * points, weight)) for section, points, weight in section_points if weight]
    weights = sum(section for section, _ in scored)
    return rdiv(sum(section * q for section, q in scored), FULL_BP * weights) if weights else None
