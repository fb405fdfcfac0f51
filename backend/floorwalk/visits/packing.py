"""Ratings in and out of the packed form: one place per criterion of the version, in its order.

Pure. Packing loses nothing that the evaluator said; unpacking gives ratings that score the same.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.model import (
    GAVE_UP,
    ChoiceScale,
    Criterion,
    ExpectationScale,
    Outcome,
    Rating,
    State,
    Unscored,
    YesNoScale,
)
from floorwalk.scoring.score import InteractionScore
from floorwalk.visits.model import PackedRatings
from floorwalk.visits.wire import Rating as RatingSent

Basis = Literal["seen", "heard", "measured", "inferred"]
STATE_NUMBER: dict[str, int] = {"scored": 1, "not_applicable": 2, "not_observed": 3, "cannot_remember": 4}
STATE_NAMED: dict[int, State] = {1: "scored", 2: "not_applicable", 3: "not_observed", 4: "cannot_remember"}
OUTCOME_NUMBER: dict[str | None, int | None] = {"below": -1, "met": 0, "exceeded": 1, None: None}
OUTCOME_NAMED: dict[int | None, Outcome | None] = {-1: "below", 0: "met", 1: "exceeded", None: None}
BASIS_NUMBER: dict[str | None, int | None] = {"seen": 1, "heard": 2, "measured": 3, "inferred": 4, None: None}
BASIS_NAMED: dict[int | None, Basis | None] = {1: "seen", 2: "heard", 3: "measured", 4: "inferred", None: None}
GAVE_UP_NUMBER = -1  # no measured value is below 0
LONGEST_RATED_AFTER_MS = 2**31 - 1  # 24 days: nobody rates one interaction for longer


def packed(
    version: CompiledVersion, ratings: Sequence[RatingSent], score: InteractionScore, started_elapsed_ms: int
) -> PackedRatings:
    """The ratings that `score` was made of. A rating's time counts from the start of its interaction."""
    size = len(version.criteria)
    states = [0] * size
    answers: list[int | None] = [None] * size
    scores: list[int | None] = [None] * size
    outcomes: list[int | None] = [None] * size
    bases: list[int | None] = [None] * size
    after: list[int | None] = [None] * size
    comments: dict[str, str] = {}
    text_answers: dict[str, str] = {}
    edited_keys: list[str] = []
    place_of = version.place_of
    for rating in ratings:
        key = rating.criterion_key
        place = place_of[key]
        states[place] = STATE_NUMBER[rating.state]
        if rating.answer is not None:
            criterion = version.criteria[place]
            if isinstance(criterion.scale, Unscored):
                text_answers[key] = str(rating.answer)
            else:
                answers[place] = answer_number(version, criterion, rating.answer)
        if rating.basis is not None:
            bases[place] = BASIS_NUMBER[rating.basis]
        if rating.comment:
            comments[key] = rating.comment
        if rating.edited:
            edited_keys.append(key)
        if rating.at is not None:
            elapsed_ms = rating.at.elapsed_ms - started_elapsed_ms
            if 0 <= elapsed_ms <= LONGEST_RATED_AFTER_MS:  # outside, the phone was restarted in between
                after[place] = elapsed_ms
    for key, score_bp, outcome in score.ratings:
        place = place_of[key]
        scores[place] = score_bp
        outcomes[place] = OUTCOME_NUMBER[outcome]
    return PackedRatings(states, answers, scores, outcomes, bases, after, comments, text_answers, edited_keys)


def answer_number(version: CompiledVersion, criterion: Criterion, answer: bool | int | str) -> int:
    """An answer that scoring has taken, as its place in the row keeps it."""
    if isinstance(answer, str):
        if isinstance(criterion.scale, ChoiceScale):
            return version.option_place_of[criterion.criterion_key][answer]
        if answer == GAVE_UP:
            return GAVE_UP_NUMBER
        number = OUTCOME_NUMBER[answer]
        assert number is not None  # noqa: S101  # scoring has refused any other word
        return number
    return int(answer)


def unpacked(
    version: CompiledVersion, states: Sequence[int], answers: Sequence[int | None], text_answers: Mapping[str, str]
) -> list[Rating]:
    """The ratings as they were given, in the order of the rubric; unanswered criteria are left out."""
    return [
        Rating(criterion.criterion_key, STATE_NAMED[state], _answer(criterion, answer, text_answers))
        for criterion, state, answer in zip(version.criteria, states, answers, strict=True)
        if state
    ]


def _answer(criterion: Criterion, number: int | None, text_answers: Mapping[str, str]) -> bool | int | str | None:
    if isinstance(criterion.scale, Unscored):
        return text_answers.get(criterion.criterion_key)
    if number is None:
        return None
    match criterion.scale:
        case YesNoScale():
            return bool(number)
        case ExpectationScale():
            return OUTCOME_NAMED[number]
        case ChoiceScale(options=options):
            return options[number].option_key
        case _:
            return GAVE_UP if number == GAVE_UP_NUMBER else number
