"""Every statement of the organisation that answers one request. Those of whole files are import_queries.py."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.wire import (
    AreaBody,
    BusinessAreaBody,
    MembershipBody,
    NewStore,
    ProgrammeBody,
    StaffMemberBody,
    StaffNoticeBody,
    StoreBody,
)

# In: organisation, areas. Out: those areas and everything under them. `union` ends the recursion even if the tree
# held a circle.
_SUBTREE = """
with recursive subtree as (
    select area_id from area where organisation_id = $1 and area_id = any($2::uuid[])
    union
    select below.area_id from area below join subtree on below.parent_area_id = subtree.area_id
     where below.organisation_id = $1
)
"""


async def all_stores(connection: Connection, organisation_id: UUID) -> frozenset[UUID]:
    """Every store, closed ones too."""
    rows = await connection.fetch("select store_id from store where organisation_id = $1", organisation_id)
    return frozenset(row["store_id"] for row in rows)


async def all_areas(connection: Connection, organisation_id: UUID) -> frozenset[UUID]:
    rows = await connection.fetch("select area_id from area where organisation_id = $1", organisation_id)
    return frozenset(row["area_id"] for row in rows)


async def areas_under(connection: Connection, organisation_id: UUID, area_ids: list[UUID]) -> frozenset[UUID]:
    """The areas themselves and their whole subtrees."""
    rows = await connection.fetch(_SUBTREE + "select area_id from subtree", organisation_id, area_ids)
    return frozenset(row["area_id"] for row in rows)


async def stores_in(
    connection: Connection, organisation_id: UUID, area_ids: list[UUID], store_ids: list[UUID], on: date
) -> frozenset[UUID]:
    """The stores that are in one of the areas' subtrees on that day, and the stores named by themselves."""
    rows = await connection.fetch(
        _SUBTREE
        + """
        select m.store_id from store_membership m join subtree using (area_id)
         where m.organisation_id = $1 and m.valid_from <= $4 and (m.valid_to is null or m.valid_to >= $4)
        union
        select store_id from store where organisation_id = $1 and store_id = any($3::uuid[])
        """,
        organisation_id,
        area_ids,
        store_ids,
        on,
    )
    return frozenset(row["store_id"] for row in rows)


async def organisation_ids(connection: Connection) -> list[UUID]:
    """At most two: enough to know whether there is exactly one."""
    rows = await connection.fetch("select organisation_id from organisation order by created_at limit 2")
    return [row["organisation_id"] for row in rows]


async def hold_beginnings(connection: Connection) -> None:
    """One organisation at a time is begun; held until the transaction ends."""
    await connection.execute("select pg_advisory_xact_lock(hashtextextended('floorwalk begins an organisation', 0))")


async def insert_organisation(
    connection: Connection, organisation_id: UUID, name: str, time_zone: str, language: str, created_at: datetime
) -> None:
    await connection.execute(
        "insert into organisation (organisation_id, name, time_zone, language, created_at) values ($1, $2, $3, $4, $5)",
        organisation_id,
        name,
        time_zone,
        language,
        created_at,
    )


async def insert_business_area(
    connection: Connection, organisation_id: UUID, key: str, title: dict[str, str], position: int
) -> None:
    await connection.execute(
        "insert into business_area (organisation_id, business_area_key, title, position) values ($1, $2, $3, $4)",
        organisation_id,
        key,
        title,
        position,
    )


async def hold_organisation(connection: Connection, organisation_id: UUID) -> tuple[str, str]:
    """The organisation's time zone and language; one change of the tree or one import at a time from here on."""
    row = await connection.fetchrow(
        "select time_zone, language from organisation where organisation_id = $1 for no key update", organisation_id
    )
    return row["time_zone"], row["language"]


async def areas(connection: Connection, organisation_id: UUID, visible: frozenset[UUID]) -> list[AreaBody]:
    """By code. A parent that the viewer may not see is left out."""
    rows = await connection.fetch(
        """
        select area_id, area_code, name,
               case when parent_area_id = any($2::uuid[]) then parent_area_id end as parent_area_id
          from area where organisation_id = $1 and area_id = any($2::uuid[]) order by area_code
        """,
        organisation_id,
        list(visible),
    )
    return [AreaBody(**row) for row in rows]


async def area_exists(connection: Connection, organisation_id: UUID, area_id: UUID) -> bool:
    found = await connection.fetchval(
        "select 1 from area where organisation_id = $1 and area_id = $2", organisation_id, area_id
    )
    return found is not None


async def insert_area(connection: Connection, organisation_id: UUID, area: AreaBody) -> bool:
    """False if the code is taken."""
    status: str = await connection.execute(
        """
        insert into area (organisation_id, area_id, area_code, name, parent_area_id) values ($1, $2, $3, $4, $5)
        on conflict (organisation_id, area_code) do nothing
        """,
        organisation_id,
        area.area_id,
        area.area_code,
        area.name,
        area.parent_area_id,
    )
    return status == "INSERT 0 1"


async def move_area(connection: Connection, organisation_id: UUID, area_id: UUID, parent_area_id: UUID | None) -> None:
    await connection.execute(
        "update area set parent_area_id = $3 where organisation_id = $1 and area_id = $2",
        organisation_id,
        area_id,
        parent_area_id,
    )


# In: organisation, visible stores, day, code after which to begin, limit, one store or null.
_STORES = """
select s.store_id, s.store_code, s.name, s.time_zone, s.format, s.address, s.opening_hours,
       a.area_id, a.name as area_name, s.opened_on, s.closed_on
  from store s
  left join store_membership m on m.organisation_id = s.organisation_id and m.store_id = s.store_id
       and m.valid_from <= $3 and (m.valid_to is null or m.valid_to >= $3)
  left join area a on a.organisation_id = m.organisation_id and a.area_id = m.area_id
 where s.organisation_id = $1 and s.store_id = any($2::uuid[]) and s.store_code > $4
 order by s.store_code
 limit $5
"""


async def stores(
    connection: Connection, organisation_id: UUID, visible: frozenset[UUID], on: date, after: str, limit: int
) -> list[StoreBody]:
    """By code, with the area each is in on that day."""
    rows = await connection.fetch(_STORES, organisation_id, list(visible), on, after, limit)
    return [StoreBody(**row) for row in rows]


async def insert_store(
    connection: Connection, organisation_id: UUID, store_id: UUID, store: NewStore, time_zone: str
) -> bool:
    """False if the code is taken."""
    status: str = await connection.execute(
        """
        insert into store (organisation_id, store_id, store_code, name, time_zone, format, opened_on, closed_on,
                           address, opening_hours)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (organisation_id, store_code) do nothing
        """,
        organisation_id,
        store_id,
        store.store_code,
        store.name,
        time_zone,
        store.format,
        store.opened_on,
        store.closed_on,
        store.address,
        store.opening_hours,
    )
    return status == "INSERT 0 1"


async def lasting_membership(connection: Connection, organisation_id: UUID, store_id: UUID) -> MembershipBody | None:
    """The membership that has no last day; None if the store is in no area."""
    row = await connection.fetchrow(
        """
        select store_membership_id, store_id, area_id, valid_from, valid_to from store_membership
         where organisation_id = $1 and store_id = $2 and valid_to is null
        """,
        organisation_id,
        store_id,
    )
    return None if row is None else MembershipBody(**row)


async def latest_last_day(connection: Connection, organisation_id: UUID, store_id: UUID) -> date | None:
    """The last day of the store's memberships that have ended; None if there is none."""
    found: date | None = await connection.fetchval(
        "select max(valid_to) from store_membership where organisation_id = $1 and store_id = $2",
        organisation_id,
        store_id,
    )
    return found


async def end_membership(
    connection: Connection, organisation_id: UUID, store_membership_id: UUID, valid_to: date
) -> None:
    await connection.execute(
        "update store_membership set valid_to = $3 where organisation_id = $1 and store_membership_id = $2",
        organisation_id,
        store_membership_id,
        valid_to,
    )


async def insert_membership(connection: Connection, organisation_id: UUID, membership: MembershipBody) -> None:
    await connection.execute(
        """
        insert into store_membership (organisation_id, store_membership_id, store_id, area_id, valid_from, valid_to)
        values ($1, $2, $3, $4, $5, $6)
        """,
        organisation_id,
        membership.store_membership_id,
        membership.store_id,
        membership.area_id,
        membership.valid_from,
        membership.valid_to,
    )


async def staff_members(
    connection: Connection,
    organisation_id: UUID,
    stores_seen: frozenset[UUID],
    on: date,
    after: tuple[str, str],
    limit: int,
) -> list[StaffMemberBody]:
    """By staff code, then store: whoever is posted to one of the stores on that day."""
    rows = await connection.fetch(
        """
        select p.staff_member_id, p.staff_code, p.display_name, g.role_title, g.store_id
          from staff_posting g
          join staff_member p on p.organisation_id = g.organisation_id and p.staff_member_id = g.staff_member_id
         where g.organisation_id = $1 and g.store_id = any($2::uuid[])
           and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $3)
           and (p.staff_code, g.store_id::text) > ($4, $5)
         order by p.staff_code, g.store_id::text
         limit $6
        """,
        organisation_id,
        list(stores_seen),
        on,
        *after,
        limit,
    )
    return [StaffMemberBody(**row) for row in rows]


async def business_areas(connection: Connection, organisation_id: UUID) -> list[BusinessAreaBody]:
    """In the organisation's own order."""
    rows = await connection.fetch(
        """
        select business_area_key, title from business_area
         where organisation_id = $1 order by position, business_area_key
        """,
        organisation_id,
    )
    return [BusinessAreaBody(**row) for row in rows]


PROGRAMME_COLUMNS = """
programme_id, programme_key, title, mode, staff_identification, publication, rubric_keys,
rotation_days, dispute_window_days, dispute_decision_days, evidence_retention_days, named_link_retention_days
"""


async def programmes(connection: Connection, organisation_id: UUID) -> list[ProgrammeBody]:
    """By key."""
    rows = await connection.fetch(
        f"select {PROGRAMME_COLUMNS} from programme where organisation_id = $1 order by programme_key", organisation_id
    )
    return [ProgrammeBody(**row) for row in rows]


async def insert_programme(connection: Connection, organisation_id: UUID, programme: ProgrammeBody) -> bool:
    """False if the key is taken."""
    status: str = await connection.execute(
        f"""
        insert into programme (organisation_id, {PROGRAMME_COLUMNS})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (organisation_id, programme_key) do nothing
        """,
        organisation_id,
        programme.programme_id,
        programme.programme_key,
        programme.title,
        programme.mode,
        programme.staff_identification,
        programme.publication,
        programme.rubric_keys,
        programme.rotation_days,
        programme.dispute_window_days,
        programme.dispute_decision_days,
        programme.evidence_retention_days,
        programme.named_link_retention_days,
    )
    return status == "INSERT 0 1"


async def id_of_code(
    connection: Connection, organisation_id: UUID, kind: Literal["store", "programme"], code: str
) -> UUID | None:
    """The id behind a store_code or a programme_key; None if there is none."""
    column = {"store": "store_code", "programme": "programme_key"}[kind]
    found: UUID | None = await connection.fetchval(
        f"select {kind}_id from {kind} where organisation_id = $1 and {column} = $2", organisation_id, code
    )
    return found


async def is_there(
    connection: Connection, organisation_id: UUID, kind: Literal["store", "programme"], wanted_id: UUID
) -> bool:
    found = await connection.fetchval(
        f"select 1 from {kind} where organisation_id = $1 and {kind}_id = $2", organisation_id, wanted_id
    )
    return found is not None


async def staff_notices(
    connection: Connection, organisation_id: UUID, visible: frozenset[UUID]
) -> list[StaffNoticeBody]:
    """Newest first: those for every store, and those for a store that the viewer sees."""
    rows = await connection.fetch(
        """
        select staff_notice_id, programme_id, store_id, text_version, languages, given_on, channel, reference,
               texts, covers_formal_process
          from staff_notice
         where organisation_id = $1 and (store_id is null or store_id = any($2::uuid[]))
         order by given_on desc, staff_notice_id
         limit 1000
        """,
        organisation_id,
        list(visible),
    )
    return [StaffNoticeBody(**row) for row in rows]


async def insert_staff_notice(connection: Connection, organisation_id: UUID, notice: StaffNoticeBody) -> None:
    await connection.execute(
        """
        insert into staff_notice (organisation_id, staff_notice_id, programme_id, store_id, text_version, languages,
                                  given_on, channel, reference, texts, covers_formal_process)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        organisation_id,
        notice.staff_notice_id,
        notice.programme_id,
        notice.store_id,
        notice.text_version,
        notice.languages,
        notice.given_on,
        notice.channel,
        notice.reference,
        notice.texts,
        notice.covers_formal_process,
    )
