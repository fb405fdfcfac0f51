"""Every statement of action items, and the counts of what is due."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.coaching.action_items_lifecycle import ActionItemState
from floorwalk.coaching.action_items_wire import NewActionItem
from floorwalk.coaching.plan_queries import ENDED_STATES
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
MOST_ITEMS = 500  # in one list

ITEM = """
    i.action_item_id, i.store_id, store.name as store_name, i.scope_kind, i.scope_ref, i.task, i.owner_account_id,
    owner.display_name as owner_name, opener.display_name as opened_by_name, i.due_on, i.state, i.created_at,
    i.ended_at, i.drop_reason, i.evidence_text, i.evidence_visit_ids,
    i.state = 'open' and i.due_on < (now() at time zone store.time_zone)::date as is_overdue,
    (
        select count(*) from action_item_comment c
        where c.organisation_id = i.organisation_id and c.action_item_id = i.action_item_id
    ) as comment_count
"""
FROM_ITEM = """
    from action_item i
    join store using (organisation_id, store_id)
    join account owner on owner.organisation_id = i.organisation_id and owner.account_id = i.owner_account_id
    join account opener on opener.organisation_id = i.organisation_id and opener.account_id = i.opened_by_account_id
"""


async def insert(
    connection: Connection, organisation_id: UUID, item_id: UUID, new: NewActionItem, by_account_id: UUID, at: datetime
) -> None:
    await connection.execute(
        """
        insert into action_item (
            organisation_id, action_item_id, store_id, scope_kind, scope_ref, task, owner_account_id,
            opened_by_account_id, due_on, evidence_text, evidence_visit_ids, state, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12)
        """,
        organisation_id, item_id, new.store_id, new.scope_kind.value, new.scope_ref, new.task, new.owner_account_id,
        by_account_id, new.due_on, new.evidence_text, list(new.evidence_visit_ids), at,
    )  # fmt: skip


async def item_by_id(connection: Connection, organisation_id: UUID, item_id: UUID, *, lock: bool = False) -> Row | None:
    row: Row | None = await connection.fetchrow(
        f"select {ITEM} {FROM_ITEM} where i.organisation_id = $1 and i.action_item_id = $2"
        f" {'for update of i' if lock else ''}",
        organisation_id, item_id,
    )  # fmt: skip
    return row


async def items(
    connection: Connection,
    organisation_id: UUID,
    visible: Collection[UUID],
    *,
    is_open: bool,
    owner_account_id: UUID | None = None,
    store_id: UUID | None = None,
    overdue: bool = False,
) -> list[Row]:
    """Items of the visible stores that are open, or that are not; the earliest day first."""
    rows: list[Row] = await connection.fetch(
        f"""
        select {ITEM} {FROM_ITEM}
        where i.organisation_id = $1 and i.store_id = any($2::uuid[]) and (i.state = 'open') = $3
          and ($4::uuid is null or i.owner_account_id = $4) and ($5::uuid is null or i.store_id = $5)
          and (not $6 or i.due_on < (now() at time zone store.time_zone)::date)
        order by i.due_on, i.action_item_id limit $7
        """,
        organisation_id, list(visible), is_open, owner_account_id, store_id, overdue, MOST_ITEMS,
    )  # fmt: skip
    return rows


async def move(
    connection: Connection,
    organisation_id: UUID,
    item_id: UUID,
    state: ActionItemState,
    ended_at: datetime | None,
    drop_reason: str | None,
) -> None:
    """Of an item that the transaction has locked."""
    await connection.execute(
        """
        update action_item set state = $3, ended_at = $4, drop_reason = $5
        where organisation_id = $1 and action_item_id = $2
        """,
        organisation_id, item_id, state.value, ended_at, drop_reason,
    )  # fmt: skip


async def insert_comment(
    connection: Connection, organisation_id: UUID, comment_id: UUID, item_id: UUID, by: UUID, text: str, at: datetime
) -> None:
    await connection.execute(
        """
        insert into action_item_comment (organisation_id, comment_id, action_item_id, account_id, written_at, text)
        values ($1, $2, $3, $4, $5, $6)
        """,
        organisation_id, comment_id, item_id, by, at, text,
    )  # fmt: skip


async def comments(connection: Connection, organisation_id: UUID, item_id: UUID) -> list[Row]:
    """In the order in which they were written."""
    rows: list[Row] = await connection.fetch(
        """
        select account.display_name as account_name, c.written_at, c.text
        from action_item_comment c join account using (organisation_id, account_id)
        where c.organisation_id = $1 and c.action_item_id = $2 order by c.written_at, c.comment_id
        """,
        organisation_id, item_id,
    )  # fmt: skip
    return rows


async def visits_there(
    connection: Connection, organisation_id: UUID, store_id: UUID, visit_ids: Collection[UUID]
) -> list[Row]:
    """Those of the visits that are the store's and have something published."""
    rows: list[Row] = await connection.fetch(
        """
        select v.visit_id, v.visited_on from visit v
        where v.organisation_id = $1 and v.visit_id = any($3::uuid[]) and v.store_id = $2 and v.voided_at is null
          and exists (
            select from evaluation e
            where e.organisation_id = $1 and e.visit_id = v.visit_id and e.state = 'published'
          )
        order by v.visited_on, v.visit_id
        """,
        organisation_id, store_id, list(visit_ids),
    )  # fmt: skip
    return rows


async def overdue_by_store(connection: Connection, organisation_id: UUID, visible: Collection[UUID]) -> list[Row]:
    """Open action items past their day, the stores with most first."""
    rows: list[Row] = await connection.fetch(
        """
        select store.store_id, store.name, count(*) as count
        from action_item i join store using (organisation_id, store_id)
        where i.organisation_id = $1 and i.store_id = any($2::uuid[]) and i.state = 'open'
          and i.due_on < (now() at time zone store.time_zone)::date
        group by store.store_id, store.name order by count desc, store.name
        """,
        organisation_id, list(visible),
    )  # fmt: skip
    return rows


async def reobservations_by_store(
    connection: Connection, organisation_id: UUID, visible: Collection[UUID]
) -> list[Row]:
    """Plans under way whose day of re-observation has come, the stores with most first."""
    rows: list[Row] = await connection.fetch(
        """
        select store.store_id, store.name, count(*) as count
        from coaching_plan p join store using (organisation_id, store_id)
        where p.organisation_id = $1 and p.store_id = any($2::uuid[]) and not p.state = any($3::text[])
          and p.reobserve_by <= (now() at time zone store.time_zone)::date
        group by store.store_id, store.name order by count desc, store.name
        """,
        organisation_id, list(visible), ENDED_STATES,
    )  # fmt: skip
    return rows
