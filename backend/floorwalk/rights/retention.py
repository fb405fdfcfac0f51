"""Retention (P8): once a night, in the organisation's own zone, what is kept no longer goes, and a report stays.

Photos after their programme's evidence_retention_days, the link of an evaluation to a person after its
named_link_retention_days, in every place that leads from one to the other (unlinking.py). Sums at store level stay
exact. The report is a row of the audit log.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.kernel.clock import now
from floorwalk.rights import queries
from floorwalk.rights.unlinking import unlink
from floorwalk.visits.pictures import BATCH as PICTURES_AT_ONCE
from floorwalk.visits.pictures import remove_expired

NIGHT_BEGINS_AT = 2  # o'clock, when shops are closed and the hour of summer time's change has nearly passed
LINKS_AT_ONCE = 200  # evaluations a transaction
LOOK_EVERY_S = 600.0
RETENTION_LOCK = 7_210_443_119_202  # any number that nobody else uses for an advisory lock in this database
logger = logging.getLogger("floorwalk")


@dataclass(frozen=True, slots=True)
class Report:
    """What was removed, or would be."""

    links: int  # evaluations that named a person
    pictures: int


async def due(connection: Connection, organisation_id: UUID, today: date) -> Report:
    """What a run would remove now. Changes nothing."""
    links, pictures = await queries.counted(connection, organisation_id, today)
    return Report(links, pictures)


async def run(database: Database, blobs: Blobs, organisation_id: UUID, today: date) -> Report | None:
    """Removes all that is due, in small transactions, and reports; None if another process is at it."""
    async with database.transaction() as guard:
        held = await guard.connection()
        if not await held.fetchval("select pg_try_advisory_xact_lock($1)", RETENTION_LOCK):
            return None
        before = await due(held, organisation_id, today)
        links = 0
        while unnamed := await _unname_some(database, organisation_id, today):
            links += unnamed
        while await _remove_pictures(database, blobs, today) >= PICTURES_AT_ONCE:
            pass
        left = await due(held, organisation_id, today)
        report = Report(links, max(0, before.pictures - left.pictures))
        await audit_log.record(
            held, organisation_id, None, "retention.ran", "organisation", organisation_id,
            {"on": today.isoformat(), "links_removed": report.links, "pictures_removed": report.pictures},
        )  # fmt: skip
        return report


async def _unname_some(database: Database, organisation_id: UUID, today: date) -> int:
    async with database.transaction() as work:
        connection = await work.connection()
        overdue = await queries.overdue_links(connection, organisation_id, today, LINKS_AT_ONCE)
        return await unlink(connection, organisation_id, overdue)


async def _remove_pictures(database: Database, blobs: Blobs, today: date) -> int:
    async with database.transaction() as work:
        return await remove_expired(await work.connection(), blobs, today)


def is_due(time_zone: str, ran_at: datetime | None, at: datetime) -> bool:
    """Whether the night has come in that zone, and no run since its day began."""
    local = at.astimezone(ZoneInfo(time_zone))
    ran_today = ran_at is not None and ran_at.astimezone(local.tzinfo).date() == local.date()
    return local.hour >= NIGHT_BEGINS_AT and not ran_today


async def run_where_due(database: Database, blobs: Blobs, at: datetime) -> dict[UUID, Report]:
    """One look at every organisation; what was removed where a run was due."""
    rows: Any = await database.read(queries.organisations)
    reports = {}
    for row in rows:
        if is_due(row["time_zone"], row["ran_at"], at):
            today = at.astimezone(ZoneInfo(row["time_zone"])).date()
            report = await run(database, blobs, row["organisation_id"], today)
            if report is not None:
                reports[row["organisation_id"]] = report
    return reports


async def run_worker(database: Database, blobs: Blobs) -> None:
    """Looks for as long as the process lives. Ends by cancellation."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            await run_where_due(database, blobs, now())
        except Exception as error:
            if is_unavailable(error):
                logger.info("retention waits for the database (%s)", type(error).__name__)
            else:
                logger.exception("retention failed; it is tried again")
