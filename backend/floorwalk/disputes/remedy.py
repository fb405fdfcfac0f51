"""What a decision changes: nothing, some ratings, the link to the person, or the whole interaction.

Pure. Carrying it out is visits/corrections.py, which keeps the original.
"""

from collections.abc import Collection
from enum import StrEnum

from floorwalk.disputes.model import Outcome, Subject
from floorwalk.kernel.errors import Fault, Invalid


class Remedy(StrEnum):
    NOTHING = "nothing"
    CORRECT = "correct"  # the ratings that the decider names
    UNLINK = "unlink"  # the interaction stays the store's and is no longer the person's
    VOID = "void"  # the interaction leaves every figure


def remedy_of(subject: Subject, criterion_key: str, outcome: Outcome, corrected: Collection[str]) -> Remedy:
    """`corrected` are the criteria that the decider gives a new rating.

    A dispute about one rating that is upheld corrects that rating; "not me" has no half; of the others, upheld takes
    the interaction out of the figures, and partly upheld corrects some of its ratings. Raises Invalid.
    """
    if outcome is Outcome.REJECTED:
        wanted, remedy = set[str](), Remedy.NOTHING
    elif subject is Subject.CRITERION:
        wanted, remedy = {criterion_key}, Remedy.CORRECT
    elif subject is Subject.NOT_ME:
        if outcome is Outcome.PARTLY_UPHELD:
            raise Invalid([Fault("outcome", "disputes.no_half_person", "It was the person or it was not.")])
        wanted, remedy = set[str](), Remedy.UNLINK
    elif outcome is Outcome.PARTLY_UPHELD:
        wanted, remedy = set(corrected), Remedy.CORRECT
    else:
        wanted, remedy = set[str](), Remedy.VOID
    if set(corrected) != wanted or (remedy is Remedy.CORRECT and not wanted):
        raise Invalid([Fault("corrected", "disputes.corrections_do_not_fit", "Name exactly the ratings it changes.")])
    return remedy
