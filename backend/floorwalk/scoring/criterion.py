"""The score and the outcome of one answer, per kind of criterion.

What the answers add up to is score.py.
"""

from typing import NamedTuple, assert_never

from floorwalk.scoring.errors import AnswerOfWrongKind, AnswerOutOfRange, RatingOutsideRubric
from floorwalk.scoring.model import (
    FULL_BP,
    GAVE_UP,
    LARGEST_MEASURE,
    Answer,
    ChoiceScale,
    ExpectationScale,
    MeasuredScale,
    Outcome,
    RatingScale,
    Scale,
    Unscored,
    YesNoScale,
)
from floorwalk.scoring.rounding import rdiv


class ScoredAnswer(NamedTuple):
    score_bp: int | None
    outcome: Outcome | None


NOTHING = ScoredAnswer(None, None)
KEPT = ScoredAnswer(FULL_BP, "met")
NOT_KEPT = ScoredAnswer(0, "below")
NEVER_SERVED = ScoredAnswer(0, "below")


def scored_answer(scale: Scale, meets_bp: int, answer: Answer, path: str) -> ScoredAnswer:
    """What an answer in the state `scored` is worth; a text or photo is worth nothing and takes nothing.

    Raises AnswerOfWrongKind (a truth value is no integer, a float is no answer at all),
    AnswerOutOfRange and RatingOutsideRubric, each with `path`. Pinned by schemas/vectors/scoring.
    """
    match scale:
        case RatingScale():
            return _rating(scale, answer, path)
        case YesNoScale():
            if type(answer) is not bool:
                raise AnswerOfWrongKind(path)
            return KEPT if answer != scale.invert else NOT_KEPT
        case ExpectationScale():
            return _expectation(meets_bp, answer, path)
        case ChoiceScale():
            if type(answer) is not str:
                raise AnswerOfWrongKind(path)
            option = scale.by_key.get(answer)
            if option is None:
                raise RatingOutsideRubric(path)
            return ScoredAnswer(option.score_bp, option.outcome)
        case MeasuredScale():
            return _measured(scale, meets_bp, answer, path)
        case Unscored():
            if type(answer) is not str:
                raise AnswerOfWrongKind(path)
            return NOTHING
        case _:
            assert_never(scale)


def _rating(scale: RatingScale, answer: Answer, path: str) -> ScoredAnswer:
    if type(answer) is not int:
        raise AnswerOfWrongKind(path)
    if not 1 <= answer <= 5:
        raise AnswerOutOfRange(path)
    return ScoredAnswer(scale.table_bp[answer - 1], _against(scale.expected_rating, answer))


def _against(expected_rating: int | None, answer: int) -> Outcome | None:
    if expected_rating is None:
        return None
    if answer == expected_rating:
        return "met"
    return "exceeded" if answer > expected_rating else "below"


def _expectation(meets_bp: int, answer: Answer, path: str) -> ScoredAnswer:
    if type(answer) is not str:
        raise AnswerOfWrongKind(path)
    match answer:
        case "below":
            return ScoredAnswer(0, "below")
        case "met":
            return ScoredAnswer(meets_bp, "met")
        case "exceeded":
            return ScoredAnswer(FULL_BP, "exceeded")
        case _:
            raise AnswerOutOfRange(path)


def _measured(scale: MeasuredScale, meets_bp: int, answer: Answer, path: str) -> ScoredAnswer:
    if type(answer) is str and answer == GAVE_UP:
        return NEVER_SERVED
    if type(answer) is not int:
        raise AnswerOfWrongKind(path)
    if not 0 <= answer <= LARGEST_MEASURE:
        raise AnswerOutOfRange(path)
    if scale.better == "lower":
        return _lower_is_better(answer, scale.stretch, scale.target, scale.floor, meets_bp)
    return _lower_is_better(-answer, -scale.stretch, -scale.target, -scale.floor, meets_bp)


def _lower_is_better(value: int, stretch: int, target: int, floor: int, meets_bp: int) -> ScoredAnswer:
    """Tested in this order, so that equal thresholds divide by nothing.

    Stretch = target: the second line is never reached. Target = floor: neither is the third, and one
    unit past the target is worth 0. All three equal: kept in full and exceeded, or not at all.
    """
    if value <= stretch:
        return ScoredAnswer(FULL_BP, "exceeded")
    if value <= target:
        return ScoredAnswer(meets_bp + rdiv((FULL_BP - meets_bp) * (target - value), target - stretch), "met")
    if value < floor:
        return ScoredAnswer(rdiv(meets_bp * (floor - value), floor - target), "below")
    return ScoredAnswer(0, "below")
