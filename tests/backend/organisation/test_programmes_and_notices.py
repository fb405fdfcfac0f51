"""Programmes, what staff were told of them, and the business areas that an organisation begins with."""

from typing import Any

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.errors import NotOneOrganisation
from floorwalk.organisation.service import begin_organisation, ensure_organisation, only_organisation
from tests.cast import Chain, load_cast

SPRING: dict[str, Any] = {
    "programme_key": "spring",
    "title": {"en": "Spring", "de": "Frühling"},
    "mode": "floor",
    "rubric_keys": ["floor-service"],
}


class TestABeginning:
    async def test_makes_one_organisation_with_nine_business_areas_and_no_second(self, connection: Connection) -> None:
        async with connection.transaction():
            first = await ensure_organisation(connection)
        async with connection.transaction():
            second = await ensure_organisation(connection, name="Another")
        assert first == second == await only_organisation(connection)
        keys = await connection.fetch("select business_area_key from business_area order by position")
        assert [row["business_area_key"] for row in keys] == [
            "presentation",
            "promotion",
            "communication",
            "product",
            "selling_and_advice",
            "problem_solving",
            "speed_and_queries",
            "after_sales",
            "relationship_and_recovery",
        ]

    async def test_of_a_second_one_leaves_the_command_line_without_one(
        self, chain: Chain, connection: Connection
    ) -> None:
        assert await only_organisation(connection) == chain.organisation_id
        await begin_organisation(
            connection, "Another", "Europe/Berlin", "en", (await connection.fetchval("select now()"))
        )
        with pytest.raises(NotOneOrganisation):
            await only_organisation(connection)


class TestBusinessAreas:
    async def test_are_words_for_everybody_who_works_with_them_and_for_nobody_else(self, chain: Chain) -> None:
        for name in ("mira", "jonas", "ada", "rhea", "otto", "rubi", "vera"):
            answer = await chain.clients[name].get("/api/business-areas")
            assert answer.json()["business_areas"][0] == {
                "business_area_key": "presentation",
                "title": {"en": "Presentation", "de": "Erscheinungsbild"},
            }
        for name in ("nils", "sam"):
            assert (await chain.clients[name].get("/api/business-areas")).status_code == 403, name


class TestAProgramme:
    async def test_names_nobody_and_publishes_at_once_unless_told_otherwise(self, chain: Chain) -> None:
        answer = await chain.otto.post("/api/programmes", json=SPRING)
        assert answer.status_code == 201
        made = answer.json()
        assert (made["staff_identification"], made["publication"], made["dispute_window_days"]) == (
            "role",
            "at_once",
            14,
        )
        listed = (await chain.mira.get("/api/programmes")).json()["programmes"]
        assert [programme["programme_key"] for programme in listed] == ["floor-service", "mystery-visit", "spring"]
        assert listed[2] == made
        assert (await chain.otto.post("/api/programmes", json=SPRING)).status_code == 409

    async def test_with_a_fault_is_refused(self, chain: Chain) -> None:
        faults: tuple[dict[str, Any], ...] = (
            {"mode": "secret"},
            {"staff_identification": "photo"},
            {"rubric_keys": []},
            {"title": {}},
            {"title": {"de": "Nur deutsch"}},
            {"title": {"en": "\u0000"}},
            {"programme_key": "With Blanks"},
            {"dispute_window_days": 0},
            {"dispute_window_days": 2**63},
        )
        for broken in faults:
            assert (await chain.otto.post("/api/programmes", json=SPRING | broken)).status_code == 400, broken
        assert len((await chain.otto.get("/api/programmes")).json()["programmes"]) == 2


class TestAStaffNotice:
    def a_notice(self, chain: Chain, **more: Any) -> dict[str, Any]:
        return {
            "programme_id": str(chain.floor_programme),
            "store_id": str(chain.linden),
            "text_version": "2026-2",
            "languages": ["en", "de"],
            "given_on": "2026-02-01",
            "channel": "notice board",
        } | more

    async def test_is_recorded_and_shown_to_whom_it_concerns(self, chain: Chain) -> None:
        answer = await chain.otto.post("/api/staff-notices", json=self.a_notice(chain))
        assert answer.status_code == 201
        assert answer.json() in (await chain.jonas.get("/api/staff-notices")).json()["staff_notices"]
        elsewhere = await chain.otto.post(
            "/api/staff-notices", json=self.a_notice(chain, store_id=str(chain.schlossberg))
        )
        shown = (await chain.jonas.get("/api/staff-notices")).json()["staff_notices"]
        assert elsewhere.json() not in shown
        assert len(shown) == 3  # of this store, and two that hold for every store
        assert elsewhere.json() in (await chain.otto.get("/api/staff-notices")).json()["staff_notices"]

    async def test_needs_a_programme_and_a_store_that_are_there(self, chain: Chain, connection: Connection) -> None:
        foreign = await load_cast(connection, chain.app, domain="other.example")
        for path, wrong in (
            ("programme_id", new_id()),
            ("programme_id", foreign.floor_programme),
            ("store_id", new_id()),
            ("store_id", foreign.linden),
        ):
            answer = await chain.otto.post("/api/staff-notices", json=self.a_notice(chain, **{path: str(wrong)}))
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["path"] == path

    async def test_is_for_an_administrator_to_record(self, chain: Chain) -> None:
        notice = self.a_notice(chain)
        for name in set(chain.clients) - {"otto"}:
            assert (await chain.clients[name].post("/api/staff-notices", json=notice)).status_code == 403, name
