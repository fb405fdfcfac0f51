"""Notices that an issued export holds what has changed since: noting them, and reading them.

There is one way for every act that may change what is published of a visit: `noting` stands around it, and compares
what is published of each person before and after. A visit that comes in late is in no earlier export, and makes none.
An export that was read before such an act and is issued after it notes that itself (`note_meanwhile`).
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.coaching.model import ChangeNoted
from floorwalk.coaching.wire import CorrectionNotice
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id

# What an export holds of an interaction. The visit's row is held until the transaction ends, as every act holds it.
PUBLISHED = """
select v.store_id, v.visited_on, e.staff_member_id, e.evaluation_id, e.published_at, e.rubric_version_id,
       e.rating_states, e.answers, e.scores_bp, e.outcomes, e.raw_bp
  from visit v join evaluation e using (organisation_id, visit_id)
 where v.organisation_id = $1 and v.visit_id = $2 and e.state = 'published' and e.staff_member_id is not null
 order by e.evaluation_id for update of v
"""

# Corrections of what these people ($2) had published, one for each act, and their visits that are void; in the stores
# ($3) and days of an export.
CAUSES = """
select distinct on (c.evaluation_id, c.corrected_at) c.correction_id as cause_id, v.visited_on
  from evaluation e
  join correction c using (organisation_id, evaluation_id)
  join visit v on v.organisation_id = $1 and v.visit_id = e.visit_id
 where e.organisation_id = $1 and coalesce(e.staff_member_id::text, e.original ->> 'staff_member_id') = any($2::text[])
   and e.published_at < c.corrected_at and v.store_id = any($3::uuid[]) and v.visited_on between $4 and $5
union all
select distinct v.visit_id, v.visited_on
  from evaluation e join visit v using (organisation_id, visit_id)
 where e.organisation_id = $1 and e.staff_member_id::text = any($2::text[]) and e.published_at < v.voided_at
   and v.store_id = any($3::uuid[]) and v.visited_on between $4 and $5
"""


@dataclass(slots=True)
class Noted:
    """What the act says of itself, so that a notice can say what changed: the correction that it made, or the visit
    that it made void. An act that only adds to a visit says nothing."""

    cause_id: UUID = field(default_factory=new_id)  # it stands in the column dispute_id
    export_ids: list[str] = field(default_factory=list)  # once the act is over


class _Changed(NamedTuple):
    """A person of whom an export may hold something else, unless it is older than `published_at`."""

    staff_member_id: UUID
    published_at: datetime


@asynccontextmanager
async def noting(
    connection: Connection, organisation_id: UUID, account_id: UUID | None, visit_id: UUID
) -> AsyncIterator[Noted]:
    """Around one act on a visit, in its transaction: each export that held what is published otherwise afterwards gets
    a notice, and the log a row. An act that is refused leaves none."""
    before: list[Any] = await connection.fetch(PUBLISHED, organisation_id, visit_id)
    noted = Noted()
    yield noted
    if not before:
        return
    changed = _changed(before, await connection.fetch(PUBLISHED, organisation_id, visit_id))
    if changed:
        noted.export_ids = await _note(connection, organisation_id, noted.cause_id, before[0], changed)
    if noted.export_ids:
        await audit_log.record(
            connection, organisation_id, account_id, "visit.exports_noted", "visit", visit_id,
            {"cause_id": str(noted.cause_id), "export_ids": noted.export_ids},
        )  # fmt: skip


def _changed(before: Collection[Mapping[str, Any]], after: Collection[Mapping[str, Any]]) -> list[_Changed]:
    """Of whom something else is published, or more. Who was in none of it before is in no export of it."""
    was, now_is = _of_people(before), _of_people(after)
    changed = []
    for person, rows in was.items():
        left = now_is.get(person, {})
        others = [row for key, row in rows.items() if left.get(key) != row]
        if others or len(left) > len(rows):
            published_at = min(row["published_at"] for row in others or rows.values())
            changed.append(_Changed(person, published_at))
    return changed


def _of_people(rows: Collection[Mapping[str, Any]]) -> dict[UUID, dict[UUID, dict[str, Any]]]:
    people: dict[UUID, dict[UUID, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        people[row["staff_member_id"]][row["evaluation_id"]] = dict(row)
    return people


async def note_meanwhile(
    reading: Connection,
    connection: Connection,
    organisation_id: UUID,
    export_id: UUID,
    people: Collection[UUID],
    stores: Collection[UUID],
    days: tuple[date, date],
) -> None:
    """At an export that is issued in this transaction: what became of its contents since `reading` took its snapshot.
    Call it after the export's row is written; acts on visits that would note it wait from now on."""
    await connection.execute("select pg_advisory_xact_lock(hashtextextended($1::text, 0))", _lock(organisation_id))
    asked = (organisation_id, [str(person) for person in people], list(stores), *days)
    known = {row["cause_id"] for row in await reading.fetch(CAUSES, *asked)}
    late = [row for row in await connection.fetch(CAUSES, *asked) if row["cause_id"] not in known]
    await connection.executemany(
        "insert into export_correction (organisation_id, export_id, dispute_id, visited_on, noted_at)"
        " values ($1, $2, $3, $4, $5)",
        [(organisation_id, export_id, row["cause_id"], row["visited_on"], now()) for row in late],
    )


def _lock(organisation_id: UUID) -> str:
    """Acts share it; an export that is issued has it alone, so that each sees the other or comes after it."""
    return f"exports of {organisation_id}"


async def _note(
    connection: Connection, organisation_id: UUID, cause_id: UUID, visit: Mapping[str, Any], changed: list[_Changed]
) -> list[str]:
    """The exports that got the notice: those which released one of these people, over days and stores that hold the
    visit.

    Who was released stands in the trace that each export left. With a population by area the area is not looked at:
    a notice too many says no wrong thing, one too few would.
    """
    await connection.execute(
        "select pg_advisory_xact_lock_shared(hashtextextended($1::text, 0))", _lock(organisation_id)
    )
    rows = await connection.fetch(
        """
        insert into export_correction (organisation_id, export_id, dispute_id, visited_on, noted_at)
        select issued.organisation_id, issued.export_id, $2, $4, $7
          from export issued
         where issued.organisation_id = $1 and $4 between issued.from_on and issued.to_on
           and coalesce(issued.population ->> 'store_id', $3::uuid::text) = $3::uuid::text
           and exists (
               select from unnest($5::text[], $6::timestamptz[]) as held (staff_member_id, published_at)
                 join audit_log trace on trace.organisation_id = $1 and trace.object_kind = 'export'
                  and trace.object_id = issued.export_id::text and trace.act = 'export.created'
                  and trace.detail -> 'staff_member_ids' ? held.staff_member_id
                where issued.created_at > held.published_at)
        on conflict (organisation_id, export_id, dispute_id) do nothing
        returning export_id
        """,
        organisation_id,
        cause_id,
        visit["store_id"],
        visit["visited_on"],
        [str(one.staff_member_id) for one in changed],
        [one.published_at for one in changed],
        now(),
    )
    return sorted(str(row["export_id"]) for row in rows)


async def of_exports(
    connection: Connection, organisation_id: UUID, export_ids: Collection[UUID]
) -> dict[UUID, list[CorrectionNotice]]:
    """Oldest first; an export without any is left out. What changed follows from the cause: a correction says its kind,
    a visit is void, a dispute is from before notices said more, and anything else only added to a visit."""
    rows = await connection.fetch(
        """
        select n.export_id, n.visited_on, n.noted_at,
               case when c.kind is not null then c.kind
                    when v.visit_id is not null then 'visit'
                    when d.dispute_id is not null then 'dispute'
                    else 'addition' end as change
          from export_correction n
          left join correction c on c.organisation_id = $1 and c.correction_id = n.dispute_id
          left join visit v on v.organisation_id = $1 and v.visit_id = n.dispute_id
          left join dispute d on d.organisation_id = $1 and d.dispute_id = n.dispute_id
         where n.organisation_id = $1 and n.export_id = any($2::uuid[])
         order by n.noted_at, n.dispute_id
        """,
        organisation_id,
        list(export_ids),
    )
    found: dict[UUID, list[CorrectionNotice]] = defaultdict(list)
    for row in rows:
        found[row["export_id"]].append(
            CorrectionNotice(visited_on=row["visited_on"], noted_at=row["noted_at"], change=ChangeNoted(row["change"]))
        )
    return found
