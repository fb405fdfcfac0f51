"""How many days a programme leaves for raising a dispute and for deciding it, changed while results are out.

Nobody loses time that they were told of. An open dispute keeps the deadline that it was given; a result published
before the change keeps the longer of both windows (disputes/queries.WINDOW_DAYS); a longer one holds for all at once.
"""

from datetime import datetime, timedelta
from uuid import UUID

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation import dispute_days_queries as queries
from floorwalk.organisation.wire import DisputeDays, ProgrammeBody


def promised_days(window_days: int, before_days: int | None, changed_at: datetime | None, at: datetime) -> int:
    """The longest window that a result published before `at` may still have. Pure.

    `before_days` is what results had that were published before `changed_at`; once that has run out it counts no more.
    """
    if before_days is None or changed_at is None or changed_at + timedelta(days=before_days) < at:
        return window_days
    return max(window_days, before_days)


async def set_dispute_days(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, programme_id: UUID, wanted: DisputeDays
) -> ProgrammeBody:
    """Raises NotFound. What is so already leaves no row."""
    held = await queries.hold_days(connection, organisation_id, programme_id)
    if held is None:
        raise NotFound
    had = (held["dispute_window_days"], held["dispute_decision_days"])
    if had != (wanted.dispute_window_days, wanted.dispute_decision_days):
        at = now()
        before_days, changed_at = held["dispute_window_before_days"], held["dispute_window_changed_at"]
        if wanted.dispute_window_days != had[0]:
            before_days, changed_at = promised_days(had[0], before_days, changed_at, at), at
        await queries.write_days(
            connection, organisation_id, programme_id, wanted.dispute_window_days, wanted.dispute_decision_days,
            before_days, changed_at,
        )  # fmt: skip
        await audit_log.record(
            connection, organisation_id, by_account_id, "programme.dispute_days_set", "programme", programme_id,
            {
                "dispute_window_days": [had[0], wanted.dispute_window_days],
                "dispute_decision_days": [had[1], wanted.dispute_decision_days],
            },
        )  # fmt: skip
    return await queries.programme(connection, organisation_id, programme_id)
