"""What the ledger counts: published evaluations by store, evaluator and version, and every dispute about them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from floorwalk.comparisons.periods import Period
from floorwalk.disputes.ledger import Disputed, Published
from floorwalk.disputes.lifecycle import DisputeState
from floorwalk.infrastructure.database import Connection


async def published(
    connection: Connection, organisation_id: UUID, stores: Collection[UUID], period: Period
) -> list[Published]:
    """Of visits in the period. What an upheld dispute took out of the figures was published too."""
    rows = await connection.fetch(
        """
        select v.store_id, v.evaluator_id, e.rubric_version_id, count(*)::integer
          from visit v join evaluation e using (organisation_id, visit_id)
         where v.organisation_id = $1 and v.store_id = any($2::uuid[]) and v.visited_on between $3 and $4
           and e.published_at is not null
         group by v.store_id, v.evaluator_id, e.rubric_version_id
        """,
        organisation_id,
        list(stores),
        period.from_on,
        period.to_on,
    )
    return [Published(*row) for row in rows]


async def disputed(
    connection: Connection, organisation_id: UUID, stores: Collection[UUID], period: Period
) -> list[Disputed]:
    rows = await connection.fetch(
        """
        select d.store_id, v.evaluator_id, d.evaluation_id, d.criterion_key, d.state, d.raised_at,
               (select max(decision.decided_at) from dispute_decision decision
                 where decision.organisation_id = $1 and decision.dispute_id = d.dispute_id) as decided_at
          from dispute d join visit v using (organisation_id, visit_id)
         where d.organisation_id = $1 and d.store_id = any($2::uuid[]) and v.visited_on between $3 and $4
        """,
        organisation_id,
        list(stores),
        period.from_on,
        period.to_on,
    )
    return [Disputed(**{**row, "state": DisputeState(row["state"])}) for row in rows]


async def stores_by_id(connection: Connection, organisation_id: UUID, stores: Collection[UUID]) -> list[Any]:
    rows: list[Any] = await connection.fetch(
        "select store_id, store_code, name from store where organisation_id = $1 and store_id = any($2::uuid[])"
        " order by store_code",
        organisation_id,
        list(stores),
    )
    return rows


async def evaluator_codes(
    connection: Connection, organisation_id: UUID, evaluators: Collection[UUID]
) -> list[tuple[UUID, str]]:
    rows = await connection.fetch(
        "select evaluator_id, evaluator_code from evaluator"
        " where organisation_id = $1 and evaluator_id = any($2::uuid[]) order by evaluator_code",
        organisation_id,
        list(evaluators),
    )
    return [tuple(row) for row in rows]
