"""The states of an evaluation, what moves it from one to the next, and who may cause that.

Pure, and the whole truth: nothing else decides a state. `draft` exists on the phone only; disputes come after
publication and keep their own record: what a decider changes is a correction of what is published.
"""

from enum import StrEnum
from typing import NamedTuple

from floorwalk.kernel.errors import Problem


class State(StrEnum):
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    VOID = "void"


class Act(StrEnum):
    TAKE_UP = "take_up"  # a reviewer begins to read
    PUT_BACK = "put_back"  # and leaves it to another
    RETURN = "return"  # back to the evaluator, with questions
    SUBMIT = "submit"  # a new revision by the evaluator: other ratings, or words to the questions
    CORRECT = "correct"  # a layer over what the evaluator said, with a reason
    PUBLISH = "publish"
    VOID = "void"


class By(StrEnum):
    """Who causes a move. That a reviewer is never the visit's evaluator is seen to by reviews.py beforehand."""

    EVALUATOR = "evaluator"
    REVIEWER = "reviewer"
    PROGRAMME = "programme"  # its rule to publish at once
    DECIDER = "decider"  # of a dispute


class Move(NamedTuple):
    to: State
    by: frozenset[By]


def _move(to: State, *by: By) -> Move:
    return Move(to, frozenset(by))


_S, _A, _B = State, Act, By
MOVES: dict[tuple[State, Act], Move] = {
    (_S.SUBMITTED, _A.TAKE_UP): _move(_S.IN_REVIEW, _B.REVIEWER),
    (_S.SUBMITTED, _A.SUBMIT): _move(_S.SUBMITTED, _B.EVALUATOR),
    (_S.SUBMITTED, _A.PUBLISH): _move(_S.PUBLISHED, _B.REVIEWER, _B.PROGRAMME),
    (_S.SUBMITTED, _A.VOID): _move(_S.VOID, _B.REVIEWER),
    (_S.IN_REVIEW, _A.TAKE_UP): _move(_S.IN_REVIEW, _B.REVIEWER),  # from a reviewer who has left it lying
    (_S.IN_REVIEW, _A.PUT_BACK): _move(_S.SUBMITTED, _B.REVIEWER),
    (_S.IN_REVIEW, _A.RETURN): _move(_S.RETURNED, _B.REVIEWER),
    (_S.IN_REVIEW, _A.SUBMIT): _move(_S.SUBMITTED, _B.EVALUATOR),
    (_S.IN_REVIEW, _A.CORRECT): _move(_S.IN_REVIEW, _B.REVIEWER),
    (_S.IN_REVIEW, _A.PUBLISH): _move(_S.PUBLISHED, _B.REVIEWER),
    (_S.IN_REVIEW, _A.VOID): _move(_S.VOID, _B.REVIEWER),
    (_S.RETURNED, _A.TAKE_UP): _move(_S.IN_REVIEW, _B.REVIEWER),  # only when the clock has run out (return_clock.py)
    (_S.RETURNED, _A.SUBMIT): _move(_S.SUBMITTED, _B.EVALUATOR),
    (_S.RETURNED, _A.VOID): _move(_S.VOID, _B.REVIEWER),
    (_S.PUBLISHED, _A.CORRECT): _move(_S.PUBLISHED, _B.REVIEWER, _B.DECIDER),
    (_S.PUBLISHED, _A.VOID): _move(_S.VOID, _B.REVIEWER, _B.DECIDER),
}
COUNTED = frozenset({State.PUBLISHED})  # the states whose figures are in the sums
WAITING = frozenset({State.SUBMITTED, State.IN_REVIEW, State.RETURNED})  # not published yet, and may still be


class MoveRefused(Problem):
    """The state does not allow the act, or not to this actor."""

    code = "visits.move_refused"
    kind = "conflict"
    sentence = "The evaluation's state does not allow that."


def first_state(publication: str) -> State:
    """The state in which an evaluation arrives, by the programme's `publication`: at_once or after_review."""
    return after(State.SUBMITTED, Act.PUBLISH, By.PROGRAMME) if publication == "at_once" else State.SUBMITTED


def allows(state: State, act: Act, by: By) -> bool:
    move = MOVES.get((state, act))
    return move is not None and by in move.by


def after(state: State, act: Act, by: By) -> State:
    """Raises MoveRefused."""
    if not allows(state, act, by):
        raise MoveRefused
    return MOVES[state, act].to
