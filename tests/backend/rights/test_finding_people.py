"""Who serves a person's rights finds them, also after they left, and reads what retention removed."""

from datetime import date

import httpx
import pytest

from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.rights.retention import run
from floorwalk.settings import Settings
from tests.cast import Chain


async def found(client: httpx.AsyncClient, words: str) -> list[dict[str, object]]:
    answer = await client.post("/api/rights/people", json={"words": words})
    assert answer.status_code == 200, answer.text
    people: list[dict[str, object]] = answer.json()["people"]
    return people


async def only_north(connection: Connection, chain: Chain) -> None:
    """Rhea serves the rights of one area alone."""
    await connection.execute(
        "update account_grant set scope_kind = 'area', area_id = $2 where account_id = $1",
        chain.account_ids["rhea"], chain.area_ids["north"],
    )  # fmt: skip


class TestFindingSomebody:
    async def test_takes_parts_of_the_name_and_the_code_in_any_order_without_case_and_accents(
        self, chain: Chain, connection: Connection
    ) -> None:
        await connection.execute("update staff_member set display_name = 'Özgür Ålund' where staff_code = '0009'")
        for words in ("albers", "ANNA 0001", "0001 lber"):
            assert [person["display_name"] for person in await found(chain.rhea, words)] == ["Anna Albers"], words
        assert [person["staff_code"] for person in await found(chain.rhea, "ozgur alu")] == ["0009"]
        assert [person["staff_code"] for person in await found(chain.otto, "ÅLU")] == ["0009"]
        assert await found(chain.rhea, "anna brandt") == []
        assert await found(chain.rhea, "a%a") == []

    @pytest.mark.slow
    async def test_says_where_they_work_and_of_who_has_left_until_when(
        self, chain: Chain, connection: Connection
    ) -> None:
        anna, ben = chain.staff_ids["0001"], chain.staff_ids["0002"]
        await connection.execute("update staff_posting set valid_to = '2026-03-31' where staff_member_id = $1", anna)
        await connection.execute("delete from staff_posting where staff_member_id = $1", ben)
        [left] = await found(chain.rhea, "anna")
        assert (left["store_name"], left["role_title"], left["left_on"]) == ("Linden", "Sales adviser", "2026-03-31")
        archive = await chain.rhea.get(f"/api/staff-members/{anna}/archive")
        assert archive.headers["Content-Disposition"] == 'attachment; filename="about-0001.zip"'
        [nowhere] = await found(chain.rhea, "brandt")
        assert (nowhere["store_name"], nowhere["left_on"], nowhere["first_name"]) == (None, None, "Ben")
        [works] = await found(chain.rhea, "clara")
        assert (works["store_name"], works["left_on"]) == ("Linden", None)

    @pytest.mark.slow
    async def test_for_one_area_reaches_whoever_was_ever_posted_there_and_nobody_else(
        self, chain: Chain, connection: Connection
    ) -> None:
        await only_north(connection, chain)
        assert [person["staff_code"] for person in await found(chain.rhea, "00")] == [f"000{n}" for n in range(1, 9)]
        assert await found(chain.rhea, "ivers") == []
        ida = chain.staff_ids["0009"]
        assert (await chain.rhea.get(f"/api/staff-members/{ida}/archive")).status_code == 404
        await connection.execute(
            "insert into staff_posting (organisation_id, staff_posting_id, staff_member_id, store_id, role_title,"
            " valid_from, valid_to) values ($1, gen_random_uuid(), $2, $3, 'Till', '2020-01-01', '2020-12-31')",
            chain.organisation_id, ida, chain.hafen,
        )  # fmt: skip
        [once] = await found(chain.rhea, "ivers")  # where she is now is outside the area
        assert (once["store_name"], once["left_on"]) == ("Hafen", "2020-12-31")

    @pytest.mark.slow
    async def test_shows_fifty_and_says_that_there_are_more(self, chain: Chain, connection: Connection) -> None:
        await connection.executemany(
            "insert into staff_member (organisation_id, staff_member_id, staff_code, display_name, first_name)"
            " values ($1, gen_random_uuid(), $2, 'Zwilling Zett', 'Zwilling')",
            [(chain.organisation_id, f"Z{number:03}") for number in range(51)],
        )
        body = (await chain.rhea.post("/api/rights/people", json={"words": "zwilling"})).json()
        assert (len(body["people"]), body["has_more"]) == (50, True)
        body = (await chain.rhea.post("/api/rights/people", json={"words": "zwilling Z050"})).json()
        assert (len(body["people"]), body["has_more"]) == (1, False)

    @pytest.mark.slow
    async def test_needs_two_characters_and_a_right(self, chain: Chain) -> None:
        for words in ("", "a", " a b "):
            assert (await chain.rhea.post("/api/rights/people", json={"words": words})).status_code == 400, words
        for name in ("ada", "jonas", "vera", "sam", "nils"):
            assert (await chain.clients[name].post("/api/rights/people", json={"words": "anna"})).status_code == 403, (
                name
            )


@pytest.mark.slow
class TestTheReportOfRetention:
    async def test_is_that_of_the_last_run_for_who_serves_the_whole_organisation(
        self, chain: Chain, connection: Connection, database: Database, settings: Settings
    ) -> None:
        assert (await chain.rhea.get("/api/rights/retention")).json() == {"last_run": None}
        blobs = Blobs(settings.evidence, settings.data_dir)
        await run(database, blobs, chain.organisation_id, date(2026, 3, 1))
        await run(database, blobs, chain.organisation_id, date(2026, 3, 2))
        last = (await chain.rhea.get("/api/rights/retention")).json()["last_run"]
        assert (last["on"], last["links_removed"], last["pictures_removed"]) == ("2026-03-02", 0, 0)
        await only_north(connection, chain)
        assert (await chain.rhea.get("/api/rights/retention")).status_code == 404
