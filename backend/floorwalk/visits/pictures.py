"""Pictures of a visit: who may look at one, and which have been kept long enough (P8)."""

import asyncio
import logging
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.attachments import service as attachments
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.visits import reading
from floorwalk.visits.lifecycle import State

BATCH = 200  # pictures a transaction
PAUSE_S = 3_600.0  # between passes: retention is counted in days
PAUSE_AFTER_FAULT_S = 60.0
logger = logging.getLogger("floorwalk")


async def picture_seen(
    connection: Connection, viewer: Viewer, blobs: Blobs, visit_id: UUID, evidence_id: UUID
) -> tuple[str, bytes]:
    """Media type and bytes. Raises NotFound unless this viewer sees the evaluation that names it and it is stored."""
    sight = await reading.sight_of(connection, viewer)
    row = await reading.visit_seen(connection, viewer.organisation_id, sight, visit_id)
    states = None if row["sees_all"] else [State.PUBLISHED.value]
    found = await connection.fetchrow(
        """
        select media_type, stored_sha256 from evidence
         where organisation_id = $1 and visit_id = $2 and evidence_id = $3 and state = 'stored' and exists (
               select from evaluation where evaluation.organisation_id = $1 and evaluation.visit_id = $2
                  and evaluation.evidence @> $4 and ($5::text[] is null or evaluation.state = any($5)))
        """,
        viewer.organisation_id,
        visit_id,
        evidence_id,
        [{"evidence_id": str(evidence_id)}],
        states,
    )
    if found is None:
        raise NotFound
    if row["evaluator_id"] != sight.evaluator_id:  # a picture may show people (P12)
        await record(
            connection, viewer.organisation_id, viewer.account_id, "visit.picture_seen", "visit", visit_id,
            {"evidence_id": str(evidence_id)},
        )  # fmt: skip
    content = await attachments.picture(blobs, viewer.organisation_id, found["stored_sha256"])
    return found["media_type"], content


async def remove_expired(connection: Connection, blobs: Blobs, today: date) -> int:
    """Removes pictures that their programme keeps no longer; how many. Needs a transaction; others may run at once."""
    removed = 0
    for organisation in await connection.fetch("select organisation_id from organisation"):
        organisation_id = organisation["organisation_id"]
        rows: list[Any] = await connection.fetch(
            """
            select evidence.evidence_id, evidence.stored_sha256
              from evidence
              join visit on visit.organisation_id = $1 and visit.visit_id = evidence.visit_id
              join programme on programme.organisation_id = $1 and programme.programme_id = visit.programme_id
             where evidence.organisation_id = $1 and evidence.state = 'stored'
               and evidence.visited_on + programme.evidence_retention_days < $2
             order by evidence.evidence_id
             limit $3
               for update of evidence skip locked
            """,
            organisation_id,
            today,
            BATCH,
        )
        if rows:
            pictures = [(row["evidence_id"], row["stored_sha256"]) for row in rows]
            await attachments.remove(connection, blobs, organisation_id, pictures, now())
        removed += len(rows)
    return removed


async def run_worker(database: Database, blobs: Blobs) -> None:
    """Lets go of expired pictures and of abandoned parts for as long as the process lives. Ends by cancellation."""
    while True:
        pause_s = PAUSE_S
        try:
            async with database.transaction() as work:
                removed = await remove_expired(await work.connection(), blobs, now().date())
            async with database.transaction() as work:
                await attachments.drop_abandoned_parts(await work.connection(), now())
            if removed >= BATCH:
                pause_s = 0
        except Exception as error:
            pause_s = PAUSE_AFTER_FAULT_S
            if is_unavailable(error):
                logger.info("retention of pictures waits for the database (%s)", type(error).__name__)
            else:
                logger.exception("removing expired pictures failed; it is tried again")
        await asyncio.sleep(pause_s)
