"""Which stores' figures have changed since when: a position that only grows, written where sums change.

A position is the instant of the change in microseconds since 1970, made greater than every earlier one of its
organisation. It counts nothing, so it tells a viewer of one store nothing about how much happens in the others.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now

MICROSECONDS = 1_000_000


def position_at(instant: datetime) -> int:
    """Where a change of that instant would stand."""
    return int(instant.timestamp() * MICROSECONDS)


async def say_changed(connection: Connection, organisation_id: UUID, store_ids: Iterable[UUID]) -> None:
    """Gives the stores the organisation's next position. The last act of a transaction: it keeps a lock until the end.

    The lock makes positions become visible in their own order; else who has seen one would miss a smaller one.
    """
    await connection.execute(
        "select pg_advisory_xact_lock(hashtextextended($1::text, 0))", f"changed stores of {organisation_id}"
    )
    # In: organisation, stores, the instant. A statement of its own: it must see what was committed before the lock.
    await connection.execute(
        """
        insert into changed_store as kept (organisation_id, store_id, position)
        select $1, store_id,
               greatest($3, (select coalesce(max(position), 0) + 1 from changed_store where organisation_id = $1))
          from unnest($2::uuid[]) as store_id
         order by store_id
            on conflict (organisation_id, store_id) do update set position = excluded.position
        """,
        organisation_id,
        list(store_ids),
        position_at(now()),
    )


async def latest_change(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], since: int
) -> int | None:
    """The newest position after `since` of these stores; None if none of them has changed since."""
    found: int | None = await connection.fetchval(
        """
        select max(position) from changed_store
         where organisation_id = $1 and position > $2 and store_id = any($3::uuid[])
        """,
        organisation_id,
        since,
        list(store_ids),
    )
    return found


async def latest_positions(connection: Connection, organisation_ids: Collection[UUID]) -> dict[UUID, int]:
    """The newest position of each of these organisations in which a store has ever changed."""
    rows = await connection.fetch(
        """
        select organisation_id, max(position) as position from changed_store
         where organisation_id = any($1::uuid[])
         group by organisation_id
        """,
        list(organisation_ids),
    )
    return {row["organisation_id"]: row["position"] for row in rows}
