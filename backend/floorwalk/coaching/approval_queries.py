"""Every statement of exports that need a second person's word, and of the notices that they rest on."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.coaching.wire import NoticeReliedOn
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
MOST_LISTED = 200
COLUMNS = """
    a.export_id, a.account_id, a.asked_by_role, a.asked, a.asked_at, a.expires_at, a.releasable, a.withheld, a.state,
    a.decided_by_role, a.decided_at, a.decision_reason, asker.display_name as asked_by,
    asker.staff_member_id as asker_person
    from export_approval a
    join account asker on asker.organisation_id = a.organisation_id and asker.account_id = a.account_id
    where a.organisation_id = $1
"""


async def insert(
    connection: Connection,
    organisation_id: UUID,
    export_id: UUID,
    asker: tuple[UUID, str],
    asked: dict[str, Any],
    counts: tuple[int, int],
    instants: tuple[datetime, datetime],
) -> None:
    """`asker` is account and role; `counts` are releasable and withheld; `instants` are asked and expires."""
    await connection.execute(
        """
        insert into export_approval (organisation_id, export_id, account_id, asked_by_role, asked, releasable,
                                     withheld, asked_at, expires_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'awaiting')
        """,
        organisation_id, export_id, *asker, asked, *counts, *instants,
    )  # fmt: skip


async def approval_of(connection: Connection, organisation_id: UUID, export_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(f"select {COLUMNS} and a.export_id = $2", organisation_id, export_id)
    return row


async def open_approvals(connection: Connection, organisation_id: UUID, at: datetime) -> list[Row]:
    """Undecided and in time, whoever asked; the one whose time ends first comes first."""
    rows: list[Row] = await connection.fetch(
        f"select {COLUMNS} and a.state = 'awaiting' and a.expires_at > $2"
        " order by a.expires_at, a.export_id limit $3",
        organisation_id, at, MOST_LISTED,
    )  # fmt: skip
    return rows


async def lock(connection: Connection, organisation_id: UUID, export_id: UUID) -> None:
    """Of two people who decide at once, the second reads what the first has decided."""
    await connection.execute(
        "select from export_approval where organisation_id = $1 and export_id = $2 for update",
        organisation_id, export_id,
    )  # fmt: skip


async def decide(
    connection: Connection,
    organisation_id: UUID,
    export_id: UUID,
    state: str,
    decider: tuple[UUID, str | None],
    at: datetime,
    reason: str | None,
) -> None:
    """After `lock`. `decider` is account and role; withdrawing has neither role nor reason."""
    await connection.execute(
        """
        update export_approval
           set state = $3, decided_by_account_id = $4, decided_by_role = $5, decided_at = $6, decision_reason = $7
         where organisation_id = $1 and export_id = $2 and state = 'awaiting'
        """,
        organisation_id, export_id, state, *decider, at, reason,
    )  # fmt: skip


async def people_asked_of(connection: Connection, organisation_id: UUID, export_id: UUID) -> frozenset[UUID]:
    """The people who were releasable when it was asked for. They stand in the trace of the asking, which nobody can
    change, and in no table that a deletion would have to look through."""
    rows = await connection.fetch(
        """
        select jsonb_array_elements_text(detail -> 'staff_member_ids') from audit_log
         where organisation_id = $1 and object_kind = 'export' and object_id = $2::uuid::text and act = 'export.asked'
        """,
        organisation_id, export_id,
    )  # fmt: skip
    return frozenset(UUID(row[0]) for row in rows)


async def covering_notices(
    connection: Connection, organisation_id: UUID, ids: Collection[UUID]
) -> dict[UUID, NoticeReliedOn]:
    """Those of the notices whose text says that it may come to a formal process; in the order of their days."""
    rows = await connection.fetch(
        """
        select n.staff_notice_id, programme.programme_key, store.store_code, n.text_version, n.given_on, n.channel,
               n.reference
          from staff_notice n
          join programme on programme.organisation_id = n.organisation_id and programme.programme_id = n.programme_id
          left join store on store.organisation_id = n.organisation_id and store.store_id = n.store_id
         where n.organisation_id = $1 and n.staff_notice_id = any($2::uuid[]) and n.covers_formal_process
         order by n.given_on, programme.programme_key, store.store_code
        """,
        organisation_id, list(ids),
    )  # fmt: skip
    return {row["staff_notice_id"]: NoticeReliedOn(**{key: row[key] for key in list(row.keys())[1:]}) for row in rows}


async def texts_of_notices(
    connection: Connection, organisation_id: UUID, ids: Collection[UUID]
) -> dict[UUID, dict[str, str]]:
    """What staff were told, by notice and language."""
    rows = await connection.fetch(
        "select staff_notice_id, texts from staff_notice"
        " where organisation_id = $1 and staff_notice_id = any($2::uuid[])",
        organisation_id, list(ids),
    )  # fmt: skip
    return {row["staff_notice_id"]: row["texts"] for row in rows}


async def name_of_place(
    connection: Connection, organisation_id: UUID, area_id: UUID | None, store_id: UUID | None
) -> str | None:
    """The area's or the store's name; None for everybody."""
    name: str | None = await connection.fetchval(
        """
        select coalesce((select name from store where organisation_id = $1 and store_id = $3),
                        (select name from area where organisation_id = $1 and area_id = $2))
        """,
        organisation_id, area_id, store_id,
    )  # fmt: skip
    return name


async def name_of_person(connection: Connection, organisation_id: UUID, staff_member_id: UUID | None) -> str | None:
    """None for nobody."""
    name: str | None = await connection.fetchval(
        "select display_name from staff_member where organisation_id = $1 and staff_member_id = $2",
        organisation_id, staff_member_id,
    )  # fmt: skip
    return name
