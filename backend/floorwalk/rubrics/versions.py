"""Published versions, compiled once and kept by the process: they never change, so nothing has to be thrown away.

Reading rows is queries.py; what a version is made of is model.py.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.rubrics import queries
from floorwalk.rubrics.compiled import compiled
from floorwalk.rubrics.model import CompiledVersion

MOST_KEPT = 200  # versions; one of 40 criteria takes about 100 kB, and a server process has about 60 MB
_kept: dict[tuple[UUID, UUID], CompiledVersion] = {}


async def versions(
    connection: Connection, organisation_id: UUID, rubric_version_ids: Collection[UUID]
) -> dict[UUID, CompiledVersion]:
    """Those of the asked versions that the organisation has; a statement only for what is not kept yet."""
    wanted = set(rubric_version_ids)
    missing = [one for one in wanted if (organisation_id, one) not in _kept]
    loaded = {}
    if missing:
        for row in await queries.versions_by_id(connection, organisation_id, missing):
            loaded[row["rubric_version_id"]] = version_of(row)
    found = {one: _kept[organisation_id, one] for one in wanted if (organisation_id, one) in _kept} | loaded
    for rubric_version_id, version in loaded.items():
        keep(organisation_id, rubric_version_id, version)
    return found


async def version(connection: Connection, organisation_id: UUID, rubric_version_id: UUID) -> CompiledVersion:
    """Raises NotFound."""
    found = await versions(connection, organisation_id, [rubric_version_id])
    if rubric_version_id not in found:
        raise NotFound
    return found[rubric_version_id]


def kept_version(organisation_id: UUID, rubric_version_id: UUID) -> CompiledVersion | None:
    """What this process has compiled before; None says nothing about the database."""
    return _kept.get((organisation_id, rubric_version_id))


def keep(organisation_id: UUID, rubric_version_id: UUID, version: CompiledVersion) -> None:
    """The oldest leave when there are too many."""
    while len(_kept) >= MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[organisation_id, rubric_version_id] = version


def version_of(row: Mapping[str, Any]) -> CompiledVersion:
    """From a row of queries.VERSION_COLUMNS."""
    document = row["rubric_document"]
    return CompiledVersion(
        rubric_version_id=row["rubric_version_id"],
        rubric_key=row["rubric_key"],
        version_number=row["version_number"],
        version_label=row["version_label"],
        comparability_key=row["comparability_key"],
        mode=document["mode"],
        document=document,
        rubric=compiled(document),
    )
