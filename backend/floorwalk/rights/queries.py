"""The statements of retention and of deleting a person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import ForeignKeyViolationError

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.unnaming import MASK

NOBODY = UUID(int=0)  # in place of a person who is gone
LINK_DAYS_OF_IMPORTS = 365  # P8's default, for history that belongs to no programme
# In: organisation, today. From: evaluations whose link to a person is older than their programme keeps it.
_OVERDUE_LINKS = f"""
  from evaluation e
  join visit v on v.organisation_id = $1 and v.visit_id = e.visit_id
  left join programme p on p.organisation_id = $1 and p.programme_id = v.programme_id
 where e.organisation_id = $1
   and (e.staff_member_id is not null or e.original ->> 'staff_member_id' is not null)
   and v.visited_on + coalesce(p.named_link_retention_days, {LINK_DAYS_OF_IMPORTS}) < $2
"""
_OVERDUE_PICTURES = """
select count(*)
  from evidence e
  join visit v on v.organisation_id = $1 and v.visit_id = e.visit_id
  join programme p on p.organisation_id = $1 and p.programme_id = v.programme_id
 where e.organisation_id = $1 and e.state = 'stored' and e.visited_on + p.evidence_retention_days < $2
"""


async def overdue_links(connection: Connection, organisation_id: UUID, today: date, limit: int) -> list[UUID]:
    rows = await connection.fetch(
        f"select e.evaluation_id {_OVERDUE_LINKS} order by e.evaluation_id limit $3", organisation_id, today, limit
    )
    return [row["evaluation_id"] for row in rows]


async def counted(connection: Connection, organisation_id: UUID, today: date) -> tuple[int, int]:
    """Links and pictures that are kept no longer."""
    links = await connection.fetchval(f"select count(*) {_OVERDUE_LINKS}", organisation_id, today)
    return links, await connection.fetchval(_OVERDUE_PICTURES, organisation_id, today)


async def organisations(connection: Connection) -> Sequence[Mapping[str, Any]]:
    """Each with its zone, and when retention last ran there."""
    rows: Sequence[Mapping[str, Any]] = await connection.fetch(
        """
        select o.organisation_id, o.time_zone,
               (select max(happened_at) from audit_log l
                 where l.organisation_id = o.organisation_id and l.object_kind = 'organisation'
                   and l.object_id = o.organisation_id::text and l.act = 'retention.ran') as ran_at
          from organisation o
         order by o.organisation_id
        """
    )
    return rows


async def person(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> Mapping[str, Any] | None:
    """Locked until the transaction ends."""
    row: Mapping[str, Any] | None = await connection.fetchrow(
        "select staff_member_id, staff_code, display_name, first_name from staff_member"
        " where organisation_id = $1 and staff_member_id = $2 for update",
        organisation_id, staff_member_id,
    )  # fmt: skip
    return row


async def stores_of(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> set[UUID]:
    """Where the person was ever posted."""
    rows = await connection.fetch(
        "select distinct store_id from staff_posting where organisation_id = $1 and staff_member_id = $2",
        organisation_id, staff_member_id,
    )  # fmt: skip
    return {row["store_id"] for row in rows}


async def evaluations_of(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> list[UUID]:
    """Those that name the person, and those that did until it was corrected."""
    rows = await connection.fetch(
        "select evaluation_id from evaluation where organisation_id = $1"
        " and (staff_member_id = $2 or original ->> 'staff_member_id' = $2::uuid::text)",
        organisation_id, staff_member_id,
    )  # fmt: skip
    return [row["evaluation_id"] for row in rows]


async def pictures_of(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> list[tuple[UUID, str]]:
    """evidence_id and stored hash of what is kept of this person's interactions: a picture may show them."""
    rows = await connection.fetch(
        """
        select p.evidence_id, p.stored_sha256
          from evaluation e
          cross join jsonb_array_elements(e.evidence) as named
          join evidence p on p.organisation_id = $1 and p.evidence_id = (named ->> 'evidence_id')::uuid
         where e.organisation_id = $1 and e.staff_member_id = $2 and p.state = 'stored'
         order by p.evidence_id
        """,
        organisation_id,
        staff_member_id,
    )
    return [(row["evidence_id"], row["stored_sha256"]) for row in rows]


async def accounts_of(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> list[tuple[UUID, bool]]:
    """The accounts that see this person's results, and whether they serve for nothing else."""
    rows = await connection.fetch(
        """
        select a.account_id,
               not exists (select from account_grant g where g.organisation_id = $1 and g.account_id = a.account_id
                              and g.role <> 'staff_member')
               and not exists (select from evaluator e where e.organisation_id = $1 and e.account_id = a.account_id)
               as only_theirs
          from account a where a.organisation_id = $1 and a.staff_member_id = $2
        """,
        organisation_id,
        staff_member_id,
    )
    return [(row["account_id"], row["only_theirs"]) for row in rows]


async def delete_account(connection: Connection, organisation_id: UUID, account_id: UUID) -> None:
    """With all that belongs to it and to nothing else. What it did as anything else than this person, before, stays:
    then an account is left that says nothing and that nobody can use."""
    for table in ("result_link", "sign_in_session", "invitation", "account_grant", "sign_in_name"):
        await connection.execute(
            f"delete from {table} where organisation_id = $1 and account_id = $2", organisation_id, account_id
        )
    try:
        async with connection.transaction():
            await connection.execute(
                "delete from account where organisation_id = $1 and account_id = $2", organisation_id, account_id
            )
    except ForeignKeyViolationError:
        await connection.execute(
            "update account set email = '', display_name = $3, password_hash = null, staff_member_id = null,"
            " disabled_at = now() where organisation_id = $1 and account_id = $2",
            organisation_id, account_id, MASK,
        )  # fmt: skip


async def unlink_account(connection: Connection, organisation_id: UUID, account_id: UUID) -> None:
    """An account that serves for more stays; it sees no results of its own any more."""
    await connection.execute(
        "update account set staff_member_id = null where organisation_id = $1 and account_id = $2",
        organisation_id, account_id,
    )  # fmt: skip
    await connection.execute(
        "delete from account_grant where organisation_id = $1 and account_id = $2 and role = 'staff_member'",
        organisation_id, account_id,
    )  # fmt: skip


async def delete_person(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> None:
    for table in ("coaching_plan", "notice_given", "staff_posting", "staff_member"):
        await connection.execute(
            f"delete from {table} where organisation_id = $1 and staff_member_id = $2",
            organisation_id, staff_member_id,
        )  # fmt: skip


async def exports_asked(connection: Connection, organisation_id: UUID) -> Sequence[Mapping[str, Any]]:
    """Every export with its question, which its codes follow from."""
    rows: Sequence[Mapping[str, Any]] = await connection.fetch(
        "select export_id, purpose, from_on, to_on, population from export where organisation_id = $1"
        " order by export_id",
        organisation_id,
    )
    return rows


async def leases(connection: Connection, organisation_id: UUID) -> set[str]:
    """Of the work in the background that somebody is at."""
    rows = await connection.fetch(
        "select lease_id from background_work where organisation_id = $1 and lease_id is not null", organisation_id
    )
    return {str(row["lease_id"]) for row in rows}


async def take_code_out(connection: Connection, organisation_id: UUID, export_id: UUID, code: str) -> None:
    """Out of what an export says of its contents; the counts stay as they were issued."""
    await connection.execute(
        """
        update export set contents = contents - $3::text, manifest = replace(manifest::text, $3::text, $4::text)::jsonb
         where organisation_id = $1 and export_id = $2
           and (contents ? $3::text or strpos(manifest::text, $3::text) > 0)
        """,
        organisation_id,
        export_id,
        code,
        MASK,
    )


async def end_exports(connection: Connection, organisation_id: UUID, export_ids: Sequence[UUID], at: datetime) -> None:
    await connection.execute(
        "update export set expires_at = $3 where organisation_id = $1 and export_id = any($2::uuid[])"
        " and expires_at > $3",
        organisation_id, list(export_ids), at,
    )  # fmt: skip


async def take_out_of_questions(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> None:
    """Out of the exports that were asked for about this one person: they stay exports about one, who is nobody."""
    for table, column in (
        ("export", "population"), ("export", "manifest"), ("background_work", "asked"), ("export_approval", "asked"),
    ):  # fmt: skip
        await connection.execute(
            f"update {table} set {column} = replace({column}::text, $2::uuid::text, $3::uuid::text)::jsonb"
            f" where organisation_id = $1 and strpos({column}::text, $2::uuid::text) > 0",
            organisation_id, staff_member_id, NOBODY,
        )  # fmt: skip
