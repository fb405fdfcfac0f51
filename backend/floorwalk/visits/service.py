"""Deciding what becomes of a visit that is sent: taken, known already, revised, refused.

Every statement stands in queries.py and ingest.py; what is wrong with a visit is found by checking.py. What is
published, returned or void afterwards is reviews.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.visits import assignment_moves, ingest, queries, review_queries
from floorwalk.visits.assignment_lifecycle import AssignmentAct
from floorwalk.visits.checking import checked_visit
from floorwalk.visits.errors import NotStorable, RevisionConflict, VisitIdTaken, VisitIsVoid
from floorwalk.visits.facts import counted, fact_entries, visit_raw_bp
from floorwalk.visits.ingest import Event
from floorwalk.visits.lifecycle import COUNTED, State, first_state
from floorwalk.visits.model import Receipt, Stored, Superseded, Surroundings, TakenVisit
from floorwalk.visits.recounting import published_figures
from floorwalk.visits.revising import kept_and_replaced, staying
from floorwalk.visits.wire import VisitDocument

ASKED = frozenset({State.RETURNED, State.IN_REVIEW})  # where a revision may be the answer to a reviewer's questions


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
    kept, resubmitted, replaced = kept_and_replaced(rows, visit)
    if kept:
        visit = staying(row, visit)
    stands = kept.union(resubmitted)
    added = [evaluation for evaluation in visit.evaluations if evaluation.evaluation_id not in stands]
    state = first_state(visit.publication)
    before = await published_figures(connection, organisation_id, rows)
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
    if resubmitted:
        await queries.set_states(connection, organisation_id, resubmitted, State.SUBMITTED, None)
    if visit.answers or any(State(one["state"]) in ASKED for one in rows):
        await review_queries.answered(connection, organisation_id, visit.visit_id, visit.answers, received_at)
    await _settle_assignment(connection, evaluating, visit, received_at)
    return receipt


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
