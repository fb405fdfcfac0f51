"""The states of an action item: open, then done, or dropped with a reason. Pure, and the whole truth."""

from enum import StrEnum


class ActionItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionItemAct(StrEnum):
    FINISH = "finish"
    DROP = "drop"  # asks for a reason
    REOPEN = "reopen"  # what was thought to be done is not


_S, _A = ActionItemState, ActionItemAct
NEXT: dict[tuple[ActionItemState, ActionItemAct], ActionItemState] = {
    (_S.OPEN, _A.FINISH): _S.DONE,
    (_S.OPEN, _A.DROP): _S.DROPPED,
    (_S.DONE, _A.REOPEN): _S.OPEN,
    (_S.DROPPED, _A.REOPEN): _S.OPEN,
}


def after(state: ActionItemState, act: ActionItemAct) -> ActionItemState | None:
    """The state that the act leads to; None where the table has no such move."""
    return NEXT.get((state, act))
