"""Inviting, granting, revoking and disabling, over the API."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from tests.backend.identity.test_signing_in import NEW_PASSWORD, said, try_password
from tests.cast import Chain, a_browser, load_cast, sign_in, signed_in

IDA = {"email": "ida@linden.example", "display_name": "Ida Ivers"}
NORTH: dict[str, Any] = {"role": "area_manager", "scope_kind": "area", "area_id": None, "store_id": None}


async def invite(chain: Chain, **more: Any) -> httpx.Response:
    return await chain.otto.post("/api/invitations", json=IDA | {"grants": []} | more)


async def accept(client: httpx.AsyncClient, token: str, password: str = NEW_PASSWORD) -> httpx.Response:
    return await client.post("/api/invitations/accept", json={"token": token, "password": password})


def north(chain: Chain) -> dict[str, Any]:
    return NORTH | {"area_id": str(chain.area_ids["north"])}


class TestAnInvitation:
    async def test_sets_a_password_and_signs_in_with_the_grants_given(self, chain: Chain) -> None:
        token = (await invite(chain, grants=[north(chain)])).json()["invitation_link_token"]
        async with a_browser(chain.app) as browser:
            answer = await accept(browser, token)
            assert answer.status_code == 201
            assert answer.json()["grants"] == [north(chain)]
            assert (await browser.get("/api/session")).json()["display_name"] == "Ida Ivers"
        async with a_browser(chain.app) as browser:
            assert (await try_password(browser, IDA["email"], NEW_PASSWORD)).status_code == 201

    async def test_is_refused_alike_when_used_when_too_old_and_when_never_given(
        self, chain: Chain, connection: Connection
    ) -> None:
        used = (await invite(chain)).json()["invitation_link_token"]
        old = (await invite(chain, email="old@linden.example")).json()
        await connection.execute(
            "update invitation set expires_at = $2 where account_id = $1", old["account_id"], now() - timedelta(hours=1)
        )
        async with a_browser(chain.app) as browser:
            assert (await accept(browser, used)).status_code == 201
            refusals = [
                await accept(browser, used),
                await accept(browser, old["invitation_link_token"]),
                await accept(browser, f"{chain.organisation_id.hex}.{'A' * 43}"),
                await accept(browser, f"{new_id().hex}.{'A' * 43}"),
                await accept(browser, "nonsense"),
            ]
        assert {answer.status_code for answer in refusals} == {400}
        assert refusals[0].json()["code"] == "identity.invitation_refused"
        assert all(said(answer) == said(refusals[0]) for answer in refusals)

    async def test_stays_usable_after_a_password_that_was_too_weak(self, chain: Chain) -> None:
        token = (await invite(chain)).json()["invitation_link_token"]
        async with a_browser(chain.app) as browser:
            weak = await accept(browser, token, "too short")
            assert weak.json()["errors"][0]["path"] == "password"
            assert (await accept(browser, token)).status_code == 201

    async def test_given_again_replaces_the_one_before(self, chain: Chain) -> None:
        first = (await invite(chain)).json()["invitation_link_token"]
        second = (await invite(chain)).json()["invitation_link_token"]
        async with a_browser(chain.app) as browser:
            assert (await accept(browser, first)).status_code == 400
            assert (await accept(browser, second)).status_code == 201

    async def test_is_not_given_to_somebody_who_signs_in_already(self, chain: Chain) -> None:
        answer = await invite(chain, email="MIRA@linden.example")
        assert answer.status_code == 409
        assert answer.json()["code"] == "identity.email_taken"

    async def test_makes_an_evaluator_of_whoever_may_submit_visits(self, chain: Chain) -> None:
        grant = {"role": "evaluator", "scope_kind": "organisation", "area_id": None, "store_id": None}
        token = (await invite(chain, grants=[grant])).json()["invitation_link_token"]
        async with a_browser(chain.app) as browser:
            assert (await accept(browser, token)).json()["evaluator_id"] is not None

    async def test_of_a_staff_member_names_the_person(self, chain: Chain, connection: Connection) -> None:
        own = {"role": "staff_member", "scope_kind": "own", "area_id": None, "store_id": None}
        for staff_code, path in ((None, "grants[0]"), ("9999", "staff_code")):
            refused = await invite(chain, grants=[own], staff_code=staff_code)
            assert refused.status_code == 400
            assert refused.json()["errors"][0]["path"] == path
        taken = await invite(chain, grants=[own], staff_code="0002")
        assert taken.status_code == 201
        person = await connection.fetchval(
            "select staff_member_id from account where account_id = $1", taken.json()["account_id"]
        )
        assert person == chain.staff_ids["0002"]

    async def test_is_for_an_administrator_to_give(self, chain: Chain) -> None:
        for name in set(chain.clients) - {"otto"}:
            answer = await chain.clients[name].post("/api/invitations", json=IDA | {"grants": []})
            assert answer.status_code == 403, name
            assert (await chain.clients[name].get("/api/accounts")).status_code == 403, name
        assert (await invite(chain)).status_code == 201

    async def test_with_a_fault_is_refused_and_makes_nothing(self, chain: Chain, connection: Connection) -> None:
        before = await connection.fetchval("select count(*) from account")
        for broken in (
            {"email": "no address"},
            {"email": "a\u0000@b.example"},
            {"display_name": " "},
            {"display_name": "x" * 121},
            {"grants": [{"role": "king", "scope_kind": "organisation"}]},
            {"unknown": 1},
        ):
            assert (await invite(chain, **broken)).status_code == 400, broken
        assert await connection.fetchval("select count(*) from account") == before


class TestAGrant:
    async def test_holds_from_the_next_sign_in_and_ends_the_sessions_before(self, chain: Chain) -> None:
        nils = chain.account_ids["nils"]
        assert (await chain.nils.get("/api/stores")).status_code == 403
        answer = await chain.otto.post(f"/api/accounts/{nils}/grants", json=north(chain))
        assert answer.status_code == 201
        assert (await chain.nils.get("/api/stores")).status_code == 401
        async with a_browser(chain.app) as browser:
            assert (await try_password(browser, "nils@linden.example")).status_code == 201
            assert (await browser.get("/api/stores")).status_code == 200
            taken_back = await chain.otto.delete(f"/api/accounts/{nils}/grants/{answer.json()['grant_id']}")
            assert taken_back.status_code == 204
            assert (await browser.get("/api/stores")).status_code == 401

    async def test_twice_is_a_conflict(self, chain: Chain) -> None:
        address = f"/api/accounts/{chain.account_ids['nils']}/grants"
        assert (await chain.otto.post(address, json=north(chain))).status_code == 201
        again = await chain.otto.post(address, json=north(chain))
        assert again.status_code == 409
        assert again.json()["code"] == "identity.grant_exists"

    @pytest.mark.parametrize(
        ("grant", "path"),
        [
            ({"role": "administrator", "scope_kind": "area"}, "scope_kind"),
            ({"role": "store_manager", "scope_kind": "organisation"}, "scope_kind"),
            ({"role": "area_manager", "scope_kind": "area"}, "area_id"),
            ({"role": "hr", "scope_kind": "organisation", "store_id": str(new_id())}, "store_id"),
            ({"role": "area_manager", "scope_kind": "area", "area_id": str(new_id())}, "area_id"),
            ({"role": "store_manager", "scope_kind": "store", "store_id": str(new_id())}, "store_id"),
            ({"role": "staff_member", "scope_kind": "own"}, "role"),
        ],
    )
    async def test_that_makes_no_sense_is_refused(self, chain: Chain, grant: dict[str, Any], path: str) -> None:
        answer = await chain.otto.post(f"/api/accounts/{chain.account_ids['nils']}/grants", json=grant)
        assert answer.status_code == 400
        assert answer.json()["code"] == "identity.grant_refused"
        assert answer.json()["errors"][0]["path"] == path

    async def test_of_the_last_administrator_stays(self, chain: Chain) -> None:
        accounts = (await chain.otto.get("/api/accounts")).json()["accounts"]
        otto = next(account for account in accounts if account["email"] == "otto@linden.example")
        address = f"/api/accounts/{otto['account_id']}/grants/{otto['grants'][0]['grant_id']}"
        refused = await chain.otto.delete(address)
        assert refused.status_code == 409
        assert refused.json()["code"] == "identity.last_administrator"
        assert (await chain.otto.post(f"/api/accounts/{otto['account_id']}/disable")).status_code == 409
        second = {"role": "administrator", "scope_kind": "organisation"}
        given = await chain.otto.post(f"/api/accounts/{chain.account_ids['nils']}/grants", json=second)
        assert given.status_code == 201
        assert (await chain.otto.delete(address)).status_code == 204


class TestADisabledAccount:
    async def test_is_out_at_once_and_stays_out(self, chain: Chain) -> None:
        mira = chain.account_ids["mira"]
        assert (await chain.otto.post(f"/api/accounts/{mira}/disable")).status_code == 204
        assert (await chain.mira.get("/api/session")).status_code == 401
        async with a_browser(chain.app) as browser:
            assert (await try_password(browser, "mira@linden.example")).status_code == 401
        listed = (await chain.otto.get("/api/accounts")).json()["accounts"]
        assert [account["state"] for account in listed if account["account_id"] == str(mira)] == ["disabled"]


class TestTheListOfAccounts:
    async def test_comes_in_pages_without_a_gap(self, chain: Chain) -> None:
        addresses, cursor = [], None
        while True:
            parameters = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
            page = (await chain.otto.get("/api/accounts", params=parameters)).json()
            addresses += [account["email"] for account in page["accounts"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert addresses == sorted(f"{name}@linden.example" for name in chain.account_ids)

    @pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "é"])
    async def test_refuses_a_cursor_that_was_never_given_out(self, chain: Chain, cursor: str) -> None:
        answer = await chain.otto.get("/api/accounts", params={"cursor": cursor})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == "cursor"


class TestAnotherOrganisation:
    async def test_looks_like_what_never_existed(self, chain: Chain, connection: Connection) -> None:
        other = await load_cast(connection, chain.app, domain="other.example")
        async with signed_in(other):
            theirs, mine = other.account_ids["mira"], chain.account_ids["mira"]
            grant = {"role": "hr", "scope_kind": "organisation"}
            never = await chain.otto.post(f"/api/accounts/{new_id()}/grants", json=grant)
            foreign = await chain.otto.post(f"/api/accounts/{theirs}/grants", json=grant)
            assert never.status_code == foreign.status_code == 404
            assert said(never) == said(foreign)
            assert (await chain.otto.post(f"/api/accounts/{theirs}/disable")).status_code == 404
            assert (await chain.otto.post(f"/api/accounts/{mine}/grants", json=grant)).status_code == 201
            foreign_area = north(other)
            answer = await chain.otto.post(f"/api/accounts/{mine}/grants", json=foreign_area)
            assert answer.json()["code"] == "identity.grant_refused"
            emails = [account["email"] for account in (await chain.otto.get("/api/accounts")).json()["accounts"]]
            assert all(email.endswith("@linden.example") for email in emails)
            assert (await other.mira.get("/api/session")).status_code == 200


class TestTheAuditLog:
    async def test_has_one_row_for_each_act_and_none_for_a_refusal(self, chain: Chain, connection: Connection) -> None:
        async def acts(after: int = 0) -> list[str]:
            rows = await connection.fetch("select act from audit_log order by happened_at, audit_id")
            return [row["act"] for row in rows][after:]

        async with a_browser(chain.app) as browser:
            await sign_in(browser, "nils@linden.example")
        assert await acts() == ["session.started"]
        nils = chain.account_ids["nils"]
        await chain.otto.post(f"/api/accounts/{nils}/grants", json=NORTH)
        assert await acts() == ["session.started"]
        grant_id = (await chain.otto.post(f"/api/accounts/{nils}/grants", json=north(chain))).json()["grant_id"]
        await chain.otto.delete(f"/api/accounts/{nils}/grants/{grant_id}")
        await chain.otto.post(f"/api/accounts/{nils}/disable")
        await invite(chain)
        await chain.mira.delete("/api/session")
        await chain.emil.delete("/api/sessions")
        assert await acts(after=1) == [
            "grant.given",
            "grant.revoked",
            "account.disabled",
            "invitation.given",
            "session.ended",
            "session.all_ended",
        ]
        by = await connection.fetchval("select account_id from audit_log where act = 'grant.given'")
        assert by == chain.account_ids["otto"]
