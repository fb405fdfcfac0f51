"""The states of a dispute, what moves it from one to the next, and who may cause it.

Pure, and the whole truth: nothing else decides a state. That its time is over is no state: an undecided dispute stays
open past its deadline and is shown as overdue (deadlines.py). Which account may decide is deciders.py.
"""

from enum import StrEnum

from floorwalk.disputes.errors import DisputeMoveRefused
from floorwalk.disputes.model import Outcome


class DisputeState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    REJECTED = "rejected"
    APPEALED = "appealed"  # a second decider looks at it
    UPHELD_ON_APPEAL = "upheld_on_appeal"
    PARTLY_UPHELD_ON_APPEAL = "partly_upheld_on_appeal"
    REJECTED_ON_APPEAL = "rejected_on_appeal"


class DisputeAct(StrEnum):
    UPHOLD = "uphold"
    UPHOLD_PARTLY = "uphold_partly"
    REJECT = "reject"
    APPEAL = "appeal"


class Party(StrEnum):
    RAISER = "raiser"
    DECIDER = "decider"


_S, _A = DisputeState, DisputeAct
NEXT: dict[tuple[DisputeState, DisputeAct], DisputeState] = {
    (_S.OPEN, _A.UPHOLD): _S.UPHELD,
    (_S.OPEN, _A.UPHOLD_PARTLY): _S.PARTLY_UPHELD,
    (_S.OPEN, _A.REJECT): _S.REJECTED,
    (_S.PARTLY_UPHELD, _A.APPEAL): _S.APPEALED,
    (_S.REJECTED, _A.APPEAL): _S.APPEALED,
    (_S.APPEALED, _A.UPHOLD): _S.UPHELD_ON_APPEAL,
    (_S.APPEALED, _A.UPHOLD_PARTLY): _S.PARTLY_UPHELD_ON_APPEAL,
    (_S.APPEALED, _A.REJECT): _S.REJECTED_ON_APPEAL,
}
WHO: dict[DisputeAct, Party] = {
    _A.UPHOLD: Party.DECIDER,
    _A.UPHOLD_PARTLY: Party.DECIDER,
    _A.REJECT: Party.DECIDER,
    _A.APPEAL: Party.RAISER,
}
UNDECIDED = frozenset({_S.OPEN, _S.APPEALED})
ACT_OF: dict[Outcome, DisputeAct] = {
    Outcome.UPHELD: _A.UPHOLD,
    Outcome.PARTLY_UPHELD: _A.UPHOLD_PARTLY,
    Outcome.REJECTED: _A.REJECT,
}
OUTCOME_OF: dict[DisputeState, Outcome] = {
    then: outcome for outcome, act in ACT_OF.items() for (_, one), then in NEXT.items() if one is act
}


def allows(state: DisputeState, act: DisputeAct, by: Party) -> bool:
    return WHO[act] is by and (state, act) in NEXT


def after(state: DisputeState, act: DisputeAct, by: Party) -> DisputeState:
    """Raises DisputeMoveRefused."""
    if not allows(state, act, by):
        raise DisputeMoveRefused
    return NEXT[state, act]


def round_of(state: DisputeState) -> int:
    """1 for the first decision, 2 for the one on appeal: the decision that is due, or that was made last."""
    return 1 if state in (_S.OPEN, _S.UPHELD, _S.PARTLY_UPHELD, _S.REJECTED) else 2
