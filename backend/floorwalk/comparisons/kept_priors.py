"""Priors that were worked out before and still hold: a spread of thousands of units is read anew only when it changed.

Folding says a new position of its organisation whenever it changes a sum, in the order in which changes become visible
(visits/changed_stores.py); whatever else changes folded sums must do so too. So at one position the folded sums are the
same, and where no delta of the months waits they are all there is. Positions are instants, so a restored database never
says one that stood for other sums.
"""

from collections import OrderedDict
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.periods import Period, touched_months
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.interval import NoInterval, SpreadPrior

Priors = dict[str, SpreadPrior | NoInterval]
MOST_KEPT = 256  # questions; some hundred bytes for each scope of one


class Question(NamedTuple):
    """Whose spreads: everything that the answer depends on."""

    organisation_id: UUID
    scope_kind: str
    comparability_key: str
    months_from: date
    months_before: date
    position: int


_kept: OrderedDict[Question, Priors] = OrderedDict()


async def question_now(
    connection: Connection, organisation_id: UUID, scope_kind: str, comparability_key: str, period: Period
) -> Question | None:
    """In the snapshot; None where a delta of the months waits to be folded, so that nothing kept may be used."""
    months = touched_months(period)
    row = await connection.fetchrow(
        """
        select (select coalesce(max(position), 0) from changed_store where organisation_id = $1) as position,
               exists (
                   select from sum_delta where organisation_id = $1 and visited_on >= $2 and visited_on < $3
               ) as waits
        """,
        organisation_id, months.whole_from, months.whole_before,
    )  # fmt: skip
    if row["waits"]:
        return None
    return Question(
        organisation_id, scope_kind, comparability_key, months.whole_from, months.whole_before, row["position"]
    )


def kept(question: Question) -> Priors | None:
    found = _kept.get(question)
    if found is not None:
        _kept.move_to_end(question)
    return found


def keep(question: Question, priors: Priors) -> None:
    _kept[question] = priors
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def forget() -> None:
    """Everything, so that the next question reads the sums."""
    _kept.clear()
