"""Taking results away from the people whom they name: in every table that leads from a result to a person.

At the end of their time (P8, retention.py) and at a person's request (deleting.py). Results, disputes and corrections
stay at store level, with their outcome. What the person said of a result goes, and with it a card of the showcase:
nobody is left who could take the consent back.
"""

from collections.abc import Sequence
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.rights.free_texts import mask_about_visits
from floorwalk.visits.unnaming import MASK, parts_of, unname

# In: organisation, evaluations. Those named now, and those named before it was corrected that it was not them.
_NAMED = """
select coalesce(e.staff_member_id, (e.original ->> 'staff_member_id')::uuid) as staff_member_id,
       array_agg(e.visit_id) as visits, array_agg(e.evaluation_id) as evaluations,
       p.display_name, p.first_name, p.staff_code
  from evaluation e
  join staff_member p on p.organisation_id = e.organisation_id
   and p.staff_member_id = coalesce(e.staff_member_id, (e.original ->> 'staff_member_id')::uuid)
 where e.organisation_id = $1 and e.evaluation_id = any($2::uuid[])
 group by 1, 4, 5, 6 order by 1
"""
# In: organisation, person, evaluations or none for all of them. What the person said goes; that it was said stays.
_UNLINK_DISPUTES = f"""
update dispute
   set staff_member_id = null,
       raised_by_account_id = case when raised_by <> 'staff_member' then raised_by_account_id end,
       reason = case when raised_by = 'staff_member' then '{MASK}' else reason end,
       evidence = case when raised_by = 'staff_member' and evidence is not null then '{MASK}' else evidence end,
       appeal_reason = case when raised_by = 'staff_member' and appeal_reason is not null then '{MASK}'
                            else appeal_reason end
 where organisation_id = $1 and staff_member_id = $2
   and ($3::uuid[] is null or evaluation_id = any($3::uuid[]))
"""
_DELETE_SAID = """
delete from {table}
 where organisation_id = $1 and staff_member_id = $2 and ($3::uuid[] is null or evaluation_id = any($3::uuid[]))
"""


async def unlink(connection: Connection, organisation_id: UUID, evaluation_ids: Sequence[UUID]) -> int:
    """How many of these named somebody until now. Needs a transaction."""
    for named in await connection.fetch(_NAMED, organisation_id, list(evaluation_ids)):
        await unlink_what_was_said(connection, organisation_id, named["staff_member_id"], named["evaluations"])
        words = parts_of([named["display_name"], named["first_name"], named["staff_code"]])
        await mask_about_visits(connection, organisation_id, named["visits"], words)
    return await unname(connection, organisation_id, evaluation_ids)


async def unlink_what_was_said(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, evaluation_ids: Sequence[UUID] | None
) -> None:
    """Acknowledgements, cards and disputes of these results, or of all that the person ever had."""
    for table in ("acknowledgement", "showcase_card"):
        await connection.execute(_DELETE_SAID.format(table=table), organisation_id, staff_member_id, evaluation_ids)
    await connection.execute(_UNLINK_DISPUTES, organisation_id, staff_member_id, evaluation_ids)
