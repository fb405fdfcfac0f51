"""A against B: stores, areas or periods; what may be said of the difference, and what never."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from floorwalk.kernel.ids import new_id
from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import Json, accepted

pytestmark = pytest.mark.slow  # dozens of visits for each

DIFFERENCE = "/api/comparisons/difference"


def days_before(days: int) -> str:
    return (datetime.now(UTC).date() - timedelta(days=days)).isoformat()


async def between(client: Any, a: str, *b: str, **filters: str) -> Json:
    return await answer_of(client, DIFFERENCE, a=a, b=",".join(b), **filters)


def store(store_id: UUID) -> str:
    return f"store:{store_id}"


@pytest.fixture
async def apart(stage: Chain) -> Chain:
    """Linden does well, Hafen badly, Neumarkt as Linden; Schlossberg has had two visits."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "+++=+++="))
    await accepted(stage.mira, *visits_like(stage, stage.hafen, "---=---="))
    await accepted(stage.mira, *visits_like(stage, stage.neumarkt, "++=+++=+"))
    await accepted(stage.mira, *visits_like(stage, stage.schlossberg, "=+"))
    return stage


class TestTwoStores:
    async def test_more_is_said_with_the_interval_and_what_could_have_been_seen(self, apart: Chain) -> None:
        (pair,) = (await between(apart.ada, store(apart.linden), store(apart.hafen)))["pairs"]
        assert (pair["verdict"], pair["no_difference"]) == ("more", None)
        assert 0 < pair["ci_low_bp"] < pair["difference_bp"] < pair["ci_high_bp"]
        assert pair["detectable_bp"] > 0
        assert pair["p_adjusted_ppm"] <= 50_000

    async def test_the_other_way_round_it_is_as_much_less(self, apart: Chain) -> None:
        (pair,) = (await between(apart.ada, store(apart.linden), store(apart.hafen)))["pairs"]
        (other,) = (await between(apart.ada, store(apart.hafen), store(apart.linden)))["pairs"]
        assert (other["verdict"], other["difference_bp"]) == ("less", -pair["difference_bp"])

    async def test_alike_is_never_said_to_be_the_same(self, apart: Chain) -> None:
        (pair,) = (await between(apart.ada, store(apart.linden), store(apart.neumarkt)))["pairs"]
        assert pair["verdict"] == "cannot_tell"
        assert pair["ci_low_bp"] < 0 < pair["ci_high_bp"]

    async def test_the_figures_are_those_of_the_list(self, apart: Chain) -> None:
        answer = await between(apart.ada, store(apart.linden), store(apart.hafen))
        rows = await answer_of(apart.ada, STORES)
        assert answer["a"]["figure"] == row_of(rows, apart.linden)["figure"]
        assert answer["pairs"][0]["b"]["figure"] == row_of(rows, apart.hafen)["figure"]

    async def test_up_to_two_visits_give_no_difference(self, apart: Chain) -> None:
        (pair,) = (await between(apart.vera, store(apart.linden), store(apart.schlossberg)))["pairs"]
        assert (pair["verdict"], pair["no_difference"]) == ("cannot_tell", "too_few_visits")
        assert (pair["difference_bp"], pair["p_value_ppm"]) == (None, None)


class TestOneStoreAgainstSeveral:
    async def test_each_is_adjusted_for_exactly_the_pairs_that_are_shown(self, apart: Chain) -> None:
        others = [store(one) for one in (apart.hafen, apart.neumarkt, apart.schlossberg)]
        pairs = (await between(apart.vera, store(apart.linden), *others))["pairs"]
        hafen, neumarkt, schlossberg = pairs
        assert hafen["p_adjusted_ppm"] >= hafen["p_value_ppm"]
        assert hafen["p_adjusted_ppm"] <= 2 * hafen["p_value_ppm"] + 1  # of two: the third has no difference
        assert neumarkt["p_adjusted_ppm"] == neumarkt["p_value_ppm"]
        assert schlossberg["no_difference"] == "too_few_visits"

    async def test_more_than_six_are_refused(self, apart: Chain) -> None:
        question = {"a": store(apart.linden), "b": ",".join([store(apart.hafen)] * 7)}
        answer = await apart.ada.get(DIFFERENCE, params=question)
        assert [one["code"] for one in answer.json()["errors"]] == ["comparisons.pairs_out_of_range"]


class TestAreas:
    async def test_an_area_is_the_mean_of_its_stores_each_counting_once(self, apart: Chain) -> None:
        north = f"area:{apart.area_ids['north']}"
        answer = await between(apart.vera, north, store(apart.schlossberg))
        rows = await answer_of(apart.vera, STORES, area_id=apart.area_ids["north"])
        assert answer["a"]["store_count"] == 3
        assert answer["a"]["figure"] == {name: rows["overall"][name] for name in answer["a"]["figure"]}

    async def test_a_store_is_not_compared_with_the_area_that_holds_it(self, apart: Chain) -> None:
        question = {"a": f"area:{apart.area_ids['north']}", "b": store(apart.linden)}
        answer = await apart.ada.get(DIFFERENCE, params=question)
        assert answer.status_code == 400
        assert [one["code"] for one in answer.json()["errors"]] == ["comparisons.sides_overlap"]


class TestPeriods:
    async def test_one_store_is_compared_with_its_own_past(self, apart: Chain) -> None:
        await accepted(apart.mira, *visits_like(apart, apart.linden, "---=---", first_days_ago=40))
        now = {"from_on": days_before(30), "to_on": days_before(0)}
        before = {"b_from_on": days_before(60), "b_to_on": days_before(31)}
        answer = await between(apart.ada, store(apart.linden), store(apart.linden), **now, **before)
        assert answer["pairs"][0]["verdict"] == "more"
        assert (answer["a"]["period"]["from_on"], answer["pairs"][0]["b"]["period"]["to_on"]) == (
            days_before(30), days_before(31),
        )  # fmt: skip

    async def test_periods_that_share_a_day_are_refused(self, apart: Chain) -> None:
        question = {"a": "all", "b": "all", "from_on": days_before(30), "b_to_on": days_before(30)}
        answer = await apart.ada.get(DIFFERENCE, params=question)
        assert [one["code"] for one in answer.json()["errors"]] == ["comparisons.sides_overlap"]


class TestOutsideTheScope:
    @pytest.mark.parametrize("place", ["a", "b"])
    async def test_a_side_that_the_viewer_may_not_see_looks_like_one_that_never_was(
        self, apart: Chain, place: str
    ) -> None:
        bodies = []
        for hidden in (
            store(apart.schlossberg), store(new_id()), f"area:{apart.area_ids['south']}", f"area:{new_id()}",
        ):  # fmt: skip
            question = {"a": store(apart.linden), "b": store(apart.linden)} | {place: hidden}
            answer = await apart.ada.get(DIFFERENCE, params=question)
            assert answer.status_code == 404
            bodies.append({**answer.json(), "instance": None})
        assert all(body == bodies[0] for body in bodies)

    async def test_all_are_those_in_scope(self, apart: Chain) -> None:
        before = {"b_from_on": days_before(400), "b_to_on": days_before(200)}
        assert (await between(apart.jonas, "all", "all", **before))["a"]["store_count"] == 1

    @pytest.mark.parametrize("written", ["linden", "store:1", "staff:0190f5c2-dead-7000-8000-000000000000", ""])
    async def test_what_is_no_side_is_refused(self, apart: Chain, written: str) -> None:
        answer = await apart.ada.get(DIFFERENCE, params={"a": written, "b": "all"})
        assert [one["code"] for one in answer.json()["errors"]] == ["comparisons.side_not_understood"]
