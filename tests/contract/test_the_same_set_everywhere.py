"""What a role may see is one set, wherever it is asked for: lists, comparisons, previews and files (Q39)."""

from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.coaching.test_exporting_people import observe
from tests.backend.comparisons.arranging import answer_of, visits_like
from tests.cast import Chain, chain
from tests.cast_visits import accepted, stage
from tests.exports import a_question, exported, rows_of

__all__ = ["chain", "stage"]
pytestmark = pytest.mark.slow  # dozens of visits for each

NORTH, EVERY = ("0101", "0102", "0103"), ("0101", "0102", "0103", "0201")  # store codes
COMPARED = (
    "/api/comparisons/stores",
    "/api/comparisons/heatmap",
    "/api/comparisons/criterion?criterion_key=greeting",
    "/api/comparisons/business-area?business_area_key=product",
)


class TestStores:
    @pytest.mark.parametrize(
        ("role", "expected"), [("jonas", ("0101",)), ("ada", NORTH), ("rhea", EVERY), ("vera", EVERY)]
    )
    async def test_every_comparison_and_the_list_of_visits_show_those_of_the_role(
        self, stage: Chain, role: str, expected: tuple[str, ...]
    ) -> None:
        for store in EVERY:
            await accepted(stage.mira, *visits_like(stage, stage.store_ids[store], "+=-"))
        wanted = {str(stage.store_ids[store]) for store in expected}
        client = stage.clients[role]
        for address in COMPARED:
            path, _, query = address.partition("?")
            filters = dict([query.split("=")]) if query else {}
            assert {row["store_id"] for row in (await answer_of(client, path, **filters))["rows"]} == wanted, address
        visits = await client.get("/api/visits", params={"limit": 100})
        if role == "rhea":  # single visits are not HR's
            assert visits.status_code == 403
        else:
            assert {visit["store"]["store_code"] for visit in visits.json()["visits"]} == set(expected)


class TestPeople:
    @pytest.mark.parametrize("area", [None, "north", "south"])
    async def test_preview_manifest_and_every_file_are_about_the_same_and_about_nobody_outside_the_scope(
        self, stage: Chain, connection: Connection, area: str | None
    ) -> None:
        await observe(stage, "0001")
        await observe(stage, "0002", by=["mira"] * 3)
        await observe(stage, "0009", store_id=stage.schlossberg)
        if area is not None:
            await connection.execute(
                "update account_grant set scope_kind = 'area', area_id = $1 where role = 'hr'", stage.area_ids[area]
            )
        posted = await connection.fetch("select s.staff_code, p.store_id from staff_member s join staff_posting p using"
                                        " (organisation_id, staff_member_id)")  # fmt: skip
        stores: dict[str | None, set[UUID]] = {
            None: set(stage.store_ids.values()),
            "north": {stage.store_ids[store] for store in NORTH},
            "south": {stage.schlossberg},
        }
        everybody = {row["staff_code"] for row in posted if row["store_id"] in stores[area]}
        released = everybody & {"0001", "0009"}

        preview = (await stage.rhea.post("/api/exports/preview", json=a_question())).json()
        assert {row["staff_code"] for row in preview["rows"]} == everybody
        assert {row["staff_code"] for row in preview["rows"] if row["releasable"]} == released
        made = await exported(stage.app, stage.rhea)
        key = await rows_of(stage.rhea, made, "pseudonyms.csv")
        assert {row["staff_code"] for row in key} == everybody
        assert {row["staff_code"] for row in key if row["releasable"] == "true"} == released
        code_of = {row["person"]: row["staff_code"] for row in key}
        for name in ("people-ratings.csv", "people-business-areas.csv"):
            assert {code_of[row["person"]] for row in await rows_of(stage.rhea, made, name)} == released, name
        manifest = made["manifest"]
        assert {code_of[one["person"]] for one in manifest["withheld"]} == everybody - released
        assert (manifest["people"], manifest["released"]) == (len(everybody), len(released))
