"""Notices that an issued export holds what was corrected afterwards: noting them, and reading them.

By an upheld dispute, or by a reviewer who took it back.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from floorwalk.coaching.wire import CorrectionNotice
from floorwalk.infrastructure.database import Connection


class Corrected(NamedTuple):
    """One interaction that no longer counts as it did; `published_at`: no earlier export can hold it."""

    cause_id: UUID  # the dispute, or the reviewer's correction; it stands in the column dispute_id
    staff_member_id: UUID
    store_id: UUID
    visited_on: date
    published_at: datetime


async def note(connection: Connection, organisation_id: UUID, corrected: Corrected, at: datetime) -> list[UUID]:
    """The exports that got the notice: those which released this person, over days and stores that hold the visit.

    Who was released stands in the trace that each export left. With a population by area the area is not looked at:
    a notice too many says no wrong thing, one too few would.
    """
    rows = await connection.fetch(
        """
        insert into export_correction (organisation_id, export_id, dispute_id, visited_on, noted_at)
        select issued.organisation_id, issued.export_id, $2, $5, $7
          from export issued
         where issued.organisation_id = $1 and $5 between issued.from_on and issued.to_on and issued.created_at > $6
           and coalesce(issued.population ->> 'store_id', $4::uuid::text) = $4::uuid::text
           and exists (
               select from audit_log trace
                where trace.organisation_id = $1 and trace.object_kind = 'export'
                  and trace.object_id = issued.export_id::text and trace.act = 'export.created'
                  and trace.detail -> 'staff_member_ids' ? $3::uuid::text)
        on conflict (organisation_id, export_id, dispute_id) do nothing
        returning export_id
        """,
        organisation_id,
        corrected.cause_id,
        corrected.staff_member_id,
        corrected.store_id,
        corrected.visited_on,
        corrected.published_at,
        at,
    )
    return [row["export_id"] for row in rows]


async def of_exports(
    connection: Connection, organisation_id: UUID, export_ids: Collection[UUID]
) -> dict[UUID, list[CorrectionNotice]]:
    """Oldest first; an export without any is left out."""
    rows = await connection.fetch(
        """
        select export_id, visited_on, noted_at from export_correction
         where organisation_id = $1 and export_id = any($2::uuid[]) order by noted_at, dispute_id
        """,
        organisation_id,
        list(export_ids),
    )
    found: dict[UUID, list[CorrectionNotice]] = defaultdict(list)
    for row in rows:
        found[row["export_id"]].append(CorrectionNotice(visited_on=row["visited_on"], noted_at=row["noted_at"]))
    return found
