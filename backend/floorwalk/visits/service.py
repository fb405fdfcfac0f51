"""Deciding what becomes of a visit: taken, known already, revised, refused; later published or void.

Every statement stands in queries.py and ingest.py; what is wrong with a visit is found by checking.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.versions import versions
from floorwalk.visits import assignment_moves, ingest, queries
from floorwalk.visits.assignment_lifecycle import AssignmentAct
from floorwalk.visits.checking import checked_visit
from floorwalk.visits.errors import NothingToPublish, NotStorable, RevisionConflict, VisitIdTaken, VisitIsVoid
from floorwalk.visits.facts import Counted, counted, counted_row, fact_entries, visit_raw_bp
from floorwalk.visits.ingest import Event
from floorwalk.visits.lifecycle import COUNTED, Act, State, after, allows, first_state
from floorwalk.visits.model import Receipt, Stored, Superseded, Surroundings, TakenVisit
from floorwalk.visits.revising import kept_and_replaced, staying
from floorwalk.visits.wire import VisitDocument


@dataclass(frozen=True, slots=True)
class Evaluating:
    """Who brings visits: an evaluator, and the account that signed in for it."""

    organisation_id: UUID
    account_id: UUID | None
    evaluator_id: UUID


class Taken(NamedTuple):
    """A receipt, and whether it is for what is stored now or for an earlier revision."""

    status: Literal["accepted", "superseded"]
    receipt: Receipt


async def take(
    connection: Connection,
    evaluating: Evaluating,
    document: VisitDocument,
    content_hash: str,
    around: Surroundings,
    received_at: datetime,
    skew: timedelta,
) -> Taken:
    """Stores the visit once, whoever else sends it at the same moment, and gives the receipt of that one storing.

    Raises VisitRefused, VisitIdTaken, RevisionConflict, PublishedEvaluationChanged, VisitIsVoid or NotStorable;
    nothing is stored then.
    """
    stored = around.stored.get(document.visit_id)
    superseded: Sequence[Superseded] = around.superseded.get(document.visit_id, ())
    if stored is None:
        visit = checked_visit(document, around, evaluating.evaluator_id, content_hash, received_at, skew, None)
        receipt = await _store(connection, evaluating, visit, received_at)
        if receipt is not None:
            return Taken("accepted", receipt)
        stored, superseded = await queries.stored_visit(connection, evaluating.organisation_id, document.visit_id)
    known = _known(evaluating, document, content_hash, stored, superseded)
    if known is not None:
        return known
    visit = checked_visit(document, around, evaluating.evaluator_id, content_hash, received_at, skew, stored)
    receipt = await _revise(connection, evaluating, visit, received_at)
    if receipt is None:
        stored, superseded = await queries.stored_visit(connection, evaluating.organisation_id, document.visit_id)
        known = _known(evaluating, document, content_hash, stored, superseded)
        if known is None:
            raise NotStorable
        return known
    return Taken("accepted", receipt)


def _known(
    evaluating: Evaluating,
    document: VisitDocument,
    content_hash: str,
    stored: Stored | None,
    superseded: Sequence[Superseded],
) -> Taken | None:
    """The receipt for content that was accepted before; None for a later revision, which may be taken."""
    if stored is None or stored.evaluator_id != evaluating.evaluator_id:
        raise VisitIdTaken
    if content_hash == stored.content_hash:
        receipt = Receipt(
            stored.receipt_id, document.visit_id, stored.revision, stored.content_hash, stored.received_at
        )
        return Taken("accepted", receipt)
    for earlier in superseded:
        if content_hash == earlier.content_hash:
            receipt = Receipt(
                earlier.receipt_id, document.visit_id, earlier.revision, earlier.content_hash, earlier.received_at
            )
            return Taken("superseded", receipt)
    if document.revision <= stored.revision:
        raise RevisionConflict(stored.revision)
    if stored.is_void:
        raise VisitIsVoid
    return None


async def _store(
    connection: Connection, evaluating: Evaluating, visit: TakenVisit, received_at: datetime
) -> Receipt | None:
    """None if the id is taken: by the same visit, sent twice at once, or by another."""
    state = first_state(visit.publication)
    figures = [counted(evaluation) for evaluation in visit.evaluations] if state in COUNTED else []
    event = Event(
        evaluating.organisation_id,
        visit.visit_id,
        visit.store_id,
        visit.evaluator_id,
        visit.visited_on,
        evaluating.account_id,
        "visit.accepted",
        received_at,
        {"revision": visit.revision, "content_hash": visit.content_hash, "evaluations": len(visit.evaluations)},
        fact_entries(visit.store_id, figures),
    )
    receipt = Receipt(new_id(), visit.visit_id, visit.revision, visit.content_hash, received_at)
    taken = await ingest.take(connection, event, visit, state, receipt.receipt_id, visit_raw_bp(figures))
    if not taken:
        return None
    await _settle_assignment(connection, evaluating, visit, received_at)
    return receipt


async def _settle_assignment(
    connection: Connection, evaluating: Evaluating, visit: TakenVisit, received_at: datetime
) -> None:
    """What was asked for has been done, or tried; no statement for a visit that nobody asked for."""
    if visit.assignment_id is None:
        return
    act = AssignmentAct.SUBMIT if visit.not_possible is None else AssignmentAct.GIVE_UP
    await assignment_moves.move(
        connection, evaluating.organisation_id, evaluating.account_id, visit.assignment_id, act, received_at
    )


async def _revise(
    connection: Connection, evaluating: Evaluating, visit: TakenVisit, received_at: datetime
) -> Receipt | None:
    """Makes a later revision the visit; what was published stays, the difference goes into the sums.

    None if this or a later revision came in while this one was looked at: perhaps the very same, sent twice at once.
    """
    organisation_id = evaluating.organisation_id
    row = await queries.locked_visit(connection, organisation_id, visit.visit_id)
    if row is None or row["evaluator_id"] != evaluating.evaluator_id:
        raise VisitIdTaken
    if row["revision"] >= visit.revision:
        return None
    if row["voided_at"] is not None:
        raise VisitIsVoid
    rows = await queries.evaluation_rows(connection, organisation_id, visit.visit_id)
    kept, replaced = kept_and_replaced(rows, visit)
    if kept:
        visit = staying(row, visit)
    added = [evaluation for evaluation in visit.evaluations if evaluation.evaluation_id not in kept]
    state = first_state(visit.publication)
    before = await _published(connection, organisation_id, rows)
    figures = before + ([counted(evaluation) for evaluation in added] if state in COUNTED else [])
    event = Event(
        organisation_id,
        visit.visit_id,
        visit.store_id,
        visit.evaluator_id,
        visit.visited_on,
        evaluating.account_id,
        "visit.revised",
        received_at,
        {"revision": visit.revision, "content_hash": visit.content_hash, "evaluations": len(visit.evaluations)},
        fact_entries(visit.store_id, figures),
        fact_entries(row["store_id"], before),
    )
    receipt = Receipt(new_id(), visit.visit_id, visit.revision, visit.content_hash, received_at)
    await ingest.replace(connection, event, visit, added, replaced, state, receipt.receipt_id, visit_raw_bp(figures))
    await _settle_assignment(connection, evaluating, visit, received_at)
    return receipt


async def publish(connection: Connection, organisation_id: UUID, account_id: UUID | None, visit_id: UUID) -> int:
    """Publishes every evaluation of the visit that waits for it; how many. Its figures are in the sums from then on.

    Raises NotFound, VisitIsVoid, NothingToPublish.
    """
    row, rows = await _locked(connection, organisation_id, visit_id)
    waiting = [one for one in rows if allows(State(one["state"]), Act.PUBLISH)]
    if not waiting:
        raise NothingToPublish
    at = now()
    ids = [one["evaluation_id"] for one in waiting]
    await queries.set_states(connection, organisation_id, ids, State.PUBLISHED, at)
    before = await _published(connection, organisation_id, rows)
    figures = before + await _counted(connection, organisation_id, waiting)
    await _recount(connection, organisation_id, account_id, "visit.published", row, at, len(ids), figures, before)
    return len(ids)


async def void(
    connection: Connection, organisation_id: UUID, account_id: UUID | None, visit_id: UUID, reason: str
) -> None:
    """Takes the visit out of every figure; what it said, and why it is void, stays. Raises NotFound, VisitIsVoid."""
    row, rows = await _locked(connection, organisation_id, visit_id)
    at = now()
    ids = [one["evaluation_id"] for one in rows if after(State(one["state"]), Act.VOID) is State.VOID]
    before = await _published(connection, organisation_id, rows)
    await queries.set_states(connection, organisation_id, ids, State.VOID, None)
    await queries.mark_void(connection, organisation_id, visit_id, at, reason)
    await _recount(connection, organisation_id, account_id, "visit.voided", row, at, len(ids), [], before)


async def _locked(connection: Connection, organisation_id: UUID, visit_id: UUID) -> tuple[Any, list[Any]]:
    row = await queries.locked_visit(connection, organisation_id, visit_id)
    if row is None:
        raise NotFound
    if row["voided_at"] is not None:
        raise VisitIsVoid
    return row, await queries.evaluation_rows(connection, organisation_id, visit_id)


async def _recount(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    act: str,
    row: Mapping[str, Any],
    at: datetime,
    evaluations: int,
    figures: Sequence[Counted],
    before: Sequence[Counted],
) -> None:
    event = Event(
        organisation_id,
        row["visit_id"],
        row["store_id"],
        row["evaluator_id"],
        row["visited_on"],
        account_id,
        act,
        at,
        {"revision": row["revision"], "evaluations": evaluations},
        fact_entries(row["store_id"], figures),
        fact_entries(row["store_id"], before),
    )
    await ingest.recount(connection, event, visit_raw_bp(figures))


async def _published(connection: Connection, organisation_id: UUID, rows: Sequence[Any]) -> list[Counted]:
    return await _counted(connection, organisation_id, [row for row in rows if State(row["state"]) in COUNTED])


async def _counted(connection: Connection, organisation_id: UUID, rows: Sequence[Any]) -> list[Counted]:
    compiled = await versions(connection, organisation_id, {row["rubric_version_id"] for row in rows})
    return [counted_row(row, compiled[row["rubric_version_id"]]) for row in rows]


async def take_imported(
    connection: Connection, organisation_id: UUID, account_id: UUID | None, visits: Sequence[TakenVisit]
) -> list[Literal["created", "unchanged", "changed"]]:
    """Stores history, one visit by one; each must have a `visit_code`, which makes the import repeatable.

    `changed`: another content is stored under the code; it is left as it is. P1 does not apply to history, P5 does.
    """
    codes = [visit.visit_code for visit in visits]
    known: dict[str | None, str] = await queries.hashes_of_codes(connection, organisation_id, codes)
    received_at = now()
    said: list[Literal["created", "unchanged", "changed"]] = []
    for visit in visits:
        if visit.visit_code is None:
            raise ValueError("imported history is told apart by its visit_code")
        if visit.visit_code not in known:
            evaluating = Evaluating(organisation_id, account_id, visit.evaluator_id)
            if await _store(connection, evaluating, visit, received_at) is None:
                raise NotStorable
            known[visit.visit_code] = visit.content_hash
            said.append("created")
        else:
            said.append("unchanged" if known[visit.visit_code] == visit.content_hash else "changed")
    return said
