"""What an evaluator's phone is told of the second look: returned visits with their questions, and what was corrected.

Fetching a return starts its clock (return_clock.py); the answer is a new revision of the visit (service.py).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.versions import versions
from floorwalk.visits import queries, review_queries
from floorwalk.visits.model import Receipt
from floorwalk.visits.return_clock import due_at
from floorwalk.visits.rewriting import document_of
from floorwalk.visits.wire import VisitDocument

CORRECTIONS_TOLD_DAYS = 30  # as long as a phone lists what it has sent


@dataclass(frozen=True, slots=True)
class Returned:
    """One visit to be answered, and the questions, in their order."""

    return_id: UUID
    returned_at: datetime
    due_at: datetime
    visited_on: date
    questions: list[dict[str, Any]]
    document: VisitDocument
    receipt: Receipt  # of what the document says
    rubric_version_ids: frozenset[UUID]


async def returned_to(
    connection: Connection, organisation_id: UUID, account_id: UUID, evaluator_id: UUID, at: datetime
) -> list[Returned]:
    """Whatever the evaluator has to answer, the longest returned first. A first fetching is noted."""
    for one in await review_queries.mark_fetched(connection, organisation_id, evaluator_id, at):
        await record(
            connection, organisation_id, account_id, "visit.return_fetched", "visit", one["visit_id"],
            {"return_id": str(one["return_id"])},
        )  # fmt: skip
    found = []
    for row in await review_queries.open_returns(connection, organisation_id, evaluator_id):
        visit = await queries.visit_row(connection, organisation_id, row["visit_id"])
        evaluations = await queries.evaluation_rows(connection, organisation_id, row["visit_id"])
        used = {one["rubric_version_id"] for one in evaluations}
        found.append(
            Returned(
                row["return_id"],
                row["returned_at"],
                due_at(row["returned_at"], row["fetched_at"], timedelta(hours=row["answer_within_hours"])),
                visit["visited_on"],
                row["questions"],
                document_of(visit, evaluations, await versions(connection, organisation_id, used)),
                Receipt(*(visit[name] for name in Receipt._fields)),
                frozenset(used),
            )
        )
    return found


async def corrected_lately(
    connection: Connection, organisation_id: UUID, evaluator_id: UUID, at: datetime
) -> list[Any]:
    """The evaluator's visits that something was corrected in of late."""
    since = at - timedelta(days=CORRECTIONS_TOLD_DAYS)
    return await review_queries.corrected_lately(connection, organisation_id, evaluator_id, since)
