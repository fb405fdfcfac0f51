"""The states of an export that needs a second person's word, and who may move it from one to the next (P2).

Pure, and the whole truth: nothing else decides a state. That its time is over is no act of anybody: it follows from
the clock, and then nobody can approve it any more. What was approved, refused or withdrawn stays so; whoever still
wants the export asks for it anew.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

APPROVAL_LIFETIME = timedelta(days=14)  # later, what the second person reads is no longer what would be made


class ApprovalState(StrEnum):
    AWAITING = "awaiting"
    APPROVED = "approved"
    REFUSED = "refused"  # with a reason
    WITHDRAWN = "withdrawn"  # by whoever asked
    EXPIRED = "expired"  # nobody decided in time; kept nowhere


class ApprovalAct(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """Who would move it. Whether somebody has the right at all is the edge's to find out."""

    ASKER = "asker"
    CONCERNED = "concerned"  # one of the people whom the export is about
    SECOND = "second"  # neither


_S, _A = ApprovalState, ApprovalAct
ACTS_OF: dict[ApprovalAct, Side] = {_A.APPROVE: Side.SECOND, _A.REFUSE: Side.SECOND, _A.WITHDRAW: Side.ASKER}
NEXT: dict[tuple[ApprovalState, ApprovalAct], ApprovalState] = {
    (_S.AWAITING, _A.APPROVE): _S.APPROVED,
    (_S.AWAITING, _A.REFUSE): _S.REFUSED,
    (_S.AWAITING, _A.WITHDRAW): _S.WITHDRAWN,
}


def after(state: ApprovalState, act: ApprovalAct) -> ApprovalState | None:
    """The state that the act leads to; None where the table has no such move."""
    return NEXT.get((state, act))


def may(side: Side, act: ApprovalAct) -> bool:
    """Whether this side may do that at all, whatever the state."""
    return ACTS_OF[act] is side


def state_at(kept: ApprovalState, expires_at: datetime, at: datetime) -> ApprovalState:
    """What the kept state is at that instant."""
    return ApprovalState.EXPIRED if kept is ApprovalState.AWAITING and at >= expires_at else kept


def side_of(account_id: UUID, person: UUID | None, asker: tuple[UUID, UUID | None], concerned: frozenset[UUID]) -> Side:
    """`person` is the staff member behind the account, if it has one; `asker` the other account and its own. Two
    accounts of one person are one person."""
    asker_account_id, asker_person = asker
    if account_id == asker_account_id or (person is not None and person == asker_person):
        return Side.ASKER
    return Side.CONCERNED if person in concerned else Side.SECOND
