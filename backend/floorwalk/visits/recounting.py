"""What the sums are told when a visit that is stored is published, corrected or made void: the difference.

Each is one event: the visit's facts anew, a delta, an audit row. Deciding is reviews.py and corrections.py.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.rubrics.versions import versions
from floorwalk.visits import ingest, queries
from floorwalk.visits.errors import VisitIsVoid
from floorwalk.visits.facts import Counted, counted_row, fact_entries, visit_raw_bp
from floorwalk.visits.ingest import Event
from floorwalk.visits.lifecycle import COUNTED, State


async def locked(connection: Connection, organisation_id: UUID, visit_id: UUID) -> tuple[Any, list[Any]]:
    """The visit, held until the transaction ends, and its evaluations. Raises NotFound, VisitIsVoid."""
    row = await queries.locked_visit(connection, organisation_id, visit_id)
    if row is None:
        raise NotFound
    if row["voided_at"] is not None:
        raise VisitIsVoid
    return row, await queries.evaluation_rows(connection, organisation_id, visit_id)


async def recount(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    act: str,
    row: Mapping[str, Any],
    at: datetime,
    detail: dict[str, Any],
    figures: Sequence[Counted],
    before: Sequence[Counted],
) -> None:
    """`figures` are what counts from now on, `before` what counted until now."""
    event = Event(
        organisation_id,
        row["visit_id"],
        row["store_id"],
        row["evaluator_id"],
        row["visited_on"],
        account_id,
        act,
        at,
        {"revision": row["revision"], **detail},
        fact_entries(row["store_id"], figures),
        fact_entries(row["store_id"], before),
    )
    await ingest.recount(connection, event, visit_raw_bp(figures))


async def published_figures(connection: Connection, organisation_id: UUID, rows: Sequence[Any]) -> list[Counted]:
    """Of those among these evaluations that are in the sums."""
    return await figures_of(connection, organisation_id, [row for row in rows if State(row["state"]) in COUNTED])


async def figures_of(connection: Connection, organisation_id: UUID, rows: Sequence[Any]) -> list[Counted]:
    """Of these evaluations, whatever their state, by the ratings that count: corrections are in them."""
    compiled = await versions(connection, organisation_id, {row["rubric_version_id"] for row in rows})
    return [counted_row(row, compiled[row["rubric_version_id"]]) for row in rows]
