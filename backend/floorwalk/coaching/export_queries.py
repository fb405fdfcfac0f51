"""Every statement of asked and issued exports, and of the links that hand their files out. Observations: queries.py."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
MOST_LISTED = 200
# Those that were put into the queue, and those for a formal process that were not, or not yet.
ASKED = """
    select w.work_id as export_id, w.asked, coalesce(a.asked_at, w.asked_at) as asked_at, w.state, w.done, w.total,
           w.fault_code, e.created_at, e.expires_at, e.manifest, a.state as approval_state,
           a.expires_at as approval_expires_at, a.decided_by_role, a.decided_at, a.decision_reason
      from background_work w
      left join export e on e.organisation_id = w.organisation_id and e.export_id = w.work_id
      left join export_approval a on a.organisation_id = w.organisation_id and a.export_id = w.work_id
     where w.organisation_id = $1 and w.account_id = $2 and w.kind = 'export'
    union all
    select a.export_id, a.asked, a.asked_at, null, 0, 0, null, null, null, null, a.state, a.expires_at,
           a.decided_by_role, a.decided_at, a.decision_reason
      from export_approval a
     where a.organisation_id = $1 and a.account_id = $2 and a.state <> 'approved'
"""


async def insert_export(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID,
    manifest: dict[str, Any],
    contents: dict[str, str],
    days: tuple[date, date, date],
    instants: tuple[datetime, datetime],
) -> None:
    """`days` are first, last, retained until; `instants` are created, expires."""
    await connection.execute(
        """
        insert into export (organisation_id, export_id, account_id, purpose, population, manifest, contents,
                            from_on, to_on, retain_until_on, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        organisation_id, UUID(manifest["export_id"]), account_id, manifest["purpose"], manifest["population"],
        manifest, contents, *days, *instants,
    )  # fmt: skip


async def export_of(connection: Connection, organisation_id: UUID, account_id: UUID, export_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(
        f"select * from ({ASKED}) asked where export_id = $3", organisation_id, account_id, export_id
    )
    return row


async def exports_of(connection: Connection, organisation_id: UUID, account_id: UUID) -> list[Row]:
    """Newest first."""
    rows: list[Row] = await connection.fetch(
        f"select * from ({ASKED}) asked order by asked_at desc, export_id desc limit $3",
        organisation_id, account_id, MOST_LISTED,
    )  # fmt: skip
    return rows


async def previous_export(
    connection: Connection, organisation_id: UUID, account_id: UUID, question: dict[str, Any], format_version: int
) -> Row | None:
    """The last export that this account was issued for the same purpose, days and population, in the same format."""
    row: Row | None = await connection.fetchrow(
        """
        select export_id, created_at, contents from export
        where organisation_id = $1 and account_id = $2 and purpose = $3 and from_on = $4 and to_on = $5
          and population = $6 and manifest->'format_version' = $7
        order by created_at desc, export_id desc limit 1
        """,
        organisation_id, account_id, question["purpose"], date.fromisoformat(question["from_on"]),
        date.fromisoformat(question["to_on"]), question["population"], format_version,
    )  # fmt: skip
    return row


async def are_all_there(connection: Connection, organisation_id: UUID, people: Sequence[UUID]) -> bool:
    """Whether nobody of them was deleted; nobody can be until the transaction ends."""
    rows = await connection.fetch(
        "select from staff_member where organisation_id = $1 and staff_member_id = any($2::uuid[])"
        " order by staff_member_id for key share",
        organisation_id, list(people),
    )  # fmt: skip
    return len(rows) == len(set(people))


async def unexpired_exports(connection: Connection, organisation_id: UUID, at: datetime) -> set[UUID]:
    rows = await connection.fetch(
        "select export_id from export where organisation_id = $1 and expires_at > $2", organisation_id, at
    )
    return {row["export_id"] for row in rows}


async def insert_link(
    connection: Connection,
    organisation_id: UUID,
    token_hash: str,
    account_id: UUID,
    file: tuple[UUID, str],
    expires_at: datetime,
) -> None:
    """`file` is the export and the name in it."""
    await connection.execute(
        """
        insert into export_link (organisation_id, token_hash, export_id, file_name, account_id, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        organisation_id, token_hash, *file, account_id, expires_at,
    )  # fmt: skip


async def use_link(
    connection: Connection,
    organisation_id: UUID,
    token_hash: str,
    account_id: UUID,
    file: tuple[UUID, str],
    at: datetime,
) -> bool:
    """Whether the link was good for this account and file; it never is again."""
    answer: str = await connection.execute(
        """
        update export_link set used_at = $6
         where organisation_id = $1 and token_hash = $2 and export_id = $3 and file_name = $4 and account_id = $5
           and used_at is null and expires_at > $6
        """,
        organisation_id, token_hash, *file, account_id, at,
    )  # fmt: skip
    return answer == "UPDATE 1"


async def names_of_people(connection: Connection, organisation_id: UUID) -> list[str]:
    """The names of everybody here who could be named in a sentence: staff, accounts, evaluators' codes."""
    rows = await connection.fetch(
        """
        select display_name from staff_member where organisation_id = $1
        union select first_name from staff_member where organisation_id = $1
        union select display_name from account where organisation_id = $1
        union select evaluator_code from evaluator where organisation_id = $1
        """,
        organisation_id,
    )
    return [row[0] for row in rows]


async def business_area_titles(connection: Connection, organisation_id: UUID) -> dict[str, dict[str, str]]:
    rows = await connection.fetch(
        "select business_area_key, title from business_area where organisation_id = $1", organisation_id
    )
    return {row[0]: row[1] for row in rows}


async def is_disabled(connection: Connection, organisation_id: UUID, account_id: UUID) -> bool:
    disabled: bool = await connection.fetchval(
        "select disabled_at is not null from account where organisation_id = $1 and account_id = $2",
        organisation_id, account_id,
    )  # fmt: skip
    return disabled
