"""What a comparison looks up beside its sums: stores, areas, days of membership, keys, titles. In the same snapshot.

What a viewer may see is a parameter; the sums are queries.py.
"""

from collections.abc import Collection
from uuid import UUID

from floorwalk.comparisons.periods import Period, Window
from floorwalk.comparisons.queries import Row
from floorwalk.infrastructure.database import Connection


async def windows_in_areas(
    connection: Connection, organisation_id: UUID, area_id: UUID, store_ids: Collection[UUID], period: Period
) -> list[Window]:
    """When each of the stores belonged to the area or one below it, within the period."""
    rows = await connection.fetch(
        """
        with recursive below as (
            select area_id from area where organisation_id = $1 and area_id = $2
            union
            select area.area_id from area join below on area.parent_area_id = below.area_id
            where area.organisation_id = $1
        )
        select store_id, greatest(valid_from, $4), least(coalesce(valid_to, $5), $5)
        from store_membership join below using (area_id)
        where organisation_id = $1 and store_id = any($3) and valid_from <= $5
          and (valid_to is null or valid_to >= $4)
        """,
        organisation_id, area_id, list(store_ids), period.from_on, period.to_on,
    )  # fmt: skip
    return [Window(*row) for row in rows]


async def area_by_id(connection: Connection, organisation_id: UUID, area_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(
        "select area_id, area_code, name from area where organisation_id = $1 and area_id = $2",
        organisation_id, area_id,
    )  # fmt: skip
    return row


async def stores_by_id(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], period: Period
) -> list[Row]:
    """The stores open on a day of the period, by name, each with the area that it was last in within the period."""
    rows: list[Row] = await connection.fetch(
        """
        select store_id, store.store_code, store.name, store.time_zone, store.format,
               place.area_id, area.area_code, area.name as area_name
        from store
        left join (
            select distinct on (store_id) store_id, area_id from store_membership
            where organisation_id = $1 and store_id = any($2) and valid_from <= $4
            order by store_id, valid_from desc
        ) place using (store_id)
        left join area on area.organisation_id = $1 and area.area_id = place.area_id
        where store.organisation_id = $1 and store.store_id = any($2)
          and (store.opened_on is null or store.opened_on <= $4)
          and (store.closed_on is null or store.closed_on >= $3)
        order by store.name collate "C", store.store_code collate "C"
        """,
        organisation_id, list(store_ids), period.from_on, period.to_on,
    )  # fmt: skip
    return rows


async def versions_by_key(connection: Connection, organisation_id: UUID) -> list[Row]:
    """Every published version with its key, newest last."""
    rows: list[Row] = await connection.fetch(
        """
        select version.comparability_key, rubric.rubric_key, version.rubric_version_id, version.version_label
        from rubric_version version join rubric using (organisation_id, rubric_id)
        where version.organisation_id = $1
        order by version.published_at, version.version_number
        """,
        organisation_id,
    )
    return rows


async def time_zone_of(connection: Connection, organisation_id: UUID) -> str:
    zone: str = await connection.fetchval(
        "select time_zone from organisation where organisation_id = $1", organisation_id
    )
    return zone


async def areas_by_code(connection: Connection, organisation_id: UUID) -> list[Row]:
    rows: list[Row] = await connection.fetch(
        'select area_id, area_code from area where organisation_id = $1 order by area_code collate "C"',
        organisation_id,
    )
    return rows
