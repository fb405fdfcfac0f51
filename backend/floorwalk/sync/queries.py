"""The statements of the device bundle and of rescue files. Those of visits are visits/queries.py and ingest.py."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection


async def organisation(connection: Connection, organisation_id: UUID) -> Any:
    return await connection.fetchrow("select name from organisation where organisation_id = $1", organisation_id)


async def programmes(connection: Connection, organisation_id: UUID) -> list[Any]:
    rows: list[Any] = await connection.fetch(
        """
        select programme_id, programme_key, title, mode, staff_identification, publication, rubric_keys
          from programme where organisation_id = $1 order by programme_key
        """,
        organisation_id,
    )
    return rows


async def notices(connection: Connection, organisation_id: UUID, today: date) -> list[Any]:
    """Which programme's notice which store has been given; a store_id of null means all of them."""
    rows: list[Any] = await connection.fetch(
        "select distinct programme_id, store_id from staff_notice where organisation_id = $1 and given_on <= $2",
        organisation_id,
        today,
    )
    return rows


async def versions(
    connection: Connection, organisation_id: UUID, programmes: Sequence[Any], begun_with: Collection[UUID]
) -> list[Any]:
    """The newest version of every rubric that one of the programmes uses, and those that assignments began with."""
    keys = sorted({key for programme in programmes for key in programme["rubric_keys"]})
    rows: list[Any] = await connection.fetch(
        """
        select version.rubric_version_id, rubric.rubric_key, version.version_number, version.version_label,
               version.comparability_key, version.rubric_document, newest.is_newest
          from rubric join rubric_version version using (organisation_id, rubric_id)
          cross join lateral (
               select not exists (select from rubric_version later
                                   where later.organisation_id = $1 and later.rubric_id = version.rubric_id
                                     and later.version_number > version.version_number) as is_newest) newest
         where rubric.organisation_id = $1
           and (is_newest and rubric.rubric_key = any($2::text[]) or version.rubric_version_id = any($3::uuid[]))
         order by rubric.rubric_key, version.version_number desc
        """,
        organisation_id,
        keys,
        list(begun_with),
    )
    return rows


async def stores(connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], today: date) -> list[Any]:
    """The stores among these that are open today or not yet, with the area that each is in today."""
    rows: list[Any] = await connection.fetch(
        """
        select store.store_id, store.store_code, store.name, store.time_zone, store.address,
               store.opening_hours, area.name as area_name
          from store
          left join store_membership membership
                 on membership.organisation_id = $1 and membership.store_id = store.store_id
                and membership.valid_from <= $3 and (membership.valid_to is null or membership.valid_to >= $3)
          left join area on area.organisation_id = $1 and area.area_id = membership.area_id
         where store.organisation_id = $1 and store.store_id = any($2::uuid[])
           and (store.closed_on is null or store.closed_on >= $3)
         order by store.name, store.store_code
        """,
        organisation_id,
        list(store_ids),
        today,
    )
    return rows


async def staff(connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], today: date) -> list[Any]:
    """Who is posted at these stores today."""
    rows: list[Any] = await connection.fetch(
        """
        select posting.store_id, person.staff_member_id, person.first_name, posting.role_title
          from staff_posting posting join staff_member person using (organisation_id, staff_member_id)
         where posting.organisation_id = $1 and posting.store_id = any($2::uuid[])
           and posting.valid_from <= $3 and (posting.valid_to is null or posting.valid_to >= $3)
         order by posting.store_id, person.first_name, person.staff_member_id
        """,
        organisation_id,
        list(store_ids),
        today,
    )
    return rows


async def store_names(connection: Connection, organisation_id: UUID, store_ids: Collection[UUID]) -> dict[UUID, str]:
    """Only of stores that there are."""
    rows = await connection.fetch(
        "select store_id, name from store where organisation_id = $1 and store_id = any($2::uuid[])",
        organisation_id,
        list(store_ids),
    )
    return {row["store_id"]: row["name"] for row in rows}
