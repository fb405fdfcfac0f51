"""The states of a coaching plan, and who may move it from one to the next.

Pure, and the whole truth: nothing else decides a state. A plan is agreed when both sides have confirmed it, in
whichever order. For a person without an account the coach records having shown it, which is said wherever the plan is.
"""

from enum import StrEnum


class PlanState(StrEnum):
    PROPOSED = "proposed"  # nobody has confirmed yet
    CONFIRMED_BY_COACH = "confirmed_by_coach"  # the person's word is missing
    CONFIRMED_BY_PERSON = "confirmed_by_person"  # the coach's word is missing
    AGREED = "agreed"
    CLOSED = "closed"  # carried out and talked over, whatever the outcome
    DROPPED = "dropped"  # given up, with a reason


class PlanAct(StrEnum):
    COACH_CONFIRMS = "coach_confirms"
    PERSON_CONFIRMS = "person_confirms"
    SHOW_TO_PERSON = "show_to_person"  # the coach records it, for a person without an account
    CLOSE = "close"
    DROP = "drop"


class Side(StrEnum):
    """Who moves a plan. Whether somebody is on that side is the service's to find out."""

    COACH = "coach"  # the one who is named in the plan
    PERSON = "person"  # the one whom it is about
    MANAGER = "manager"  # whoever may write coaching in the plan's store


_S, _A = PlanState, PlanAct
ACTS_OF: dict[PlanAct, Side] = {
    _A.COACH_CONFIRMS: Side.COACH,
    _A.PERSON_CONFIRMS: Side.PERSON,
    _A.SHOW_TO_PERSON: Side.COACH,
    _A.CLOSE: Side.MANAGER,
    _A.DROP: Side.MANAGER,
}
NEXT: dict[tuple[PlanState, PlanAct], PlanState] = {
    (_S.PROPOSED, _A.COACH_CONFIRMS): _S.CONFIRMED_BY_COACH,
    (_S.PROPOSED, _A.PERSON_CONFIRMS): _S.CONFIRMED_BY_PERSON,
    (_S.PROPOSED, _A.SHOW_TO_PERSON): _S.CONFIRMED_BY_PERSON,
    (_S.PROPOSED, _A.DROP): _S.DROPPED,
    (_S.CONFIRMED_BY_COACH, _A.PERSON_CONFIRMS): _S.AGREED,
    (_S.CONFIRMED_BY_COACH, _A.SHOW_TO_PERSON): _S.AGREED,
    (_S.CONFIRMED_BY_COACH, _A.DROP): _S.DROPPED,
    (_S.CONFIRMED_BY_PERSON, _A.COACH_CONFIRMS): _S.AGREED,
    (_S.CONFIRMED_BY_PERSON, _A.DROP): _S.DROPPED,
    (_S.AGREED, _A.CLOSE): _S.CLOSED,
    (_S.AGREED, _A.DROP): _S.DROPPED,
}
ENDED = frozenset({_S.CLOSED, _S.DROPPED})


def after(state: PlanState, act: PlanAct) -> PlanState | None:
    """The state that the act leads to; None where the table has no such move."""
    return NEXT.get((state, act))
