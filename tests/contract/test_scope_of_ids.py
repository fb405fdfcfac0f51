"""No id widens what somebody sees: every route, every parameter and field that takes an id, everybody's own request.

Made from the API's description. Each such place is given an id of another organisation, for managers also one of a
store outside their area, and one that never existed: the answers are the same but for the id itself. And no answer
holds a name, a code or an id of what lies outside.
"""

import re
from typing import Any

import httpx
import pytest

from tests.contract.asking import ASKS, Ask
from tests.contract.ids_of_others import (
    KINDS,
    NAMES_NOTHING,
    OF_ONE_PLACE,
    ids_for,
    ids_in,
    names_of_ids,
    nevers_for,
    places_in,
    with_id,
)
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.routes import Operation, operations
from tests.contract.world import World

ELSEWHERE, OUTSIDE = "Canary of another company", "Canary of another area"
OF_AN_AREA = ("jonas", "ada")  # neither has anything to do with Schlossberg, which lies in south
ENTERING_OR_LEAVING = ("/api/session", "/api/sessions", "/api/password", "/api/invitations/accept")  # they take no id


def test_every_parameter_and_field_with_an_id_is_known_by_what_it_names() -> None:
    unknown = names_of_ids() - KINDS.keys() - NAMES_NOTHING
    assert not unknown, f"say in ids_of_others.py what these name, or that they name nothing: {sorted(unknown)}"


@pytest.fixture(scope="module")
async def marked(world: World) -> World:
    """The world with words in it that nobody of the cast may read: names of the other company, and of Schlossberg."""
    for table, code in (("store", "store_code"), ("area", "name"), ("staff_member", "display_name"),
                        ("account", "display_name"), ("evaluator", "evaluator_code")):  # fmt: skip
        await world.connection.execute(
            f"update {table} set {code} = $2 || ' ' || {code} where organisation_id = $1",
            world.elsewhere.organisation_id, ELSEWHERE,
        )  # fmt: skip
    await world.connection.execute(
        "update store set name = $2 where store_id = $1", world.chain.schlossberg, f"{OUTSIDE}, store"
    )
    await world.connection.execute(
        "update area set name = $2 where area_id = $1", world.chain.area_ids["south"], f"{OUTSIDE}, area"
    )
    await world.connection.execute(
        "update staff_member set display_name = $2 where staff_member_id = $1", world.chain.staff_ids["0009"],
        f"{OUTSIDE}, person",
    )  # fmt: skip
    return world


@pytest.mark.slow
@pytest.mark.parametrize(
    "operation", [one for one in operations() if one.path not in ENTERING_OR_LEAVING], ids=lambda one: one.name
)
async def test_ids_of_others_look_like_ids_of_nothing_and_bring_nothing_of_theirs(
    marked: World, operation: Operation
) -> None:
    others = {
        "elsewhere": await ids_in(marked, marked.elsewhere.organisation_id),
        "here": await ids_in(marked, marked.chain.organisation_id),
    }
    wrong: list[str] = []
    for caller in CALLERS:
        ask = await _own_ask(marked, operation, caller)
        if ask is None:  # no grant carries the right: permission_matrix.py
            continue
        if not operation.writes:
            wrong += _betrayed(caller, "own", await _answer(marked, operation, caller, ask))
        foreign = others["here" if caller == "zoe" else "elsewhere"]
        outside = {kind: others["here"][kind] for kind in OF_ONE_PLACE if caller in OF_AN_AREA}
        for place in places_in(operation, ask):
            nothing = [
                _said(await _answer(marked, operation, caller, with_id(operation, ask, place, value)), value)
                for value in nevers_for(place)
            ]
            for ids in (foreign, outside):
                if (place.kind != "side" and place.kind not in ids) or not ids:
                    continue
                for value, never in zip(ids_for(place, ids), nothing, strict=True):
                    answer = await _answer(marked, operation, caller, with_id(operation, ask, place, value))
                    if _said(answer, value) != never:
                        wrong.append(f"{caller}, {place.name}={value}: {_said(answer, value)} instead of {never}")
                    wrong += _betrayed(caller, f"{place.name}={value}", answer)
    assert not wrong, "\n".join(line[:600] for line in wrong)


async def _own_ask(world: World, operation: Operation, caller: str) -> Ask | None:
    """A request that this caller may make; None if there is none."""
    route = f"{operation.method} {operation.path}"
    column = CALLERS.index(caller)
    allowed = [target for target, statuses in ROWS[route].items() if statuses[column] < 300]
    return await ASKS[route](world, allowed[0]) if allowed else None


async def _answer(world: World, operation: Operation, caller: str, ask: Ask) -> httpx.Response:
    sent: dict[str, Any] = {} if ask.json is None else {"json": ask.json}
    if ask.content is not None:
        sent = {"content": ask.content, "headers": {"content-type": str(ask.media_type)}}
    return await world.callers[caller].request(operation.method, ask.path, **sent)


def _said(answer: httpx.Response, asked: str) -> tuple[int, str]:
    """The status, and the text without the id that was asked for, the id of the request and the server's clock."""
    text = answer.text
    for word in (asked, asked.partition(":")[2] or asked, answer.headers["x-request-id"]):
        text = text.replace(word, "…")
    return answer.status_code, re.sub(r'"server_time":"[^"]*"', "", text)


def _betrayed(caller: str, asked: str, answer: httpx.Response) -> list[str]:
    hidden = [] if caller == "zoe" else [ELSEWHERE]
    if caller in OF_AN_AREA:
        hidden.append(OUTSIDE)
    return [f"{caller}, {asked}: reads {word!r}: {answer.text[:300]}" for word in hidden if word in answer.text]
