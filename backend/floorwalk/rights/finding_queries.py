"""The statements behind finding a person, and the last row that retention left in the log."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection

# Letters without their accents, in lower case: "ozil" finds "Özil".
_FOLDED = "regexp_replace(normalize(lower({}), nfd), '[\\u0300-\\u036f]', '', 'g')"


async def people_named(
    connection: Connection,
    organisation_id: UUID,
    words: Sequence[str],
    stores: Collection[UUID],
    today: date,
    limit: int,
    *,
    also_elsewhere: bool,
) -> list[Mapping[str, Any]]:
    """Whose name or code holds every word. Without `also_elsewhere` only who was ever posted to one of the stores."""
    rows: list[Mapping[str, Any]] = await connection.fetch(
        f"""
        select p.staff_member_id, p.staff_code, p.display_name, p.first_name, latest.role_title,
               latest.name as store_name, case when latest.valid_to < $4 then latest.valid_to end as left_on
          from staff_member p
          left join lateral (
               select g.role_title, g.valid_to, s.name
                 from staff_posting g
                 join store s on s.organisation_id = $1 and s.store_id = g.store_id
                where g.organisation_id = $1 and g.staff_member_id = p.staff_member_id
                  and g.store_id = any($3::uuid[])
                order by g.valid_to desc nulls first, g.valid_from desc, s.name limit 1
               ) as latest on true
         where p.organisation_id = $1 and ($6 or latest.name is not null)
           and not exists (
               select from unnest($2::text[]) as word
                where position({_FOLDED.format("word")}
                            in {_FOLDED.format("p.display_name || ' ' || p.staff_code")}) = 0)
         order by p.display_name, p.staff_code limit $5
        """,
        organisation_id,
        list(words),
        list(stores),
        today,
        limit,
        also_elsewhere,
    )
    return rows


async def last_retention(connection: Connection, organisation_id: UUID) -> Mapping[str, Any] | None:
    """When it ran, and its report."""
    row: Mapping[str, Any] | None = await connection.fetchrow(
        """
        select happened_at, detail from audit_log
         where organisation_id = $1 and object_kind = 'organisation' and object_id = $1::uuid::text
           and act = 'retention.ran'
         order by happened_at desc limit 1
        """,
        organisation_id,
    )
    return row
