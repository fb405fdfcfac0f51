"""Deciding and writing for the organisation: its beginning, areas, stores, programmes, notices.

Bringing in files is imports.py; what may be seen is scope.py.
"""

from datetime import datetime
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.organisation import queries
from floorwalk.organisation.business_areas import DEFAULT_BUSINESS_AREAS
from floorwalk.organisation.errors import NotOneOrganisation


async def ensure_organisation(
    connection: Connection,
    name: str = "Floorwalk",
    time_zone: str = "Europe/Berlin",
    language: str = "en",
) -> UUID:
    """The one organisation's id; an empty database gets an organisation with the default business areas first.

    Raises NotOneOrganisation if there are several. Needs a transaction.
    """
    await queries.hold_beginnings(connection)
    found = await queries.organisation_ids(connection)
    if found:
        return await only_organisation(connection)
    return await begin_organisation(connection, name, time_zone, language, now())


async def begin_organisation(
    connection: Connection, name: str, time_zone: str, language: str, created_at: datetime
) -> UUID:
    """A new organisation, empty but for the default business areas."""
    organisation_id = new_id()
    await queries.insert_organisation(connection, organisation_id, name, time_zone, language, created_at)
    for position, (key, title) in enumerate(DEFAULT_BUSINESS_AREAS):
        await queries.insert_business_area(connection, organisation_id, key, title, position)
    return organisation_id


async def only_organisation(connection: Connection) -> UUID:
    """The id of the one organisation; raises NotOneOrganisation otherwise."""
    found = await queries.organisation_ids(connection)
    if len(found) != 1:
        raise NotOneOrganisation(count=len(found))
    return found[0]
