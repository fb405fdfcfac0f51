"""Areas as a tree, stores with dated places in it, and who may see which."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from tests.cast import Chain, load_cast

BISMARCK = {"store_code": "0301", "name": "Bismarckplatz"}


def the_same(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether nobody could tell the two refusals apart."""
    return one.status_code == other.status_code and {**one.json(), "instance": ""} == {**other.json(), "instance": ""}


async def names_of(client: httpx.AsyncClient) -> list[str]:
    return [store["name"] for store in (await client.get("/api/stores")).json()["stores"]]


class TestWhoSeesWhichStore:
    async def test_follows_the_grant(self, chain: Chain) -> None:
        for name, seen in (
            ("otto", ["Linden", "Hafen", "Neumarkt", "Schlossberg"]),
            ("rhea", ["Linden", "Hafen", "Neumarkt", "Schlossberg"]),
            ("vera", ["Linden", "Hafen", "Neumarkt", "Schlossberg"]),
            ("ada", ["Linden", "Hafen", "Neumarkt"]),
            ("jonas", ["Linden"]),
        ):
            assert await names_of(chain.clients[name]) == seen, name

    async def test_is_nobody_without_the_right(self, chain: Chain) -> None:
        for name in ("mira", "nils", "rubi", "sam"):
            answer = await chain.clients[name].get("/api/stores")
            assert answer.status_code == 403, name
            assert answer.json()["code"] == "identity.not_allowed"

    async def test_and_a_store_elsewhere_looks_like_none(self, chain: Chain, connection: Connection) -> None:
        foreign = await load_cast(connection, chain.app, domain="other.example")
        never = await chain.ada.get(f"/api/stores/{new_id()}")
        assert never.status_code == 404
        assert the_same(never, await chain.ada.get(f"/api/stores/{chain.schlossberg}"))
        assert the_same(never, await chain.ada.get(f"/api/stores/{foreign.linden}"))
        assert the_same(never, await chain.otto.get(f"/api/stores/{foreign.linden}"))
        assert (await chain.ada.get(f"/api/stores/{chain.hafen}")).json()["area_name"] == "Coast"
        assert (await chain.otto.get(f"/api/stores/{chain.schlossberg}")).status_code == 200

    async def test_does_not_include_what_another_organisation_has(self, chain: Chain, connection: Connection) -> None:
        await load_cast(connection, chain.app, domain="other.example")
        assert len(await names_of(chain.otto)) == 4


class TestTheListOfStores:
    async def test_comes_in_pages_without_a_gap(self, chain: Chain) -> None:
        codes, cursor = [], None
        while True:
            parameters = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
            page = (await chain.otto.get("/api/stores", params=parameters)).json()
            codes += [store["store_code"] for store in page["stores"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert codes == ["0101", "0102", "0103", "0201"]

    async def test_refuses_a_page_that_makes_no_sense(self, chain: Chain) -> None:
        for limit in ("0", "501", "-1", "x", "1e9"):
            answer = await chain.otto.get("/api/stores", params={"limit": limit})
            assert answer.status_code == 400, limit
            assert answer.json()["errors"][0]["path"] == "limit"


class TestTheAreas:
    async def test_are_shown_to_a_manager_as_far_as_the_grant_goes(self, chain: Chain) -> None:
        areas = (await chain.ada.get("/api/areas")).json()["areas"]
        assert [(area["area_code"], area["parent_area_id"]) for area in areas] == [
            ("coast", str(chain.area_ids["north"])),
            ("north", None),
        ]
        assert (await chain.jonas.get("/api/areas")).json() == {"areas": []}
        assert len((await chain.otto.get("/api/areas")).json()["areas"]) == 3

    async def test_grow_under_one_another(self, chain: Chain) -> None:
        new = {"area_code": "harbour", "name": "Harbour", "parent_area_id": str(chain.area_ids["coast"])}
        answer = await chain.otto.post("/api/areas", json=new)
        assert answer.status_code == 201
        assert [area["name"] for area in (await chain.ada.get("/api/areas")).json()["areas"]] == [
            "Coast",
            "Harbour",
            "North",
        ]
        again = await chain.otto.post("/api/areas", json=new)
        assert again.status_code == 409
        assert again.json()["code"] == "organisation.code_taken"

    async def test_never_make_a_circle(self, chain: Chain) -> None:
        north, coast, south = (chain.area_ids[code] for code in ("north", "coast", "south"))
        for parent in (north, coast):
            answer = await chain.otto.put(f"/api/areas/{north}/parent", json={"parent_area_id": str(parent)})
            assert answer.status_code == 409
            assert answer.json()["code"] == "organisation.area_circle"
        moved = await chain.otto.put(f"/api/areas/{north}/parent", json={"parent_area_id": str(south)})
        assert moved.status_code == 204
        top = await chain.otto.put(f"/api/areas/{north}/parent", json={"parent_area_id": None})
        assert top.status_code == 204

    async def test_take_their_stores_with_them(self, chain: Chain) -> None:
        coast, south = chain.area_ids["coast"], chain.area_ids["south"]
        await chain.otto.put(f"/api/areas/{coast}/parent", json={"parent_area_id": str(south)})
        assert await names_of(chain.ada) == ["Linden", "Neumarkt"]

    async def test_refuse_a_parent_that_is_not_there(self, chain: Chain, connection: Connection) -> None:
        foreign = await load_cast(connection, chain.app, domain="other.example")
        for parent in (new_id(), foreign.area_ids["north"]):
            new = {"area_code": "x", "name": "X", "parent_area_id": str(parent)}
            answer = await chain.otto.post("/api/areas", json=new)
            assert answer.json()["code"] == "organisation.unknown_reference"
            moved = await chain.otto.put(
                f"/api/areas/{chain.area_ids['coast']}/parent", json={"parent_area_id": str(parent)}
            )
            assert moved.json()["code"] == "organisation.unknown_reference"
        theirs = foreign.area_ids["coast"]
        elsewhere = await chain.otto.put(f"/api/areas/{theirs}/parent", json={"parent_area_id": None})
        never = await chain.otto.put(f"/api/areas/{new_id()}/parent", json={"parent_area_id": None})
        assert elsewhere.status_code == 404
        assert the_same(elsewhere, never)


class TestANewStore:
    async def test_is_in_its_area_from_its_first_day(self, chain: Chain, connection: Connection) -> None:
        new = BISMARCK | {"area_id": str(chain.area_ids["coast"]), "opened_on": "2015-03-02", "format": "city"}
        answer = await chain.otto.post("/api/stores", json=new)
        assert answer.status_code == 201
        store = answer.json()
        assert (store["area_name"], store["time_zone"], store["format"]) == ("Coast", "Europe/Berlin", "city")
        since = await connection.fetchval(
            "select valid_from from store_membership where store_id = $1", store["store_id"]
        )
        assert since == date(2015, 3, 2)
        assert "Bismarckplatz" in await names_of(chain.ada)

    async def test_keeps_the_zeros_of_its_code(self, chain: Chain) -> None:
        answer = await chain.otto.post("/api/stores", json=BISMARCK | {"store_code": "007"})
        assert answer.json()["store_code"] == "007"
        assert (await chain.otto.post("/api/stores", json=BISMARCK | {"store_code": "7"})).status_code == 201
        assert (await chain.otto.post("/api/stores", json=BISMARCK | {"store_code": "007"})).status_code == 409

    async def test_with_a_fault_is_refused_at_its_path(self, chain: Chain, connection: Connection) -> None:
        faults: tuple[tuple[dict[str, Any], str], ...] = (
            ({"time_zone": "Europe/Atlantis"}, "time_zone"),
            ({"time_zone": "../../etc/passwd"}, "time_zone"),
            ({"area_id": "0190f5c2-0000-7000-8000-000000000001"}, "area_id"),
            ({"opened_on": "2020-01-02", "closed_on": "2020-01-01"}, "closed_on"),
            ({"opened_on": "2020-02-30"}, "opened_on"),
            ({"name": ""}, "name"),
            ({"name": "a\u0000b"}, "name"),
            ({"store_code": "x" * 65}, "store_code"),
            ({"colour": "red"}, ""),
        )
        for broken, path in faults:
            answer = await chain.otto.post("/api/stores", json=BISMARCK | broken)
            assert answer.status_code == 400, broken
            assert answer.json()["errors"][0]["path"] == path
        assert await connection.fetchval("select count(*) from store") == 4

    async def test_is_for_an_administrator_to_make(self, chain: Chain) -> None:
        for name in set(chain.clients) - {"otto"}:
            assert (await chain.clients[name].post("/api/stores", json=BISMARCK)).status_code == 403, name


class TestAMovingStore:
    async def test_leaves_its_past_where_it_was(self, chain: Chain, connection: Connection) -> None:
        move = {"area_id": str(chain.area_ids["south"]), "valid_from": "2026-07-01"}
        answer = await chain.otto.post(f"/api/stores/{chain.hafen}/moves", json=move)
        assert answer.status_code == 201
        rows = await connection.fetch(
            "select area_id, valid_from, valid_to from store_membership where store_id = $1 order by valid_from",
            chain.hafen,
        )
        assert [tuple(row) for row in rows] == [
            (chain.area_ids["coast"], date(2000, 1, 1), date(2026, 6, 30)),
            (chain.area_ids["south"], date(2026, 7, 1), None),
        ]

    async def test_is_seen_by_its_new_manager_from_that_day_and_not_before(self, chain: Chain) -> None:
        tomorrow = now().date() + timedelta(days=1)
        move = {"area_id": str(chain.area_ids["south"]), "valid_from": tomorrow.isoformat()}
        await chain.otto.post(f"/api/stores/{chain.hafen}/moves", json=move)
        assert "Hafen" in await names_of(chain.ada)
        back = {"area_id": str(chain.area_ids["south"]), "valid_from": now().date().isoformat()}
        await chain.otto.post(f"/api/stores/{chain.neumarkt}/moves", json=back)
        assert await names_of(chain.ada) == ["Linden", "Hafen"]

    @pytest.mark.parametrize(
        ("area", "valid_from"), [("coast", "2026-07-01"), ("south", "2000-01-01"), ("south", "1999-01-01")]
    )
    async def test_cannot_rewrite_what_was(self, chain: Chain, area: str, valid_from: str) -> None:
        move = {"area_id": str(chain.area_ids[area]), "valid_from": valid_from}
        answer = await chain.otto.post(f"/api/stores/{chain.hafen}/moves", json=move)
        assert answer.status_code == 409
        assert answer.json()["code"] == "organisation.move_refused"

    async def test_of_another_organisation_is_not_there(self, chain: Chain, connection: Connection) -> None:
        foreign = await load_cast(connection, chain.app, domain="other.example")
        move = {"area_id": str(chain.area_ids["south"]), "valid_from": "2026-07-01"}
        never = await chain.otto.post(f"/api/stores/{new_id()}/moves", json=move)
        theirs = await chain.otto.post(f"/api/stores/{foreign.hafen}/moves", json=move)
        assert never.status_code == 404
        assert the_same(never, theirs)


class TestStaff:
    async def test_are_listed_for_a_store_that_one_sees(self, chain: Chain) -> None:
        answer = await chain.jonas.get("/api/staff-members", params={"store_id": str(chain.linden)})
        people = answer.json()["staff_members"]
        assert [person["display_name"] for person in people] == [
            "Anna Albers",
            "Ben Brandt",
            "Clara Conrad",
            "Deniz Demir",
            "Ella Ernst",
        ]
        assert people[0] == {
            "staff_member_id": str(chain.staff_ids["0001"]),
            "staff_code": "0001",
            "display_name": "Anna Albers",
            "role_title": "Sales adviser",
            "store_id": str(chain.linden),
        }

    async def test_of_a_store_elsewhere_are_not_there(self, chain: Chain) -> None:
        elsewhere = await chain.jonas.get("/api/staff-members", params={"store_id": str(chain.hafen)})
        never = await chain.jonas.get("/api/staff-members", params={"store_id": str(new_id())})
        assert elsewhere.status_code == 404
        assert the_same(elsewhere, never)
        assert len((await chain.jonas.get("/api/staff-members")).json()["staff_members"]) == 5

    async def test_are_not_for_everybody(self, chain: Chain) -> None:
        for name in ("mira", "nils", "rubi", "sam", "vera"):
            assert (await chain.clients[name].get("/api/staff-members")).status_code == 403, name

    async def test_come_in_pages_without_a_gap(self, chain: Chain) -> None:
        codes, cursor = [], None
        while True:
            parameters = {"limit": "4"} | ({"cursor": cursor} if cursor else {})
            page = (await chain.rhea.get("/api/staff-members", params=parameters)).json()
            codes += [person["staff_code"] for person in page["staff_members"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert codes == [f"000{number}" for number in range(1, 10)]


class TestTheAuditLogOfTheOrganisation:
    async def test_has_one_row_for_each_act(self, chain: Chain, connection: Connection) -> None:
        before = await connection.fetchval("select count(*) from audit_log")
        coast, south = chain.area_ids["coast"], str(chain.area_ids["south"])
        await chain.otto.post("/api/areas", json={"area_code": "x", "name": "X"})
        await chain.otto.put(f"/api/areas/{coast}/parent", json={"parent_area_id": south})
        await chain.otto.post("/api/stores", json=BISMARCK)
        await chain.otto.post(f"/api/stores/{chain.linden}/moves", json={"area_id": south, "valid_from": "2026-01-01"})
        refused = await chain.otto.post("/api/stores", json=BISMARCK)
        assert refused.status_code == 409
        written = await connection.fetch("select act, account_id from audit_log order by happened_at, audit_id")
        rows = written[before:]
        assert [row["act"] for row in rows] == ["area.added", "area.moved", "store.added", "store.moved"]
        assert {row["account_id"] for row in rows} == {chain.account_ids["otto"]}
