"""What protects an answer stands on every answer, whoever made it: routes, refusals, files, faults of ours (Q43)."""

import dataclasses

import httpx
import pytest

from floorwalk.app import create_app
from floorwalk.infrastructure.database import Connection
from floorwalk.settings import Settings
from tests.cast import Chain, a_browser
from tests.contract.routes import Operation, operations
from tests.contract.world import World

# Addresses that no operation of the description stands for.
OTHER_ADDRESSES = (
    ("GET", "/"),
    ("GET", "/visits/of/the/app"),
    ("GET", "/assets/missing.js"),
    ("GET", "/missing.js"),
    ("GET", "/sw.js"),
    ("GET", "/favicon.ico"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/api"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/nothing/here"),
    ("POST", "/api/nothing/here"),
    ("GET", "/api/stores/no-uuid"),
    ("POST", "/"),
    ("PATCH", "/api/session"),
    ("TRACE", "/api/session"),
    ("OPTIONS", "/api/session"),
    ("HEAD", "/api/openapi.json"),
    ("HEAD", "/health/live"),
)


def faults_of(answer: httpx.Response, *, secure: bool = False) -> list[str]:
    """Which of the headers is missing or wrong."""
    headers = answer.headers
    policy = {
        part.split()[0]: part.split()[1:] for part in headers.get("content-security-policy", "").split(";") if part
    }
    wanted = {
        "scripts and styles from here alone": policy.get("default-src") == ["'self'"]
        and all("'unsafe-inline'" not in sources and "'unsafe-eval'" not in sources for sources in policy.values())
        and policy.get("object-src") == ["'none'"]
        and policy.get("base-uri") == ["'none'"],
        "no frame around it": policy.get("frame-ancestors") == ["'none'"] and headers.get("x-frame-options") == "DENY",
        "no sniffing": headers.get("x-content-type-options") == "nosniff",
        "no referrer elsewhere": headers.get("referrer-policy") == "same-origin",
        "HSTS exactly where there is TLS": ("strict-transport-security" in headers) == secure,
        "a request id": len(headers.get("x-request-id", "")) == 36,
        "each header once": len(headers.get_list("content-security-policy")) == 1
        and len(headers.get_list("cache-control")) <= 1,
    }
    if answer.request.url.path.startswith("/api"):
        wanted["nothing kept"] = headers.get("cache-control") == "no-store"
    return [what for what, holds in wanted.items() if not holds]


@pytest.mark.parametrize(("method", "address"), OTHER_ADDRESSES)
async def test_an_address_of_no_operation_is_protected(client: httpx.AsyncClient, method: str, address: str) -> None:
    assert faults_of(await client.request(method, address)) == []


@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.name)
async def test_an_operation_is_protected_when_it_refuses(client: httpx.AsyncClient, operation: Operation) -> None:
    answer = await client.request(operation.method, operation.path.replace("{", "").replace("}", ""))
    assert answer.status_code in (401, 404, 415)
    assert faults_of(answer) == []


async def test_an_answer_to_somebody_signed_in_is_protected(world: World) -> None:
    for address in ("/api/session", "/api/stores", "/api/comparisons/stores", "/api/comparisons/heatmap"):
        answer = await world.chain.ada.get(address)
        assert answer.status_code == 200
        assert faults_of(answer) == []


async def test_a_fault_of_ours_is_protected_and_says_nothing_of_its_cause(connection: Connection, chain: Chain) -> None:
    await connection.execute("alter table store rename column name to unnamed")  # a bug, as a deployment makes one
    answer = await chain.ada.get("/api/stores")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "service.fault"
    assert answer.json()["instance"] == answer.headers["x-request-id"]
    assert "column" not in answer.text
    assert "store" not in answer.text
    assert faults_of(answer) == []


async def test_a_database_that_is_away_is_said_and_protected(settings: Settings) -> None:
    away = create_app(dataclasses.replace(settings, database_url="postgresql://floorwalk@/nothing?host=/nowhere"))
    async with a_browser(away) as browser:
        answer = await browser.get("/health/ready")
    await away.state.database.close()
    assert answer.status_code == 503
    assert answer.json()["code"] == "service.unavailable"
    assert int(answer.headers["retry-after"]) > 0
    assert faults_of(answer) == []


async def test_away_from_this_machine_the_browser_is_told_to_stay_with_tls(settings: Settings) -> None:
    public = create_app(dataclasses.replace(settings, public_origin="https://floorwalk.example"))
    transport = httpx.ASGITransport(public)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="https://floorwalk.example") as browser:
        for address in ("/", "/api/session", "/api/openapi.json", "/assets/missing.js"):
            assert faults_of(await browser.get(address), secure=True) == []
    await public.state.database.close()


class TestMethods:
    async def test_an_address_names_the_methods_that_it_takes(self, client: httpx.AsyncClient) -> None:
        answer = await client.patch("/api/session")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, POST"
        assert answer.json()["code"] == "request.method_not_allowed"

    async def test_options_is_answered_without_a_session_and_grants_nobody_else_anything(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await client.options("/api/stores", headers={"origin": "https://evil.example"})
        assert answer.status_code == 204
        assert "GET" in answer.headers["allow"]
        assert [name for name in answer.headers if name.startswith("access-control-")] == []

    async def test_head_is_get_without_the_body(self, client: httpx.AsyncClient) -> None:
        whole = await client.get("/api/openapi.json", headers={"accept-encoding": "identity"})
        head = await client.head("/api/openapi.json", headers={"accept-encoding": "identity"})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]
        assert (await client.head("/api/stores")).status_code == 401
        assert (await client.head("/api/nothing")).status_code == 404

    async def test_a_post_without_a_route_is_404_and_not_405(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/api/nothing", json={})
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"


class TestParameters:
    async def test_an_unknown_one_is_refused_by_name(self, world: World) -> None:
        answer = await world.chain.ada.get("/api/comparisons/stores?form_on=2026-01-01")
        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {"path": "form_on", "code": "request.unknown_parameter", "detail": "There is no such parameter."}
        ]

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=501", "limit=x", "limit=null", "limit=9223372036854775808", "limit=",
                  "limit=1&limit=2", "cursor=%00", "cursor=***", "cursor=" + "a" * 3000]
    )  # fmt: skip
    async def test_one_out_of_its_bounds_is_refused_by_name(self, world: World, query: str) -> None:
        answer = await world.chain.ada.get(f"/api/stores?{query}")
        assert answer.status_code == 400
        assert {fault["path"] for fault in answer.json()["errors"]} == {query.partition("=")[0]}

    @pytest.mark.parametrize("written", ["x", "0", "%00", "..%2f..", "0190f5c2", "null", "%F0%9F%92%A9"])
    async def test_an_id_that_is_none_is_404_like_one_that_nothing_has(self, world: World, written: str) -> None:
        unknown = (await world.chain.ada.get("/api/stores/0190f5c2-dead-7000-8000-000000000000")).json()
        answer = await world.chain.ada.get(f"/api/stores/{written}")
        assert answer.status_code == 404
        assert answer.json() | {"instance": ""} == unknown | {"instance": ""}
