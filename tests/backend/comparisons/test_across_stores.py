"""One criterion, one business area across stores: the digits of the other screens, and a break between versions."""

from typing import Any

import pytest

from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import accepted, published, rubric_document

pytestmark = pytest.mark.slow  # dozens of visits for each

CRITERION = "/api/comparisons/criterion"
BUSINESS_AREA = "/api/comparisons/business-area"


@pytest.fixture
async def apart(stage: Chain) -> Chain:
    """Linden does well, Hafen badly, over a month and a half."""
    for first in (1, 30):
        await accepted(stage.mira, *visits_like(stage, stage.linden, "++=+", first_days_ago=first))
        await accepted(stage.mira, *visits_like(stage, stage.hafen, "--=-", first_days_ago=first))
    return stage


async def weighed_anew(chain: Chain) -> None:
    """A new version of the floor rubric in which greeting weighs more, and four visits under it."""
    document = rubric_document("floor-service") | {"version_label": "heavier"}
    greeting = next(
        one for section in document["sections"] for one in section["criteria"] if one["criterion_key"] == "greeting"
    )
    greeting["weight"] += 3
    chain.floor_version = await published(chain.rubi, document)
    await accepted(chain.mira, *visits_like(chain, chain.linden, "+=++", first_days_ago=10))


class TestOneCriterion:
    async def test_each_row_has_the_digits_of_the_stores_own_page(self, apart: Chain) -> None:
        answer = await answer_of(apart.ada, CRITERION, criterion_key="greeting")
        for store_id in (apart.linden, apart.hafen):
            page = await answer_of(apart.ada, f"{STORES}/{store_id}")
            own = next(one for one in page["criteria"] if one["criterion_key"] == "greeting")
            row = row_of(answer, store_id)
            assert (row["figure"], row["outcomes"]) == (own["figure"], own["outcomes"])

    async def test_stores_stand_among_each_other(self, apart: Chain) -> None:
        answer = await answer_of(apart.ada, CRITERION, criterion_key="greeting")
        assert row_of(answer, apart.linden)["standing"]["tier"] == "above"
        assert row_of(answer, apart.neumarkt)["standing"]["no_tier"] == "nothing_scored"

    async def test_a_criterion_that_nothing_has_is_not_found(self, apart: Chain) -> None:
        assert (await apart.ada.get(CRITERION, params={"criterion_key": "juggling"})).status_code == 404

    async def test_before_the_first_visit_there_is_nothing(self, stage: Chain) -> None:
        assert (await stage.ada.get(CRITERION, params={"criterion_key": "greeting"})).status_code == 404


class TestOneBusinessArea:
    async def test_each_row_has_the_digits_and_the_tier_of_the_heat_map(self, apart: Chain) -> None:
        answer = await answer_of(apart.ada, BUSINESS_AREA, business_area_key="communication")
        cells = {
            row["store_id"]: next(cell for cell in row["cells"] if cell["business_area_key"] == "communication")
            for row in (await answer_of(apart.ada, "/api/comparisons/heatmap"))["rows"]
        }
        for row in answer["rows"]:
            cell = cells[row["store_id"]]
            assert (row["figure"], row["outcomes"], row["standing"]["tier"]) == (
                cell["figure"], cell["outcomes"], cell["tier"],
            )  # fmt: skip


class TestVersionsAreNeverJoined:
    async def test_a_new_weight_is_a_segment_of_its_own_though_the_criterion_is_scored_alike(
        self, apart: Chain
    ) -> None:
        await weighed_anew(apart)
        answer = await answer_of(apart.ada, CRITERION, criterion_key="greeting")
        segments = [
            (one["version_labels"], one["is_chosen"], one["is_same_definition"], one["overall"]["visit_count"])
            for one in answer["segments"]
        ]
        assert segments == [(["2026.1"], True, True, 16), (["heavier"], False, True, 4)]
        assert row_of(answer, apart.linden)["figure"]["visit_count"] == 8

    async def test_a_business_area_with_another_weight_in_it_is_not_scored_alike(self, apart: Chain) -> None:
        area = (await answer_of(apart.ada, CRITERION, criterion_key="greeting"))["business_area"]
        await weighed_anew(apart)
        answer = await answer_of(apart.ada, BUSINESS_AREA, business_area_key=area)
        assert [one["is_same_definition"] for one in answer["segments"]] == [True, False]

    async def test_the_other_version_is_chosen_by_its_key(self, apart: Chain) -> None:
        await weighed_anew(apart)
        answer = await answer_of(apart.ada, CRITERION, criterion_key="greeting")
        other: Any = answer["segments"][1]["comparability_key"]
        answer = await answer_of(apart.ada, CRITERION, criterion_key="greeting", comparability_key=other)
        assert answer["comparability_key"] == other
        assert row_of(answer, apart.linden)["figure"]["visit_count"] == 4


@pytest.mark.parametrize("peers", ["area", "organisation"])
async def test_nothing_of_a_store_out_of_sight_is_in_it(apart: Chain, peers: str) -> None:
    before = await answer_of(apart.ada, CRITERION, criterion_key="greeting", peers=peers)
    await accepted(apart.mira, *visits_like(apart, apart.schlossberg, "-"))
    after = await answer_of(apart.ada, CRITERION, criterion_key="greeting", peers=peers)
    assert before["rows"] == after["rows"]
    assert before["overall"] == after["overall"]
