"""One visit as one viewer may see it: what the visit page and the reviewer's page are answered with.

Which visits, and how much of each, is reading.py; the written form is presenting.py.
"""

from typing import Any
from uuid import UUID

from floorwalk.attachments.queries import of_visit
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.versions import versions
from floorwalk.visits import correction_queries, reading
from floorwalk.visits.lifecycle import State
from floorwalk.visits.presenting import visit_of
from floorwalk.visits.wire_out import VisitBody


async def visit_shown(connection: Connection, viewer: Viewer, visit_id: UUID) -> VisitBody:
    """Leaves the trace of P12 where it shows people to somebody else. Raises NotFound."""
    sight = await reading.sight_of(connection, viewer)
    row = await reading.visit_seen(connection, viewer.organisation_id, sight, visit_id)
    states = None if row["sees_all"] else [State.PUBLISHED.value]
    rows = await reading.evaluations_seen(connection, viewer.organisation_id, visit_id, states)
    is_own = row["evaluator_id"] == sight.evaluator_id
    shows_people = sight.sees_people or is_own
    if sight.sees_people and not is_own and any(one["staff_member_id"] for one in rows):  # P12
        shown = sorted({str(one["staff_member_id"]) for one in rows if one["staff_member_id"]})
        await record(
            connection, viewer.organisation_id, viewer.account_id, "visit.people_seen", "visit", visit_id,
            {"staff_member_ids": shown},
        )  # fmt: skip
    used = await versions(connection, viewer.organisation_id, {one["rubric_version_id"] for one in rows})
    photos = {one["evidence_id"]: one for one in await of_visit(connection, viewer.organisation_id, visit_id)}
    corrections: dict[UUID, list[Any]] = {}
    shown_ids = [one["evaluation_id"] for one in rows]
    for one in await correction_queries.corrections_of(connection, viewer.organisation_id, shown_ids):
        corrections.setdefault(one["evaluation_id"], []).append(one)
    return visit_of(row, rows, used, photos, corrections, shows_people=shows_people)
