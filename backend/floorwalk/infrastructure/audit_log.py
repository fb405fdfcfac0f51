"""The audit log's one statement. Each writing act leaves a row in its own transaction; nothing here changes one.

What an act means is named by the slice that does it ("staff_notice.recorded"). Never a secret, a password or a
comment about a person in `detail`: ids and counts.
"""

from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id


async def record(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    act: str,
    object_kind: str,
    object_id: object,
    detail: dict[str, Any],
) -> None:
    """`account_id` is None for the command line. `detail` must be JSON."""
    await connection.execute(
        """
        insert into audit_log (organisation_id, audit_id, happened_at, account_id, act, object_kind, object_id, detail)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        organisation_id,
        new_id(),
        now(),
        account_id,
        act,
        object_kind,
        str(object_id),
        detail,
    )
