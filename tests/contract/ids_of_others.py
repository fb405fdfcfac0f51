"""What each parameter with an id names, and ids of such things that are somebody else's. For test_scope_of_ids.py."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from tests.contract.asking import NEVER, Ask
from tests.contract.routes import Operation, document
from tests.contract.world import World

# A parameter or a field that names a thing, and what kind of thing.
KINDS = {
    "a": "side",
    "action_item_id": "action_item",
    "account_id": "account",
    "answer_id": "made by whoever sends",
    "area_id": "area",
    "assignment_id": "assignment",
    "b": "side",
    "card_id": "showcase_card",
    "coach_account_id": "account",
    "device_id": "made by whoever sends",
    "dispute_id": "dispute",
    "evaluation_id": "evaluation",
    "evaluator_code": "evaluator_code",
    "evaluator_id": "evaluator",
    "evidence_id": "evidence",
    "evidence_visit_ids": "visit",
    "export_id": "export",
    "grant_id": "grant",
    "interaction_id": "made by whoever sends",
    "owner_account_id": "account",
    "parent_area_id": "area",
    "plan_id": "plan",
    "programme_id": "programme",
    "return_id": "visit_return",
    "rubric_version_id": "rubric_version",
    "scenario_id": "scenario",
    "link": "made by whoever sends",  # a secret, kept as its hash: tests/backend/coaching has those of others
    "sha256": "upload",
    "staff_member_id": "staff_member",
    "staff_member_ids": "staff_member",
    "staff_notice_id": "staff_notice",
    "staff_notice_ids": "staff_notice",
    "store_id": "store",
    "visit_id": "visit",
}
# New to the server: tests/backend/sync has the ids of others' visits.
NEW_WITH = {"sync.take_visits": ("visit_id", "evaluation_id")}
# Parameters that name nothing that could be somebody else's.
NAMES_NOTHING = {
    "act", "b_from_on", "b_to_on", "business_area_key", "comparability_key", "criterion_key", "cursor", "dry_run",
    "from_on", "If-Match", "If-None-Match", "in_state", "limit", "map", "name", "object_kind", "offset",
    "only_attempts", "other_key", "peers", "show", "since", "staff_code", "to_on", "undecided", "wave_key",
}  # fmt: skip
# In: organisation. Out: one of its things.
ONE_OF = {
    "action_item": "select action_item_id from action_item where organisation_id = $1 limit 1",
    "account": "select account_id from account where organisation_id = $1 order by email limit 1",
    "area": "select area_id from area where organisation_id = $1 and area_code = 'south'",
    "assignment": "select assignment_id from assignment where organisation_id = $1 limit 1",
    "dispute": "select dispute_id from dispute where organisation_id = $1 limit 1",
    "evaluation": "select e.evaluation_id from evaluation e join visit v using (organisation_id, visit_id)"
    " join store s using (organisation_id, store_id)"
    " where e.organisation_id = $1 and s.store_code like '%0201' limit 1",
    "evaluator": "select evaluator_id from evaluator where organisation_id = $1 limit 1",
    "evaluator_code": "select evaluator_code from evaluator where organisation_id = $1 limit 1",
    "evidence": "select evidence_id from evidence where organisation_id = $1 and state = 'stored' limit 1",
    "export": "select export_id from export where organisation_id = $1 limit 1",
    "grant": "select grant_id from account_grant where organisation_id = $1 limit 1",
    "plan": "select plan_id from coaching_plan where organisation_id = $1 limit 1",
    "programme": "select programme_id from programme where organisation_id = $1 limit 1",
    "rubric_version": "select rubric_version_id from rubric_version where organisation_id = $1 limit 1",
    "scenario": "select scenario_id from scenario where organisation_id = $1 limit 1",
    "showcase_card": "select card_id from showcase_card where organisation_id = $1 limit 1",
    "staff_member": "select staff_member_id from staff_member where organisation_id = $1 and staff_code = '0009'",
    "staff_notice": "select staff_notice_id from staff_notice where organisation_id = $1 limit 1",
    "store": "select store_id from store where organisation_id = $1 and store_code like '%0201'",
    "upload": "select sha256 from evidence where organisation_id = $1 and state = 'announced' limit 1",
    "visit_return": "select return_id from visit_return where organisation_id = $1 limit 1",
    "visit": "select v.visit_id from visit v join store s using (organisation_id, store_id)"
    " where v.organisation_id = $1 and s.store_code like '%0201' limit 1",
}  # fmt: skip
OF_ONE_PLACE = (
    "area",
    "evaluation",
    "staff_member",
    "store",
    "visit",
)  # of these, the ones above are Schlossberg's, in south


async def ids_in(world: World, organisation_id: Any) -> dict[str, str]:
    """By kind; nothing for a kind of which the organisation has none."""
    found = {kind: await world.connection.fetchval(statement, organisation_id) for kind, statement in ONE_OF.items()}
    return {kind: str(value) for kind, value in found.items() if value is not None}


@dataclass(frozen=True)
class Place:
    """Where in a request an id stands: a parameter of the path or the query, or a field of the body."""

    name: str
    where: str

    @property
    def kind(self) -> str:
        return KINDS[self.name]


def places_in(operation: Operation, ask: Ask) -> list[Place]:
    """Each parameter of the description that names a thing, and each field of this body that does."""
    found = [
        Place(parameter["name"], parameter["in"])
        for parameter in operation.described.get("parameters", ())
        if parameter["name"] in KINDS
    ]
    found += [Place(name, "body") for name in sorted(set(_fields_of(ask.json))) if name in KINDS]
    made = NEW_WITH.get(operation.name, ())
    return [place for place in found if place.kind != "made by whoever sends" and place.name not in made]


def _fields_of(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        for name, value in body.items():
            if value is not None:
                yield name
            yield from _fields_of(value)
    elif isinstance(body, list):
        for value in body:
            yield from _fields_of(value)


def with_id(operation: Operation, ask: Ask, place: Place, value: str) -> Ask:
    """The same request with that id at that place."""
    if place.where == "body":
        return replace(ask, json=_put(ask.json, place.name, value))
    path, _, query = ask.path.partition("?")
    if place.where == "query":
        pairs = dict(parse_qsl(query)) | {place.name: value}
        return replace(ask, path=f"{path}?{urlencode(pairs)}")
    template = operation.path.split("/")
    parts = [
        value if wanted == f"{{{place.name}}}" else unquote(part)
        for wanted, part in zip(template, path.split("/"), strict=True)
    ]
    return replace(ask, path="/".join(parts) + (f"?{query}" if query else ""))


def _put(body: Any, name: str, value: str) -> Any:
    if isinstance(body, dict):
        return {key: _named(one, value) if key == name else _put(one, name, value) for key, one in body.items()}
    return [_put(one, name, value) for one in body] if isinstance(body, list) else body


def _named(before: Any, value: str) -> Any:
    """What stood there, naming this instead; nothing, where it named nothing."""
    if before is None:
        return None
    return [value] if isinstance(before, list) else value


def ids_for(place: Place, ids: dict[str, str]) -> list[str]:
    """What to put there out of somebody's ids."""
    if place.kind == "side":
        return [f"store:{ids['store']}", f"area:{ids['area']}"]
    return [ids[place.kind]] if place.kind in ids else []


def nevers_for(place: Place) -> list[str]:
    """The same forms, of what never existed."""
    return ids_for(place, dict.fromkeys(ONE_OF, NEVER) | {"upload": "0" * 64})


def names_of_ids() -> set[str]:
    """Every parameter, and every field of a form that is sent, that looks like an id or is none we know."""
    sent: set[str] = set()
    forms = document()["components"]["schemas"]
    waiting = [
        content["schema"]
        for methods in document()["paths"].values()
        for operation in methods.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
    ]
    seen: set[str] = set()
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, list):
            waiting += schema
        elif isinstance(schema, dict):
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                waiting.append(forms[name])
            sent |= {one for one in schema.get("properties", {}) if one.endswith(("_id", "_ids"))}
            waiting += [value for value in schema.values() if isinstance(value, dict | list)]
    parameters = {
        parameter["name"]
        for methods in document()["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    }
    return sent | parameters
