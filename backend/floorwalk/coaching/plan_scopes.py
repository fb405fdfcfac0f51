"""What plans and action items can be about, and with whom: titles of scopes, people and managers of a store."""

from collections.abc import Iterable
from uuid import UUID

from floorwalk.coaching import plan_queries, plan_scope_queries
from floorwalk.coaching.plan_wire import ChoicesBody, NamedAccount, NamedPerson, NamedScope
from floorwalk.comparisons.scene_queries import versions_by_key
from floorwalk.comparisons.wire import Texts, texts_of
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.organisation.queries import business_areas
from floorwalk.rubrics.service import CompiledVersion, versions


class Scopes:
    """The organisation's business areas, and the criteria of the newest version of each rubric and key."""

    def __init__(self, areas: dict[str, Texts], newest: list[CompiledVersion]) -> None:
        self.business_areas = areas
        self.newest = newest  # the newest last
        self.criteria: dict[str, Texts] = {}
        for version in newest:
            for section in version.document["sections"]:
                for criterion in section["criteria"]:
                    if criterion["kind"] not in ("text", "photo"):  # they have no score
                        self.criteria[criterion["criterion_key"]] = texts_of(criterion["title"])

    def title_of(self, kind: str, ref: str | None) -> Texts | None:
        """None for everything; the key itself where nobody calls it anything any more."""
        if ref is None:
            return None
        return (self.criteria if kind == "criterion" else self.business_areas).get(ref) or {"en": ref}

    def check(self, kind: str, ref: str | None) -> list[Fault]:
        """A scope that is one."""
        named = {"business_area": self.business_areas, "criterion": self.criteria}.get(kind)
        if ref is not None if named is None else ref not in named:
            return [Fault("scope_ref", "coaching.scope_unknown", "There is no such business area or criterion.")]
        return []


async def scopes_of(connection: Connection, organisation_id: UUID) -> Scopes:
    areas = {one.business_area_key: one.title for one in await business_areas(connection, organisation_id)}
    rows = await versions_by_key(connection, organisation_id)
    newest_ids = list({row["comparability_key"]: row["rubric_version_id"] for row in rows}.values())
    compiled = await versions(connection, organisation_id, newest_ids)
    return Scopes(areas, [compiled[one] for one in newest_ids])


async def choices_of(connection: Connection, organisation_id: UUID, store_id: UUID) -> ChoicesBody:
    """For the forms. The store is one that the caller may see."""
    scopes = await scopes_of(connection, organisation_id)
    name, today = await plan_scope_queries.name_and_today(connection, organisation_id, store_id)
    people = await plan_scope_queries.people_posted(connection, organisation_id, store_id, today)
    managers = await plan_scope_queries.managers_of(connection, organisation_id, store_id, today)
    return ChoicesBody(
        store_name=name,
        today=today,
        people=[NamedPerson(**row) for row in people],
        managers=[NamedAccount(**row) for row in managers],
        business_areas=_named(scopes.business_areas.items()),
        criteria=_named(scopes.criteria.items()),
    )


def _named(titles: Iterable[tuple[str, Texts]]) -> list[NamedScope]:
    return [NamedScope(key=key, title=title) for key, title in titles]


async def check_manager(
    connection: Connection, organisation_id: UUID, store_id: UUID, account_id: UUID, path: str
) -> list[Fault]:
    """Whoever coaches or owns a task in a store is one of its managers."""
    today = await plan_queries.today_at(connection, organisation_id, store_id)
    managers = await plan_scope_queries.managers_of(connection, organisation_id, store_id, today)
    if account_id in {row["account_id"] for row in managers}:
        return []
    return [Fault(path, "coaching.not_a_manager_there", "This account manages nothing in this store.")]


def refuse(faults: list[Fault]) -> None:
    """Raises Invalid with all of them, if there are any."""
    if faults:
        raise Invalid(faults)
