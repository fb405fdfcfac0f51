"""The statements of a programme's days for disputes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.queries import PROGRAMME_COLUMNS
from floorwalk.organisation.wire import ProgrammeBody


async def hold_days(connection: Connection, organisation_id: UUID, programme_id: UUID) -> Mapping[str, Any] | None:
    """Locked until the transaction ends."""
    row: Mapping[str, Any] | None = await connection.fetchrow(
        """
        select dispute_window_days, dispute_decision_days, dispute_window_before_days, dispute_window_changed_at
          from programme where organisation_id = $1 and programme_id = $2 for update
        """,
        organisation_id,
        programme_id,
    )
    return row


async def write_days(
    connection: Connection,
    organisation_id: UUID,
    programme_id: UUID,
    window_days: int,
    decision_days: int,
    before_days: int | None,
    changed_at: datetime | None,
) -> None:
    await connection.execute(
        """
        update programme
           set dispute_window_days = $3, dispute_decision_days = $4, dispute_window_before_days = $5,
               dispute_window_changed_at = $6
         where organisation_id = $1 and programme_id = $2
        """,
        organisation_id,
        programme_id,
        window_days,
        decision_days,
        before_days,
        changed_at,
    )


async def programme(connection: Connection, organisation_id: UUID, programme_id: UUID) -> ProgrammeBody:
    row = await connection.fetchrow(
        f"select {PROGRAMME_COLUMNS} from programme where organisation_id = $1 and programme_id = $2",
        organisation_id,
        programme_id,
    )
    return ProgrammeBody(**row)
