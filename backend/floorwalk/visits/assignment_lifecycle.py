"""The states of an assignment, and what moves it from one to the next.

Pure, and the whole truth: nothing else decides a state. An act that the table does not have leaves the state as it
is, and is no refusal: a visit that was made is taken, whatever became of its assignment meanwhile. `expired` is never
stored: it follows from the day (`state_on`), so that no worker has to be awake at midnight in every time zone.
"""

from datetime import date
from enum import StrEnum


class AssignmentState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    STARTED = "started"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    DECLINED = "declined"
    EXPIRED = "expired"
    COULD_NOT_COMPLETE = "could_not_complete"


class AssignmentAct(StrEnum):
    ACCEPT = "accept"  # the evaluator says yes
    DECLINE = "decline"  # the evaluator says no, without penalty
    START = "start"  # the evaluator begins the visit
    SUBMIT = "submit"  # its visit has been received
    GIVE_UP = "give_up"  # a visit that could not happen has been received: an attempt
    EXPIRE = "expire"  # the window's last day is over in the store's zone
    CLOSE = "close"  # the office withdraws it, or is done with it


_S, _A = AssignmentState, AssignmentAct
NEXT: dict[tuple[AssignmentState, AssignmentAct], AssignmentState] = {
    (_S.OPEN, _A.ACCEPT): _S.ACCEPTED,
    (_S.OPEN, _A.DECLINE): _S.DECLINED,
    (_S.OPEN, _A.START): _S.STARTED,
    (_S.OPEN, _A.SUBMIT): _S.SUBMITTED,
    (_S.OPEN, _A.GIVE_UP): _S.COULD_NOT_COMPLETE,
    (_S.OPEN, _A.EXPIRE): _S.EXPIRED,
    (_S.OPEN, _A.CLOSE): _S.CLOSED,
    (_S.ACCEPTED, _A.DECLINE): _S.DECLINED,
    (_S.ACCEPTED, _A.START): _S.STARTED,
    (_S.ACCEPTED, _A.SUBMIT): _S.SUBMITTED,
    (_S.ACCEPTED, _A.GIVE_UP): _S.COULD_NOT_COMPLETE,
    (_S.ACCEPTED, _A.EXPIRE): _S.EXPIRED,
    (_S.ACCEPTED, _A.CLOSE): _S.CLOSED,
    (_S.STARTED, _A.DECLINE): _S.DECLINED,  # somebody was recognised at the door
    (_S.STARTED, _A.SUBMIT): _S.SUBMITTED,
    (_S.STARTED, _A.GIVE_UP): _S.COULD_NOT_COMPLETE,
    (_S.STARTED, _A.CLOSE): _S.CLOSED,
    (_S.SUBMITTED, _A.CLOSE): _S.CLOSED,
    (_S.EXPIRED, _A.DECLINE): _S.DECLINED,  # said in time, and sent when there was a network again
    (_S.EXPIRED, _A.START): _S.STARTED,
    (_S.EXPIRED, _A.SUBMIT): _S.SUBMITTED,
    (_S.EXPIRED, _A.GIVE_UP): _S.COULD_NOT_COMPLETE,
    (_S.EXPIRED, _A.CLOSE): _S.CLOSED,
    (_S.COULD_NOT_COMPLETE, _A.SUBMIT): _S.SUBMITTED,  # a second attempt succeeded
    (_S.COULD_NOT_COMPLETE, _A.CLOSE): _S.CLOSED,
}
LIVE = frozenset({_S.OPEN, _S.ACCEPTED, _S.STARTED})  # the evaluator still has it before them


def allows(state: AssignmentState, act: AssignmentAct) -> bool:
    return (state, act) in NEXT


def after(state: AssignmentState, act: AssignmentAct) -> AssignmentState:
    """The state as it is where the table has no such move."""
    return NEXT.get((state, act), state)


def state_on(stored: AssignmentState, to_on: date, today: date) -> AssignmentState:
    """What is stored, or `expired` once the window's last day is over; `today` is the store's."""
    return after(stored, AssignmentAct.EXPIRE) if today > to_on else stored


def moves_of(act: AssignmentAct) -> dict[str, str]:
    """From which states the act leads to which: what a statement is given that moves a row by itself."""
    return {before.value: then.value for (before, one), then in NEXT.items() if one is act}
