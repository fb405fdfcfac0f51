"""Store × business area."""

import random
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.scoring.rounding import rdiv
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, rubric_document

HEAT_MAP = "/api/comparisons/heatmap"


def some_visits(chain: Chain, count: int, store_id: UUID, seed: int = 1) -> list[Json]:
    chance = random.Random(seed)
    return [floor_visit(chain, store_id, days_ago=1 + number, chance=chance) for number in range(count)]


def cell_of(answer: Json, store_id: UUID, business_area: str) -> Json:
    row = next(row for row in answer["rows"] if row["store_id"] == str(store_id))
    return next(cell for cell in row["cells"] if cell["business_area_key"] == business_area)


class TestAnAreaOfThreeStores:
    async def test_columns_are_the_business_areas_that_the_rubric_scores_in_the_organisations_order(
        self, stage: Chain, connection: Connection
    ) -> None:
        await accepted(stage.mira, *some_visits(stage, 3, stage.linden))
        answer = (await stage.ada.get(HEAT_MAP)).json()
        scored = {
            criterion["business_area"]
            for section in rubric_document("floor-service")["sections"]
            for criterion in section["criteria"]
            if criterion["weight"]
        }
        in_order = await connection.fetch("select business_area_key from business_area order by position")
        expected = [row["business_area_key"] for row in in_order if row["business_area_key"] in scored]
        assert [area["business_area_key"] for area in answer["business_areas"]] == expected
        assert all([cell["business_area_key"] for cell in row["cells"]] == expected for row in answer["rows"])

    async def test_a_cell_is_the_mean_over_interactions_of_their_scores_in_that_area(
        self, stage: Chain, connection: Connection
    ) -> None:
        await accepted(stage.mira, *some_visits(stage, 7, stage.linden))
        answer: dict[str, Any] = (await stage.ada.get(HEAT_MAP)).json()
        facts = await connection.fetch(
            "select scope_ref, sum(w) w, sum(t)::bigint t, count(*) visits, sum(exceeded) exceeded"
            " from visit_fact where store_id = $1 and scope_kind = 'business_area' group by scope_ref",
            stage.linden,
        )
        assert facts
        for fact in facts:
            cell = cell_of(answer, stage.linden, fact["scope_ref"])
            assert cell["figure"]["visit_count"] == fact["visits"]
            assert cell["outcomes"]["exceeded"] == fact["exceeded"]
            shown = fact["visits"] >= 3
            assert cell["figure"]["raw_mean_bp"] == (rdiv(fact["t"], fact["w"]) if shown else None)

    async def test_a_cell_with_too_little_is_marked_and_holds_no_mean(self, stage: Chain) -> None:
        await accepted(stage.mira, *some_visits(stage, 5, stage.linden), *some_visits(stage, 2, stage.hafen))
        answer = (await stage.ada.get(HEAT_MAP)).json()
        for store_id in (stage.hafen, stage.neumarkt):
            row = next(row for row in answer["rows"] if row["store_id"] == str(store_id))
            for cell in row["cells"]:
                assert (cell["figure"]["raw_mean_bp"], cell["figure"]["display"]) == (None, "hidden")
                assert cell["figure"]["flags"] == ["too_few_visits"]

    async def test_an_empty_organisation_has_rows_and_no_columns(self, stage: Chain) -> None:
        answer = (await stage.ada.get(HEAT_MAP)).json()
        assert answer["business_areas"] == []
        assert [row["cells"] for row in answer["rows"]] == [[], [], []]
