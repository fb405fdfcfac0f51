"""Who is too near to a dispute to decide it, whatever their role.

Pure. The right itself is `dispute.decide`, and where it holds is organisation/scope.py.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Exclusion(StrEnum):
    """Why an account may not decide. In this order: the first that holds is the one that is said."""

    RAISED_IT = "raised_it"
    IS_ABOUT_THEM = "is_about_them"
    EVALUATED_IT = "evaluated_it"
    MANAGES_THE_STORE = "manages_the_store"
    PUBLISHED_IT = "published_it"
    DECIDED_IT_BEFORE = "decided_it_before"


@dataclass(frozen=True, slots=True)
class Standing:
    """What ties one account to one dispute."""

    account_id: UUID
    evaluator_id: UUID | None
    staff_member_id: UUID | None
    manages_the_store: bool  # as store or area manager, by today's areas


@dataclass(frozen=True, slots=True)
class Case:
    """Whom the dispute concerns. `published_by` are the accounts that reviewed the visit into the figures."""

    raised_by_account_id: UUID | None  # None: nobody knows any more (rights/unlinking.py)
    staff_member_id: UUID | None
    evaluator_id: UUID
    published_by: frozenset[UUID]
    decided_by: frozenset[UUID]  # in the first round


def exclusion_of(standing: Standing, case: Case) -> Exclusion | None:
    """None if the account may decide."""
    if standing.account_id == case.raised_by_account_id:
        return Exclusion.RAISED_IT
    if standing.staff_member_id is not None and standing.staff_member_id == case.staff_member_id:
        return Exclusion.IS_ABOUT_THEM
    if standing.evaluator_id is not None and standing.evaluator_id == case.evaluator_id:
        return Exclusion.EVALUATED_IT
    if standing.manages_the_store:
        return Exclusion.MANAGES_THE_STORE
    if standing.account_id in case.published_by:
        return Exclusion.PUBLISHED_IT
    if standing.account_id in case.decided_by:
        return Exclusion.DECIDED_IT_BEFORE
    return None
