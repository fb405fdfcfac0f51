"""Every statement about rubrics and their versions."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound

VERSION_COLUMNS = """
    version.rubric_version_id, rubric.rubric_key, version.version_number, version.version_label,
    version.content_hash, version.comparability_key, version.rubric_document, version.published_at
"""
VERSION_FROM = """
    from rubric_version version
    join rubric using (organisation_id, rubric_id)
"""


async def locked_rubric_id(connection: Connection, organisation_id: UUID, rubric_key: str, new_rubric_id: UUID) -> UUID:
    """The rubric's id, made if there is none, its row locked: one publication at a time counts its versions up."""
    await connection.execute(
        "insert into rubric (organisation_id, rubric_id, rubric_key) values ($1, $2, $3) on conflict do nothing",
        organisation_id, new_rubric_id, rubric_key,
    )  # fmt: skip
    found: UUID = await connection.fetchval(
        "select rubric_id from rubric where organisation_id = $1 and rubric_key = $2 for update",
        organisation_id, rubric_key,
    )  # fmt: skip
    return found


async def version_with_content(
    connection: Connection, organisation_id: UUID, rubric_id: UUID, content_hash: str
) -> Mapping[str, Any] | None:
    """The version that says exactly this, if one does."""
    found: Mapping[str, Any] | None = await connection.fetchrow(
        f"select {VERSION_COLUMNS} {VERSION_FROM}"
        " where version.organisation_id = $1 and version.rubric_id = $2 and version.content_hash = $3",
        organisation_id, rubric_id, content_hash,
    )  # fmt: skip
    return found


async def insert_version(
    connection: Connection,
    organisation_id: UUID,
    rubric_id: UUID,
    rubric_version_id: UUID,
    document: dict[str, Any],
    content_hash: str,
    comparability_key: str,
    published_at: datetime,
    account_id: UUID | None,
) -> int:
    """Freezes the next version and returns its number; the caller holds the rubric's lock."""
    number: int = await connection.fetchval(
        """
        insert into rubric_version (organisation_id, rubric_version_id, rubric_id, version_number, version_label,
            content_hash, comparability_key, rubric_document, published_at, published_by_account_id)
        select $1, $2, $3, coalesce(max(version_number), 0) + 1, $4, $5, $6, $7, $8, $9
        from rubric_version where organisation_id = $1 and rubric_id = $3
        returning version_number
        """,
        organisation_id, rubric_version_id, rubric_id, document["version_label"], content_hash, comparability_key,
        document, published_at, account_id,
    )  # fmt: skip
    return number


async def business_area_keys(connection: Connection, organisation_id: UUID) -> frozenset[str]:
    rows = await connection.fetch(
        "select business_area_key from business_area where organisation_id = $1", organisation_id
    )
    return frozenset(row["business_area_key"] for row in rows)


async def add_business_areas(
    connection: Connection, organisation_id: UUID, declared: Collection[dict[str, Any]]
) -> None:
    """Adds those that the organisation has not; one that it has keeps its title."""
    await connection.execute(
        """
        insert into business_area (organisation_id, business_area_key, title, position)
        select $1, key, title, (select coalesce(max(position), 0) from business_area where organisation_id = $1) + place
        from unnest($2::text[], $3::jsonb[]) with ordinality as declared (key, title, place)
        on conflict do nothing
        """,
        organisation_id,
        [item["business_area_key"] for item in declared],
        [item["title"] for item in declared],
    )


async def versions_by_id(
    connection: Connection, organisation_id: UUID, rubric_version_ids: Collection[UUID]
) -> list[Mapping[str, Any]]:
    """The versions among these ids that this organisation has."""
    found: list[Mapping[str, Any]] = await connection.fetch(
        f"select {VERSION_COLUMNS} {VERSION_FROM}"
        " where version.organisation_id = $1 and version.rubric_version_id = any($2)",
        organisation_id, list(rubric_version_ids),
    )  # fmt: skip
    return found


async def version_by_id(connection: Connection, organisation_id: UUID, rubric_version_id: UUID) -> Mapping[str, Any]:
    """Raises NotFound."""
    found = await versions_by_id(connection, organisation_id, [rubric_version_id])
    if not found:
        raise NotFound
    return found[0]


async def current_versions(connection: Connection, organisation_id: UUID) -> list[Mapping[str, Any]]:
    """The newest version of every rubric, by key."""
    found: list[Mapping[str, Any]] = await connection.fetch(
        f"select distinct on (rubric.rubric_key) {VERSION_COLUMNS} {VERSION_FROM}"
        " where version.organisation_id = $1 order by rubric.rubric_key, version.version_number desc",
        organisation_id,
    )
    return found
