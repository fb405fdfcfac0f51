"""What a viewer may see: the only place that builds these sets. Which verbs a role carries is identity/permissions.py.

By today's membership of a store in its area: who manages an area sees the whole past of the stores that are in it now.
"""

from typing import NewType
from uuid import UUID

from floorwalk.identity.model import ScopeKind, Viewer
from floorwalk.identity.permissions import Verb, grants_for
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation import queries

VisibleStores = NewType("VisibleStores", frozenset[UUID])  # store ids; only this module builds one
VisibleAreas = NewType("VisibleAreas", frozenset[UUID])  # area ids; only this module builds one


async def stores_visible_to(connection: Connection, viewer: Viewer, verb: Verb) -> VisibleStores:
    """The stores where the viewer has the verb; empty for nobody's grant."""
    everywhere, area_ids, store_ids = _places(viewer, verb)
    if everywhere:
        return VisibleStores(await queries.all_stores(connection, viewer.organisation_id))
    if not area_ids and not store_ids:
        return VisibleStores(frozenset())
    found = await queries.stores_in(connection, viewer.organisation_id, area_ids, store_ids, now().date())
    return VisibleStores(found)


async def store_visible_to(connection: Connection, viewer: Viewer, verb: Verb, store_id: UUID) -> None:
    """Raises NotFound for a store that does not exist or where the viewer has not got the verb."""
    if store_id not in await stores_visible_to(connection, viewer, verb):
        raise NotFound


async def areas_visible_to(connection: Connection, viewer: Viewer, verb: Verb) -> VisibleAreas:
    """The areas that the viewer has the verb for as a whole; a single store's grant opens no area."""
    everywhere, area_ids, _ = _places(viewer, verb)
    if everywhere:
        return VisibleAreas(await queries.all_areas(connection, viewer.organisation_id))
    if not area_ids:
        return VisibleAreas(frozenset())
    return VisibleAreas(await queries.areas_under(connection, viewer.organisation_id, area_ids))


def holds_everywhere(viewer: Viewer, verb: Verb) -> bool:
    """Whether the viewer has the verb for the whole organisation."""
    return _places(viewer, verb)[0]


def _places(viewer: Viewer, verb: Verb) -> tuple[bool, list[UUID], list[UUID]]:
    grants = grants_for(viewer, verb)
    return (
        any(grant.scope_kind is ScopeKind.ORGANISATION for grant in grants),
        [grant.area_id for grant in grants if grant.area_id is not None],
        [grant.store_id for grant in grants if grant.store_id is not None],
    )
