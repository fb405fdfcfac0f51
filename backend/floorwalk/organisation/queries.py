"""Every statement of the organisation that answers one request. Those of whole files are import_queries.py."""

from datetime import date, datetime
from uuid import UUID

from floorwalk.infrastructure.database import Connection

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
