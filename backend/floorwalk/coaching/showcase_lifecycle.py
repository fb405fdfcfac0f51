"""The states of a showcase card: nothing stands there without the person's consent, which is theirs at any time.

Pure, and the whole truth. A manager asks once; whoever said no is not asked again, but may still say yes.
"""

from enum import StrEnum


class CardState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"  # the only state in which anybody else sees the card
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CardAct(StrEnum):
    """Each is the person's own."""

    GIVE = "give"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_S, _A = CardState, CardAct
NEXT: dict[tuple[CardState, CardAct], CardState] = {
    (_S.ASKED, _A.GIVE): _S.GIVEN,
    (_S.ASKED, _A.REFUSE): _S.REFUSED,
    (_S.REFUSED, _A.GIVE): _S.GIVEN,
    (_S.GIVEN, _A.GIVE): _S.GIVEN,  # with or without the first name
    (_S.GIVEN, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.WITHDRAWN, _A.GIVE): _S.GIVEN,
}


def after(state: CardState, act: CardAct) -> CardState | None:
    """The state that the act leads to; None where the table has no such move."""
    return NEXT.get((state, act))
