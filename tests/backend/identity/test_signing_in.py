"""Signing in and out, over the API."""

import dataclasses

import httpx
import pytest
from argon2 import PasswordHasher
from litestar import Litestar

from floorwalk.app import create_app
from floorwalk.identity import passwords
from floorwalk.infrastructure.database import Connection
from floorwalk.settings import Settings
from tests.cast import PASSWORD, Chain, a_browser, sign_in

NEW_PASSWORD = "an evening by the harbour"


async def try_password(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/api/session", json={"email": email, "password": password})


def said(answer: httpx.Response) -> dict[str, object]:
    """A refusal without what differs from request to request."""
    return {key: value for key, value in answer.json().items() if key != "instance"}


class TestSigningIn:
    async def test_tells_who_one_is_and_what_one_may_do(self, chain: Chain) -> None:
        answer = await chain.jonas.get("/api/session")
        assert answer.status_code == 200
        viewer = answer.json()
        assert viewer["display_name"] == "Jonas Jansen"
        assert viewer["organisation"] == {"organisation_id": str(chain.organisation_id), "name": "Linden Stores"}
        assert viewer["grants"] == [
            {"role": "store_manager", "scope_kind": "store", "area_id": None, "store_id": str(chain.linden)}
        ]
        assert "comparison.read" in viewer["verbs"]
        assert "account.manage" not in viewer["verbs"]
        assert viewer["evaluator_id"] is None

    async def test_names_the_evaluator_that_the_account_is(self, chain: Chain) -> None:
        viewer = (await chain.mira.get("/api/session")).json()
        assert viewer["evaluator_id"] == str(chain.evaluator_ids["mira"])

    async def test_finds_an_address_in_any_case(self, chain: Chain) -> None:
        async with a_browser(chain.app) as browser:
            assert (await try_password(browser, " MIRA@Linden.Example")).status_code == 201

    async def test_without_a_session_there_is_no_viewer(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/session")
        assert answer.status_code == 401
        assert answer.json()["code"] == "identity.not_signed_in"


class TestARefusedSignIn:
    async def test_is_the_same_for_every_reason(self, chain: Chain, connection: Connection) -> None:
        await chain.otto.post(
            "/api/invitations", json={"email": "ida@linden.example", "display_name": "Ida", "grants": []}
        )
        disabled = chain.account_ids["emil"]
        assert (await chain.otto.post(f"/api/accounts/{disabled}/disable")).status_code == 204
        async with a_browser(chain.app) as browser:
            wrong_password = await try_password(browser, "mira@linden.example", "not her password")
            unknown = await try_password(browser, "nobody@linden.example")
            not_yet = await try_password(browser, "ida@linden.example")
            closed = await try_password(browser, "emil@linden.example")
            right = await try_password(browser, "mira@linden.example")
        assert wrong_password.status_code == 401
        assert said(wrong_password)["code"] == "identity.sign_in_refused"
        assert said(wrong_password) == said(unknown) == said(not_yet) == said(closed)
        assert right.status_code == 201

    def test_takes_as_long_for_an_address_that_nobody_has(self) -> None:
        fresh = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
        assert not fresh.check_needs_rehash(passwords._NOBODY)

    async def test_sets_no_cookie(self, chain: Chain) -> None:
        async with a_browser(chain.app) as browser:
            answer = await try_password(browser, "mira@linden.example", "not her password")
            assert "set-cookie" not in answer.headers
            assert "x-csrf-token" not in answer.headers


class TestTheCookie:
    async def test_is_out_of_reach_of_scripts_and_other_sites(self, chain: Chain) -> None:
        async with a_browser(chain.app) as browser:
            answer = await try_password(browser, "mira@linden.example")
        session = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("floorwalk="))
        attributes = {part.strip().lower() for part in session.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= attributes
        assert not any(attribute.startswith("domain") for attribute in attributes)

    async def test_is_bound_to_this_host_and_to_https(self, chain: Chain) -> None:
        transport = httpx.ASGITransport(chain.app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="https://floorwalk.example") as browser:
            answer = await try_password(browser, "mira@linden.example")
            assert answer.status_code == 201
            lines = answer.headers.get_list("set-cookie")
            assert all(line.startswith("__Host-floorwalk") and "secure" in line.lower() for line in lines)
            assert (await browser.get("/api/session")).status_code == 200

    async def test_is_not_given_over_plain_http_from_elsewhere(self, chain: Chain) -> None:
        transport = httpx.ASGITransport(chain.app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://floorwalk.example") as browser:
            answer = await try_password(browser, "mira@linden.example")
            assert answer.status_code == 403
            assert answer.json()["code"] == "identity.https_required"
            cookie = chain.mira.cookies["floorwalk"]
            carried = await browser.get("/api/session", headers={"Cookie": f"floorwalk={cookie}"})
            assert carried.status_code == 401
        assert (await chain.mira.get("/api/session")).status_code == 200

    async def test_is_secure_behind_a_proxy_that_speaks_https(self, chain: Chain, settings: Settings) -> None:
        app = create_app(dataclasses.replace(settings, public_origin="https://floorwalk.example"))
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://10.0.0.7:8000") as proxy:
            answer = await proxy.post(
                "/api/session",
                json={"email": "mira@linden.example", "password": PASSWORD},
                headers={"Origin": "https://floorwalk.example"},
            )
        await app.state.database.close()
        assert answer.status_code == 201
        assert answer.headers["set-cookie"].startswith("__Host-floorwalk")

    @pytest.mark.parametrize(
        "cookie",
        ["", "x", "0" * 32, "0" * 32 + "." + "A" * 43, "z" * 32 + "." + "A" * 43, "\u00e9", "a" * 5000],
    )
    async def test_that_was_never_given_is_no_session(self, client: httpx.AsyncClient, cookie: str) -> None:
        answer = await client.get("/api/session", headers={b"Cookie": b"floorwalk=" + cookie.encode()})
        assert answer.status_code == 401


class TestATokenOfTheFuture:
    async def test_is_new_at_each_sign_in_and_the_old_one_dies(self, chain: Chain) -> None:
        before = chain.mira.cookies["floorwalk"]
        await sign_in(chain.mira, "mira@linden.example")
        after = chain.mira.cookies["floorwalk"]
        assert after != before
        async with a_browser(chain.app) as thief:
            assert (await thief.get("/api/session", headers={"Cookie": f"floorwalk={before}"})).status_code == 401
            assert (await thief.get("/api/session", headers={"Cookie": f"floorwalk={after}"})).status_code == 200

    async def test_that_a_stranger_chose_is_not_taken_over(self, chain: Chain) -> None:
        async with a_browser(chain.app) as browser:
            planted = f"{chain.organisation_id.hex}.{'A' * 43}"
            browser.cookies.set("floorwalk", planted, domain="localhost.local")
            await sign_in(browser, "mira@linden.example")
            assert (await browser.get("/api/session", headers={"Cookie": f"floorwalk={planted}"})).status_code == 401


class TestSigningOut:
    async def test_ends_this_session_and_no_other(self, chain: Chain) -> None:
        async with a_browser(chain.app) as phone:
            await sign_in(phone, "mira@linden.example")
            cookie = phone.cookies["floorwalk"]
            assert (await phone.delete("/api/session")).status_code == 204
            again = await phone.get("/api/session", headers={"Cookie": f"floorwalk={cookie}"})
        assert again.status_code == 401
        assert (await chain.mira.get("/api/session")).status_code == 200

    async def test_everywhere_ends_all_sessions_of_this_account_alone(self, chain: Chain) -> None:
        async with a_browser(chain.app) as phone:
            await sign_in(phone, "mira@linden.example")
            assert (await chain.mira.delete("/api/sessions")).status_code == 204
            assert (await phone.get("/api/session")).status_code == 401
        assert (await chain.mira.get("/api/session")).status_code == 401
        assert (await chain.emil.get("/api/session")).status_code == 200


class TestASessionThatRanOut:
    async def test_is_over(self, chain: Chain, connection: Connection) -> None:
        await connection.execute(
            "update sign_in_session set expires_at = now() - interval '1 second' where account_id = $1",
            chain.account_ids["mira"],
        )
        assert (await chain.mira.get("/api/session")).status_code == 401
        assert (await chain.emil.get("/api/session")).status_code == 200


class TestChangingThePassword:
    async def test_ends_every_other_session_and_gives_this_one_a_new_token(self, chain: Chain) -> None:
        before = chain.mira.cookies["floorwalk"]
        async with a_browser(chain.app) as phone:
            await sign_in(phone, "mira@linden.example")
            answer = await chain.mira.put(
                "/api/password", json={"current_password": PASSWORD, "new_password": NEW_PASSWORD}
            )
            assert answer.status_code == 204
            assert (await phone.get("/api/session")).status_code == 401
            assert (await phone.get("/api/session", headers={"Cookie": f"floorwalk={before}"})).status_code == 401
            chain.mira.headers["X-CSRF-Token"] = answer.headers["X-CSRF-Token"]
            assert (await chain.mira.delete("/api/session")).status_code == 204
            assert (await try_password(phone, "mira@linden.example")).status_code == 401
            assert (await try_password(phone, "mira@linden.example", NEW_PASSWORD)).status_code == 201

    async def test_needs_the_present_one(self, chain: Chain) -> None:
        answer = await chain.mira.put(
            "/api/password", json={"current_password": "not this one", "new_password": NEW_PASSWORD}
        )
        assert answer.status_code == 403
        assert answer.json()["code"] == "identity.wrong_current_password"
        assert (await chain.mira.get("/api/session")).status_code == 200

    @pytest.mark.parametrize(
        "weak", ["short", "password1234", "Qwertyuiop123", "aaaaaaaaaaaaaaaa", "mira@linden.example", "x" * 201]
    )
    async def test_refuses_one_that_would_be_guessed(self, chain: Chain, weak: str) -> None:
        answer = await chain.mira.put("/api/password", json={"current_password": PASSWORD, "new_password": weak})
        assert answer.status_code == 400
        assert answer.json()["code"] == "identity.password_too_weak"
        assert answer.json()["errors"][0]["path"] == "new_password"
        async with a_browser(chain.app) as browser:
            assert (await try_password(browser, "mira@linden.example")).status_code == 201

    async def test_is_not_a_way_to_guess_the_present_one(self, chain: Chain) -> None:
        for _ in range(10):
            answer = await chain.mira.put(
                "/api/password", json={"current_password": "a guess", "new_password": NEW_PASSWORD}
            )
            assert answer.status_code == 403
        answer = await chain.mira.put(
            "/api/password", json={"current_password": PASSWORD, "new_password": NEW_PASSWORD}
        )
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0


class TestAWritingRequest:
    async def test_needs_the_token_of_its_session(self, chain: Chain) -> None:
        token = chain.mira.headers.pop("X-CSRF-Token")
        for wrong in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": chain.emil.headers["X-CSRF-Token"]}):
            answer = await chain.mira.delete("/api/session", headers=wrong)
            assert answer.status_code == 403
            assert answer.json()["code"] == "identity.csrf_refused"
        assert (await chain.mira.delete("/api/session", headers={"X-CSRF-Token": token})).status_code == 204

    @pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:1", "https://localhost", "null"])
    async def test_of_another_origin_is_refused_though_it_has_the_token(self, chain: Chain, origin: str) -> None:
        answer = await chain.mira.delete("/api/session", headers={"Origin": origin})
        assert answer.status_code == 403
        assert answer.json()["code"] == "identity.origin_refused"
        own = await chain.mira.delete("/api/session", headers={"Origin": "http://localhost"})
        assert own.status_code == 204

    async def test_of_another_site_cannot_sign_somebody_in(self, chain: Chain) -> None:
        async with a_browser(chain.app) as browser:
            for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
                answer = await browser.post(
                    "/api/session", json={"email": "mira@linden.example", "password": PASSWORD}, headers=headers
                )
                assert answer.json()["code"] == "identity.origin_refused"
                assert "set-cookie" not in answer.headers


class TestEveryAnswer:
    @pytest.mark.parametrize(
        ("method", "address", "status"),
        [
            ("GET", "/api/session", 401),
            ("POST", "/api/session", 415),
            ("GET", "/api/nothing-here", 404),
            ("POST", "/nothing-here", 405),
            ("GET", "/assets/nothing.js", 404),
            ("GET", "/health/live", 200),
            ("GET", "/api/openapi.json", 200),
        ],
    )
    async def test_carries_the_headers_that_protect_it(
        self, client: httpx.AsyncClient, method: str, address: str, status: int
    ) -> None:
        answer = await client.request(method, address)
        assert answer.status_code == status
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=(self)" in answer.headers["permissions-policy"]
        assert answer.headers["x-request-id"]
        assert "strict-transport-security" not in answer.headers  # plain HTTP on this machine
        if address.startswith("/api"):
            assert answer.headers.get_list("cache-control") == ["no-store"]
        if status >= 400 and status != 405:
            assert answer.json()["instance"] == answer.headers["x-request-id"]

    async def test_tells_a_browser_to_stay_with_https(self, app: Litestar) -> None:
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="https://floorwalk.example") as browser:
            answer = await browser.get("/health/live")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
