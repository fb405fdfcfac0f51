"""Every route, asked by everybody for everything: the answers are the matrix's, and nothing gives itself away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from tests.cast import ANY_STATE, a_browser
from tests.contract.asking import ASKS, Ask
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.routes import operations
from tests.contract.world import World

ENTERING = (
    "/api/session",
    "/api/invitations/accept",
    "/api/result-links/open",
)  # asked by a browser of its own: a success signs it in
ENDING = ("/api/session", "/api/sessions", "/api/password")


@asynccontextmanager
async def asked(world: World, route: str, ask: Ask, caller: str) -> AsyncIterator[httpx.Response]:
    method, _, _ = route.partition(" ")
    sent: dict[str, Any] = {"headers": ANY_STATE} | ({} if ask.json is None else {"json": ask.json})
    if ask.content is not None:
        sent = {"content": ask.content, "headers": {"content-type": str(ask.media_type)}}
    if method == "POST" and ask.path in ENTERING:
        async with a_browser(world.app) as fresh:
            yield await fresh.request(method, ask.path, **sent)
        return
    answer = await world.callers[caller].request(method, ask.path, **sent)
    yield answer
    if method != "GET" and answer.is_success and ask.path in ENDING:
        await world.signed_in_again(caller)


def test_every_route_of_the_description_is_in_the_matrix_and_no_other() -> None:
    described = {f"{operation.method} {operation.path}" for operation in operations()}
    assert set(ROWS) == described, f"write its rows into permission_matrix.py: {sorted(described ^ set(ROWS))}"
    assert set(ASKS) == set(ROWS)


@pytest.mark.parametrize("route", sorted(ROWS))
class TestAskingForWhatTheMatrixNames:
    async def test_everybody_gets_the_status_that_is_written(self, world: World, route: str) -> None:
        wrong = []
        for target, expected in ROWS[route].items():
            for caller, status in zip(CALLERS, expected, strict=True):
                async with asked(world, route, await ASKS[route](world, target), caller) as answer:
                    if answer.status_code != status:
                        wrong.append(
                            f"{caller} → {target}: {answer.status_code} instead of {status}: {answer.text[:200]}"
                        )
        assert not wrong, "\n".join(wrong)

    async def test_what_belongs_to_others_looks_like_what_never_existed(self, world: World, route: str) -> None:
        if "never" not in ROWS[route]:
            assert "{" not in route, "a route with an id has the target `never`"
            return
        for caller in CALLERS:
            hidden = [target for target in ROWS[route] if _is_foreign(route, caller, target)]
            async with asked(world, route, await ASKS[route](world, "never"), caller) as answer:
                never = _without_instance(answer)
            for target in hidden:
                async with asked(world, route, await ASKS[route](world, target), caller) as answer:
                    assert _without_instance(answer) == never, f"{caller} can tell {target} from nothing"


def _is_foreign(route: str, caller: str, target: str) -> bool:
    """Whether the target is another organisation's, or refused as if it were."""
    if route == "POST /api/sync/visits":  # its ids come back in the answer: test_visits_elsewhere
        return False
    if route == "GET /api/visits":  # a filter: what is hidden is an empty page
        return target == ("linden" if caller == "zoe" else "elsewhere")
    status = ROWS[route][target][CALLERS.index(caller)]
    return status == 404 or (target == "elsewhere" and caller != "zoe")


def _without_instance(answer: httpx.Response) -> tuple[int, Any]:
    body = answer.json()
    if isinstance(body, dict):
        body.pop("instance", None)
    return answer.status_code, body
