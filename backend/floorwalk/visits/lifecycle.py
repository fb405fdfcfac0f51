"""The states of an evaluation, and what moves it from one to the next.

Pure, and the whole truth: nothing else decides a state. `draft` exists on the phone only; disputes come after
publication and keep their own record. Returning for correction is in the table for the reviewer's queue.
"""

from enum import StrEnum

from floorwalk.kernel.errors import Problem


class State(StrEnum):
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    VOID = "void"


class Act(StrEnum):
    TAKE_UP = "take_up"  # a reviewer begins to read
    RETURN = "return"  # back to the evaluator, with questions
    SUBMIT = "submit"  # a new revision by the evaluator
    PUBLISH = "publish"
    VOID = "void"


NEXT: dict[tuple[State, Act], State] = {
    (State.SUBMITTED, Act.TAKE_UP): State.IN_REVIEW,
    (State.SUBMITTED, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.PUBLISH): State.PUBLISHED,
    (State.SUBMITTED, Act.VOID): State.VOID,
    (State.IN_REVIEW, Act.RETURN): State.RETURNED,
    (State.IN_REVIEW, Act.SUBMIT): State.SUBMITTED,
    (State.IN_REVIEW, Act.PUBLISH): State.PUBLISHED,
    (State.IN_REVIEW, Act.VOID): State.VOID,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.VOID): State.VOID,
    (State.PUBLISHED, Act.VOID): State.VOID,
}
COUNTED = frozenset({State.PUBLISHED})  # the states whose figures are in the sums


class MoveRefused(Problem):
    """The state does not allow the act."""

    code = "visits.move_refused"
    kind = "conflict"
    sentence = "The evaluation's state does not allow that."


def first_state(publication: str) -> State:
    """The state in which an evaluation arrives, by the programme's `publication`: at_once or after_review."""
    return State.PUBLISHED if publication == "at_once" else State.SUBMITTED


def allows(state: State, act: Act) -> bool:
    return (state, act) in NEXT


def after(state: State, act: Act) -> State:
    """Raises MoveRefused."""
    if not allows(state, act):
        raise MoveRefused
    return NEXT[state, act]
