"""Work that takes longer than a request: kept in a table, taken by one worker at a time, taken up again after a crash.

Who takes it holds a lease that it must renew; a process that was killed stops renewing, and another one begins again.
The effect comes once, because it commits together with `finish`, which only the holder of the lease can do. What the
work is belongs to the slice that asks for it; which process runs it is floorwalk/background.py.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import BROKEN, Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id

LEASE_S = 20  # without a sign of life for so long, the work is somebody else's
RENEW_S = 1.0  # between two signs of life; each also carries progress out, and a wish to cancel in
MOST_ATTEMPTS = 5  # work that five processes died of is not taken up a sixth time

Row = Mapping[str, Any]


class WorkState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Abandoned(Exception):
    """The work was cancelled, or the lease ran out and another process has it: whatever was made is thrown away."""


@dataclass(slots=True)
class Work:
    """A piece of work that this process holds. `done` of `total` are counted by the work itself, in its own unit."""

    organisation_id: UUID
    work_id: UUID
    kind: str
    account_id: UUID
    asked: dict[str, Any]
    asked_at: Any
    lease_id: UUID
    done: int = 0
    total: int = 0
    is_held: bool = field(default=True)

    def reach(self, done: int, total: int) -> None:
        """Raises Abandoned where the work is no longer ours."""
        self.done, self.total = done, total
        if not self.is_held:
            raise Abandoned


async def ask(
    connection: Connection, organisation_id: UUID, work_id: UUID, kind: str, account_id: UUID, asked: dict[str, Any]
) -> None:
    """Puts the work at the end of the queue, in the transaction of whoever asks."""
    await connection.execute(
        """
        insert into background_work (organisation_id, work_id, kind, account_id, asked, asked_at, state,
                                     done, total, attempts)
        values ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, 0)
        """,
        organisation_id, work_id, kind, account_id, asked, now(),
    )  # fmt: skip


async def cancel(connection: Connection, organisation_id: UUID, work_id: UUID) -> bool:
    """Ends work that has not ended yet; whether there was any. Who is at it notices within seconds."""
    answer: str = await connection.execute(
        "update background_work set state = 'cancelled', ended_at = clock_timestamp(), lease_id = null"
        " where organisation_id = $1 and work_id = $2 and state in ('waiting', 'running')",
        organisation_id, work_id,
    )  # fmt: skip
    return answer == "UPDATE 1"


async def organisations_with_work(connection: Connection) -> list[UUID]:
    rows = await connection.fetch(
        """
        select distinct organisation_id from background_work
        where state = 'waiting' or state = 'running' and alive_at < clock_timestamp() - make_interval(secs => $1)
        """,
        LEASE_S,
    )
    return [row["organisation_id"] for row in rows]


async def take(connection: Connection, organisation_id: UUID) -> Work | None:
    """The longest waiting work that nobody holds; None if there is none. Gives up what too many have died of."""
    lease_id = new_id()
    while True:
        row: Row | None = await connection.fetchrow(
            """
            update background_work
               set state = case when attempts >= $4 then 'failed' else 'running' end,
                   fault_code = case when attempts >= $4 then 'service.work_given_up' end,
                   ended_at = case when attempts >= $4 then clock_timestamp() end,
                   lease_id = case when attempts < $4 then $2::uuid end,
                   alive_at = clock_timestamp(), attempts = attempts + 1, done = 0, total = 0
             where organisation_id = $1 and work_id = (
                   select work_id from background_work
                    where organisation_id = $1 and (state = 'waiting'
                          or state = 'running' and alive_at < clock_timestamp() - make_interval(secs => $3))
                    order by asked_at, work_id limit 1 for update skip locked)
            returning work_id, kind, account_id, asked, asked_at, state
            """,
            organisation_id, lease_id, LEASE_S, MOST_ATTEMPTS,
        )  # fmt: skip
        if row is None:
            return None
        if row["state"] == WorkState.RUNNING:
            return Work(
                organisation_id, row["work_id"], row["kind"], row["account_id"], row["asked"], row["asked_at"], lease_id
            )


@contextlib.asynccontextmanager
async def held(database: Database, work: Work) -> AsyncIterator[None]:
    """Renews the lease while the block runs; ends it with Abandoned where the work is no longer ours."""
    doing = asyncio.current_task()
    assert doing is not None  # noqa: S101 we are in one
    renewing = asyncio.create_task(_renewed(database, work, doing))
    try:
        yield
    except asyncio.CancelledError:
        if work.is_held:
            raise
        doing.uncancel()
        raise Abandoned from None
    finally:
        renewing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewing


async def _renewed(database: Database, work: Work, doing: "asyncio.Task[Any]") -> None:
    while True:
        await asyncio.sleep(RENEW_S)
        try:
            async with database.transaction() as unit:
                answer: str = await (await unit.connection()).execute(
                    """
                    update background_work set alive_at = clock_timestamp(), done = $4, total = $5
                     where organisation_id = $1 and work_id = $2 and lease_id = $3 and state = 'running'
                    """,
                    work.organisation_id, work.work_id, work.lease_id, work.done, work.total,
                )  # fmt: skip
        except (*BROKEN, TimeoutError):
            continue  # the database is away; if it stays so, the lease runs out and `finish` says so
        if answer != "UPDATE 1":
            work.is_held = False
            doing.cancel()
            return


async def hold_to_finish(connection: Connection, work: Work) -> None:
    """Locks the row, so that nobody can take or cancel the work before this transaction ends. Raises Abandoned."""
    if not await connection.fetchval(
        """
        select true from background_work
         where organisation_id = $1 and work_id = $2 and lease_id = $3 and state = 'running' for update
        """,
        work.organisation_id, work.work_id, work.lease_id,
    ):  # fmt: skip
        raise Abandoned


async def finish(connection: Connection, work: Work) -> None:
    """In the transaction of the work's effect, after `hold_to_finish`."""
    await connection.execute(
        """
        update background_work
           set state = 'ready', done = $3, total = $3, ended_at = clock_timestamp(), lease_id = null
         where organisation_id = $1 and work_id = $2
        """,
        work.organisation_id, work.work_id, work.total,
    )  # fmt: skip


async def give_back(connection: Connection, work: Work) -> None:
    """Lets it be done anew, after `hold_to_finish`: what it was made of is no longer so."""
    await connection.execute(
        "update background_work set state = 'waiting', lease_id = null where organisation_id = $1 and work_id = $2",
        work.organisation_id, work.work_id,
    )  # fmt: skip


async def fail(connection: Connection, work: Work, fault_code: str) -> bool:
    """Says why there is no effect; whether the work was still ours to say it of."""
    answer: str = await connection.execute(
        """
        update background_work
           set state = 'failed', fault_code = $4, ended_at = clock_timestamp(), lease_id = null
         where organisation_id = $1 and work_id = $2 and lease_id = $3 and state = 'running'
        """,
        work.organisation_id, work.work_id, work.lease_id, fault_code,
    )  # fmt: skip
    return answer == "UPDATE 1"
