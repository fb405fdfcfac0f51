"""What an evaluation says once some of its ratings are corrected: ratings, scores and what changed.

Pure. Scoring is the same as for what a phone sends; writing it down, and over what, is corrections.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from floorwalk.kernel.errors import Fault
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.errors import CriterionRatedTwice, ScoringProblem
from floorwalk.scoring.model import Answer, Outcome, Rated, Rating, State, Unscored
from floorwalk.scoring.score import InteractionScore, score_of
from floorwalk.visits.errors import CorrectionRefused, NothingCorrected, StarredAndCritical
from floorwalk.visits.interactions import meaning_of, rating_faults
from floorwalk.visits.packing import OUTCOME_NAMED, OUTCOME_NUMBER, STATE_NUMBER, answer_number, unpacked

# What corrections may change in an evaluation's row; before the first one it is kept aside as the original.
CORRECTABLE = (
    "rating_states", "answers", "scores_bp", "outcomes", "staff_kind", "staff_member_id", "indifferent_by_markers",
    "raw_bp", "critical_failed", "final_bp", "exceeded", "met", "below", "weight_scored", "weight_applicable",
)  # fmt: skip


class Corrected(NamedTuple):
    """A rating as it should be: `answer` as a phone would give it, only with the state `scored`."""

    state: State
    answer: Answer = None


class RatingValue(NamedTuple):
    """A rating as the correction's record keeps it. `unanswered`: the evaluator left it out."""

    state: str
    answer: Answer
    score_bp: int | None
    outcome: Outcome | None


class RatingChange(NamedTuple):
    criterion_key: str
    before: RatingValue
    after: RatingValue


@dataclass(frozen=True, slots=True)
class CorrectedEvaluation:
    """The columns of CORRECTABLE that ratings decide, packed, and every rating that changed."""

    rating_states: list[int]
    answers: list[int | None]
    scores_bp: list[int | None]
    outcomes: list[int | None]
    score: InteractionScore
    changes: list[RatingChange]


def by_criterion(ratings: Sequence[Rated]) -> dict[str, Corrected]:
    """Raises CorrectionRefused where two name one criterion: nobody knows which was meant."""
    corrected: dict[str, Corrected] = {}
    for place, one in enumerate(ratings):
        if one.criterion_key in corrected:
            twice = CriterionRatedTwice(f"ratings[{place}].criterion_key")
            raise CorrectionRefused([Fault(twice.path, twice.code, meaning_of(twice))])
        corrected[one.criterion_key] = Corrected(cast(State, one.state), one.answer)
    return corrected


def corrected_evaluation(
    row: Mapping[str, Any], version: CompiledVersion, corrected: Mapping[str, Corrected]
) -> CorrectedEvaluation:
    """`row` as it counts now, with earlier corrections in it; a rating that is so already is no change.

    Raises CorrectionRefused with every fault at its place, NothingCorrected, and StarredAndCritical: a star is
    refused beside a critical failure, whoever finds the failure.
    """
    _check_criteria(version, corrected)
    given = {
        rating.criterion_key: rating
        for rating in unpacked(version, row["rating_states"], row["answers"], row["text_answers"])
    }
    ratings = [
        Rating(key, corrected[key].state, corrected[key].answer) if key in corrected else given[key]
        for key in version.place_of
        if key in corrected or key in given
    ]
    score = _scored(version, ratings, list(corrected))
    states, answers = list(row["rating_states"]), list(row["answers"])
    for key, (state, answer) in corrected.items():
        place = version.place_of[key]
        states[place] = STATE_NUMBER[state]
        answers[place] = None if answer is None else answer_number(version, version.criteria[place], answer)
    scores: list[int | None] = [None] * len(states)
    outcomes: list[int | None] = [None] * len(states)
    for key, score_bp, outcome in score.ratings:
        scores[version.place_of[key]] = score_bp
        outcomes[version.place_of[key]] = OUTCOME_NUMBER[outcome]
    changes = [
        RatingChange(
            key,
            _value(given.get(key), _worth(version, key, row["scores_bp"], row["outcomes"])),
            RatingValue(state, answer, *_worth(version, key, scores, outcomes)),
        )
        for key, (state, answer) in corrected.items()
    ]
    changes = [one for one in changes if one.before != one.after]
    if not changes:
        raise NothingCorrected
    if score.critical_failed and row["stars"]:
        raise StarredAndCritical
    return CorrectedEvaluation(states, answers, scores, outcomes, score, changes)


def original_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What corrections may change, as the evaluator said it; what is JSON stays JSON, an id becomes text."""
    return {
        name: str(row[name]) if name == "staff_member_id" and row[name] is not None else row[name]
        for name in CORRECTABLE
    }


def _check_criteria(version: CompiledVersion, corrected: Mapping[str, Corrected]) -> None:
    faults = []
    for place, key in enumerate(corrected):
        if key not in version.place_of:
            fault = ("scoring.rating_outside_rubric", "The version has no such criterion.")
        elif isinstance(version.criteria[version.place_of[key]].scale, Unscored):
            fault = ("visits.correction_of_words", "What somebody wrote or photographed is not corrected.")
        else:
            continue
        faults.append(Fault(f"ratings[{place}].criterion_key", *fault))
    if faults:
        raise CorrectionRefused(faults)


def _scored(version: CompiledVersion, ratings: Sequence[Rating], corrected: Sequence[str]) -> InteractionScore:
    try:
        return score_of(version.rubric, ratings)
    except ScoringProblem:
        place_of = {key: place for place, key in enumerate(corrected)}
        own = [rating for rating in ratings if rating.criterion_key in place_of]
        own.sort(key=lambda rating: place_of[rating.criterion_key])
        raise CorrectionRefused(
            [Fault(one.path, one.code, meaning_of(one)) for one in rating_faults(version.rubric, own)]
        ) from None


def _value(rating: Rating | None, worth: tuple[int | None, Outcome | None]) -> RatingValue:
    return RatingValue("unanswered", None, *worth) if rating is None else RatingValue(*rating[1:], *worth)


def _worth(
    version: CompiledVersion, key: str, scores_bp: Sequence[int | None], outcomes: Sequence[int | None]
) -> tuple[int | None, Outcome | None]:
    place = version.place_of[key]
    return scores_bp[place], OUTCOME_NAMED[outcomes[place]]
