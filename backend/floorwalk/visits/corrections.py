"""Corrections: a layer over what the evaluator said, each with a reason, and the sums follow at once.

Inside: correcting ratings, removing the link to a person ("this was not me"), making one evaluation void. Each keeps
the original aside untouched, leaves its record, and, for what is published, gives the difference to the sums. Who may
is lifecycle.py: a reviewer before and after publication, the decider of a dispute afterwards. Scope, and whether the
reviewer may look at this visit at all, is asked by the caller.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.versions import version
from floorwalk.visits import correction_queries, queries
from floorwalk.visits.correcting import Corrected, corrected_evaluation, original_of
from floorwalk.visits.correction_queries import CorrectionRecord
from floorwalk.visits.errors import NothingCorrected
from floorwalk.visits.lifecycle import COUNTED, Act, By, State, after
from floorwalk.visits.recounting import locked, published_figures, recount

Source = Literal["review", "dispute"]
BY: dict[Source, By] = {"review": By.REVIEWER, "dispute": By.DECIDER}


class _Held(NamedTuple):
    """One evaluation of a visit whose row is locked."""

    visit: Any
    evaluations: list[Any]
    evaluation: Any

    @property
    def counts(self) -> bool:
        return State(self.evaluation["state"]) in COUNTED


async def correct(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    evaluation_id: UUID,
    corrected: Mapping[str, Corrected],
    reason: str,
    source: Source,
) -> list[UUID]:
    """The ids of the corrections, one for each criterion that changed. Everything is scored anew with them.

    `reason` is 3 to 1,000 characters and shown to the evaluator. Raises NotFound, VisitIsVoid, MoveRefused,
    CorrectionRefused, NothingCorrected, StarredAndCritical.
    """
    held = await _held(connection, organisation_id, evaluation_id, Act.CORRECT, BY[source])
    row = held.evaluation
    changed = corrected_evaluation(row, await version(connection, organisation_id, row["rubric_version_id"]), corrected)
    await correction_queries.write_ratings(connection, organisation_id, evaluation_id, original_of(row), changed)
    records = [
        CorrectionRecord(new_id(), "rating", one.criterion_key, one.before._asdict(), one.after._asdict())
        for one in changed.changes
    ]
    detail = {"criteria": [one.criterion_key for one in changed.changes]}
    await _settle(connection, organisation_id, account_id, held, records, reason, source, "visit.corrected", detail)
    return [one.correction_id for one in records]


async def remove_staff_link(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    evaluation_id: UUID,
    reason: str,
    source: Source,
) -> UUID:
    """The evaluation counts for its store from now on, and for no person. Who was named stays in the original alone.

    Raises NotFound, VisitIsVoid, MoveRefused, NothingCorrected (nobody is named).
    """
    held = await _held(connection, organisation_id, evaluation_id, Act.CORRECT, BY[source])
    row = held.evaluation
    if row["staff_member_id"] is None:
        raise NothingCorrected
    await correction_queries.write_no_staff_link(connection, organisation_id, evaluation_id, original_of(row))
    link = CorrectionRecord(new_id(), "staff_link", None, {"staff_kind": row["staff_kind"]}, {"staff_kind": "unknown"})
    await _settle(connection, organisation_id, account_id, held, [link], reason, source, "visit.staff_unlinked", {})
    return link.correction_id


async def void_evaluation(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    evaluation_id: UUID,
    reason: str,
    source: Source,
) -> UUID:
    """Takes this one evaluation out of every figure; the others of its visit stay. The whole visit: reviews.void.

    Raises NotFound, VisitIsVoid, MoveRefused.
    """
    held = await _held(connection, organisation_id, evaluation_id, Act.VOID, BY[source])
    before = held.evaluation["state"]
    await queries.set_states(connection, organisation_id, [evaluation_id], State.VOID, None)
    gone = CorrectionRecord(new_id(), "void", None, {"state": before}, {"state": State.VOID.value})
    await _settle(connection, organisation_id, account_id, held, [gone], reason, source, "visit.evaluation_voided", {})
    return gone.correction_id


async def _held(connection: Connection, organisation_id: UUID, evaluation_id: UUID, act: Act, by: By) -> _Held:
    visit_id = await correction_queries.visit_of_evaluation(connection, organisation_id, evaluation_id)
    if visit_id is None:
        raise NotFound
    visit, rows = await locked(connection, organisation_id, visit_id)
    row = next((one for one in rows if one["evaluation_id"] == evaluation_id), None)
    if row is None:  # a later revision has just replaced it
        raise NotFound
    after(State(row["state"]), act, by)
    return _Held(visit, rows, row)


async def _settle(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    held: _Held,
    records: Sequence[CorrectionRecord],
    reason: str,
    source: Source,
    act: str,
    detail: dict[str, Any],
) -> None:
    """The records, and the difference for the sums; the audit row is that of the visit."""
    at: datetime = now()
    visit, evaluation_id = held.visit, held.evaluation["evaluation_id"]
    visit_id = visit["visit_id"]
    await correction_queries.add_records(
        connection, organisation_id, visit_id, evaluation_id, visit["revision"], records, reason, source, account_id, at
    )
    told = {"evaluation_id": str(evaluation_id), "source": source, **detail}
    if not held.counts:
        await record(connection, organisation_id, account_id, act, "visit", visit_id, told)
        return
    before = await published_figures(connection, organisation_id, held.evaluations)
    rows = await queries.evaluation_rows(connection, organisation_id, visit_id)
    figures = await published_figures(connection, organisation_id, rows)
    await recount(connection, organisation_id, account_id, act, visit, at, told, figures, before)
