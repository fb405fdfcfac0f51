"""What is to be minded about the visits behind a figure stands at the figure itself, in every list and file (P11)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from floorwalk.comparisons.tables_of_figures import By
from floorwalk.infrastructure.database import Connection
from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.backend.comparisons.test_exporting_comparisons import table
from tests.backend.comparisons.test_visits_behind import photographed
from tests.backend.disputes.test_disputes import decided, of_anna, raised
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit

ACROSS = "/api/comparisons"


def unseen(visit: Json, criterion_key: str) -> Json:
    """The visit, in which the criterion was not observed."""
    visit["interactions"][0]["ratings"] = [
        {"criterion_key": criterion_key, "state": "not_observed"} if one["criterion_key"] == criterion_key else one
        for one in visit["interactions"][0]["ratings"]
    ]
    return visit


async def one_photo_missing(chain: Chain) -> None:
    """Three visits each to Linden and Hafen; in one at Linden a photo is missing and the greeting was not observed."""
    waiting = unseen(photographed(floor_visit(chain, chain.linden, days_ago=5)), "greeting")
    await accepted(chain.mira, *visits_like(chain, chain.linden, "+="), waiting)
    await accepted(chain.mira, *visits_like(chain, chain.hafen, "-=="))


def figures_in(answer: Any) -> Iterator[Json]:
    """Every figure of an answer, however deep."""
    if isinstance(answer, dict):
        if "flags" in answer and "visit_count" in answer:
            yield answer
        for part in answer.values():
            yield from figures_in(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from figures_in(part)


class TestAPhotoThatIsMissing:
    async def test_is_said_at_every_figure_that_holds_its_visit_and_at_no_other(self, stage: Chain) -> None:
        await one_photo_missing(stage)
        stores = await answer_of(stage.ada, STORES)
        assert row_of(stores, stage.linden)["figure"]["flags"] == ["provisional", "photos_missing"]
        assert row_of(stores, stage.hafen)["figure"]["flags"] == ["provisional"]
        assert stores["overall"]["flags"] == ["photos_missing"]
        heat = row_of(await answer_of(stage.ada, f"{ACROSS}/heatmap"), stage.linden)
        flagged = {cell["business_area_key"]: "photos_missing" in cell["figure"]["flags"] for cell in heat["cells"]}
        assert flagged.pop("communication") is False  # its only criterion was not observed in that visit
        assert set(flagged.values()) == {True}

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("address", "scope", "is_said"),
        [
            ("criterion", {"criterion_key": "greeting"}, False),
            ("criterion", {"criterion_key": "farewell"}, True),
            ("business-area", {"business_area_key": "communication"}, False),
            ("business-area", {"business_area_key": "product"}, True),
        ],
    )
    async def test_is_said_across_stores_where_the_visit_has_a_score(
        self, stage: Chain, address: str, scope: dict[str, str], is_said: bool
    ) -> None:
        await one_photo_missing(stage)
        answer = await answer_of(stage.ada, f"{ACROSS}/{address}", **scope)
        figures = [answer["overall"], answer["segments"][0]["overall"], row_of(answer, stage.linden)["figure"]]
        assert ["photos_missing" in figure["flags"] for figure in figures] == [is_said] * 3
        assert "photos_missing" not in row_of(answer, stage.hafen)["figure"]["flags"]

    @pytest.mark.slow
    async def test_is_said_on_the_page_of_the_store_and_by_the_side_it_is_on(self, stage: Chain) -> None:
        await one_photo_missing(stage)
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        assert "photos_missing" in page["figure"]["flags"]
        said = {one["criterion_key"]: "photos_missing" in one["figure"]["flags"] for one in page["criteria"]}
        assert (said["greeting"], said["farewell"]) == (False, True)
        pair = {"a": f"store:{stage.linden}", "b": f"store:{stage.hafen}"}
        sides = await answer_of(stage.ada, f"{ACROSS}/difference", **pair)
        assert "photos_missing" in sides["a"]["figure"]["flags"]
        assert "photos_missing" not in sides["pairs"][0]["b"]["figure"]["flags"]
        both = await answer_of(stage.ada, f"{ACROSS}/difference", a="all", b=pair["b"], b_to_on="2026-01-31")
        assert "photos_missing" in both["a"]["figure"]["flags"]

    @pytest.mark.slow
    async def test_is_said_in_the_tables_of_the_command_line(
        self, stage: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        await one_photo_missing(stage)
        for by, name, code in (
            (By.STORE, "store_code", "0101"),
            (By.BUSINESS_AREA, "business_area", "product"),
            (By.CRITERION, "criterion", "farewell"),
            (By.AREA, "area_code", "north"),
        ):
            rows = await table(connection, stage, by, tmp_path)
            said = [row for row in rows if "photos_missing" in row["flags"].split()]
            assert code in {row[name] for row in said}, by
            assert not [row for row in said if row.get("store_code") == "0102"]
        rows = await table(connection, stage, By.CRITERION, tmp_path)
        assert not [row for row in rows if row["criterion"] == "greeting" and "photos_missing" in row["flags"]]

    @pytest.mark.slow
    async def test_is_not_said_of_other_days_of_a_voided_visit_or_to_who_sees_another_store(self, stage: Chain) -> None:
        waiting = photographed(floor_visit(stage, stage.schlossberg, days_ago=5))
        again = photographed(floor_visit(stage, stage.linden, days_ago=5))
        await accepted(stage.mira, waiting, again, *visits_like(stage, stage.linden, "+="))
        voided = await stage.vera.post(f"/api/visits/{again['visit_id']}/void", json={"reason": "A rehearsal."})
        assert voided.status_code == 200
        for question in ({}, {"to_on": "2026-01-31"}):
            for figure in figures_in(await answer_of(stage.ada, STORES, **question)):
                assert "photos_missing" not in figure["flags"]
        everywhere = await answer_of(stage.vera, STORES)
        assert "photos_missing" in row_of(everywhere, stage.schlossberg)["figure"]["flags"]


@pytest.mark.slow
class TestAVisitThatIsDisputed:
    async def test_is_said_at_every_figure_until_it_is_decided(self, stage: Chain) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, *visits_like(stage, stage.linden, "+=", first_days_ago=3), visit)
        dispute_id = await raised(stage.sam, visit)
        stores = await answer_of(stage.ada, STORES)
        assert row_of(stores, stage.linden)["figure"]["flags"] == ["provisional", "disputed"]
        assert "disputed" in stores["overall"]["flags"]
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        for part in ("business_areas", "criteria"):
            assert all("disputed" in one["figure"]["flags"] for one in page[part] if one["figure"]["visit_count"])
        assert (await decided(stage.rhea, dispute_id, "rejected")).status_code == 200
        for address in (STORES, f"{STORES}/{stage.linden}"):
            for figure in figures_in(await answer_of(stage.ada, address)):
                assert "disputed" not in figure["flags"]

    async def test_says_nothing_of_another_person_in_the_same_visit(self, stage: Chain) -> None:
        anna, ben = stage.staff_ids["0001"], stage.staff_ids["0002"]
        for days_ago in range(2, 8):
            for who in (stage.mira, stage.emil):
                await accepted(who, photographed(floor_visit(stage, staff=ben, days_ago=days_ago)))
        visit = of_anna(stage)
        second = floor_visit(stage, staff=ben)["interactions"][0]
        visit["interactions"].append(second)
        await accepted(stage.mira, visit)
        await raised(stage.sam, visit)
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        people = {one["staff_member_id"]: one for one in page["staff"]}
        assert people[str(anna)]["figure"] is None
        assert "photos_missing" in people[str(ben)]["figure"]["flags"]
        assert "disputed" not in people[str(ben)]["figure"]["flags"]
