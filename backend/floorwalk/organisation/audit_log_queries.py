"""The statements that read the audit log. Writing it is infrastructure/audit_log.py; nothing ever changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: each filter that is None leaves all in. Days are the organisation's, both included."""

    from_on: date | None = None
    to_on: date | None = None
    account_id: UUID | None = None
    act: str | None = None  # an act, or the word before its dot: "export" means each act of exports
    object_kind: str | None = None
    staff_code: str | None = None  # rows about this person: the person is the object, or one of those in the detail

    def arguments(self, organisation_id: UUID) -> tuple[object, ...]:
        """$1 to $7 of the statements below."""
        return (
            organisation_id, self.from_on, self.to_on, self.account_id, self.act, self.object_kind, self.staff_code,
        )  # fmt: skip


_WHERE = """
  from audit_log l
  join organisation o on o.organisation_id = l.organisation_id
  left join account a on a.organisation_id = l.organisation_id and a.account_id = l.account_id
  left join staff_member p on p.organisation_id = l.organisation_id and p.staff_code = $7
 where l.organisation_id = $1
   and ($2::date is null or l.happened_at >= $2::date::timestamp at time zone o.time_zone)
   and ($3::date is null or l.happened_at < ($3::date + 1)::timestamp at time zone o.time_zone)
   and ($4::uuid is null or l.account_id = $4)
   and ($5::text is null or l.act = $5 or starts_with(l.act, $5 || '.'))
   and ($6::text is null or l.object_kind = $6)
   and ($7::text is null
        or l.object_kind = 'staff_member' and l.object_id = p.staff_member_id::text
        or l.detail -> 'staff_member_ids' ? p.staff_member_id::text)
"""
# In: as Wanted.arguments, then the place of the last row of the page before ($8, $9) or nulls, most rows ($10).
_PAGE = f"""
select l.audit_id, l.happened_at, l.account_id, a.display_name, l.act, l.object_kind, l.object_id, l.detail
{_WHERE}
   and ($8::timestamptz is null or (l.happened_at, l.audit_id) < ($8, $9::uuid))
 order by l.happened_at desc, l.audit_id desc
 limit $10
"""
_SAFE = (
    """case when {0} ~ E'^[=+@\\t\\r\\n＝＋－＠''-]' then '''' || {0} else {0} end"""  # as coaching/csv_cells.safe_text
)
# In: as Wanted.arguments. Out: the columns of schemas/exports/audit-log.schema.json, oldest first.
AS_CSV = f"""
select to_char(l.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as happened_at,
       l.account_id, {_SAFE.format("a.email")} as account_email, l.act, l.object_kind,
       {_SAFE.format("l.object_id")} as object_id, l.detail::text as detail
{_WHERE}
 order by l.happened_at, l.audit_id
"""


async def page(
    connection: Connection, organisation_id: UUID, wanted: Wanted, after: tuple[Any, UUID] | None, limit: int
) -> Sequence[Mapping[str, Any]]:
    """Newest first."""
    rows: Sequence[Mapping[str, Any]] = await connection.fetch(
        _PAGE, *wanted.arguments(organisation_id), *(after or (None, None)), limit
    )
    return rows
