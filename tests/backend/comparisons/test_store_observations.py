"""One store beyond its scores: waits against the promise, stars, indifferent interactions."""

from typing import Any

import pytest

from tests.backend.comparisons.arranging import STORES, answer_of, waits_of
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit

pytestmark = pytest.mark.slow  # dozens of visits for each

ACT = {
    "act": "Carried the pram to the car",
    "touchpoint_key": "arrival",
    "evidence": "The customer thanked her at the door and told me so herself.",
    "weight": 3,
}


async def queue_of(client: Any, chain: Chain) -> Json:
    page = await answer_of(client, f"{STORES}/{chain.linden}")
    found: Json = next(one for one in page["measured"] if one["criterion_key"] == "queued_for")
    return found


class TestMeasuredWaits:
    async def test_the_share_within_the_promise_stands_beside_the_quantiles_and_the_bins(self, stage: Chain) -> None:
        await accepted(stage.mira, *waits_of(stage, stage.linden, [60_000, 120_000, 240_000, 400_000, "gave_up"]))
        queue = await queue_of(stage.ada, stage)
        assert (queue["unit"], queue["better"], queue["target"]) == ("ms", "lower", 240_000)
        assert (queue["measured_count"], queue["gave_up"], queue["visit_count"]) == (4, 1, 5)
        within = queue["within_promise"]
        assert (within["hits"], within["of"], within["share_bp"]) == (3, 5, 6_000)
        assert queue["quantiles"] == {"p10": 60_000, "p25": 120_000, "p50": 240_000, "p75": 400_000, "p90": None}
        assert sum(one["count"] for one in queue["bins"]) == 4

    async def test_up_to_two_visits_have_no_distribution(self, stage: Chain) -> None:
        await accepted(stage.mira, *waits_of(stage, stage.linden, [60_000, 120_000]))
        queue = await queue_of(stage.ada, stage)
        assert (queue["quantiles"], queue["bins"]) == (None, [])
        assert queue["within_promise"]["hits"] == 2

    async def test_a_rubric_that_measures_nothing_has_none(self, stage: Chain) -> None:
        await accepted(stage.mira, floor_visit(stage))
        assert (await answer_of(stage.ada, f"{STORES}/{stage.linden}"))["measured"] == []

    async def test_a_voided_visit_is_not_in_it(self, stage: Chain) -> None:
        visits = waits_of(stage, stage.linden, [60_000, 120_000, 240_000, 500_000])
        await accepted(stage.mira, *visits)
        answer = await stage.vera.post(f"/api/visits/{visits[3]['visit_id']}/void", json={"reason": "A rehearsal."})
        assert answer.status_code == 200
        assert (await queue_of(stage.ada, stage))["measured_count"] == 3


@pytest.fixture
async def starred(stage: Chain) -> Json:
    """A visit with a star."""
    visit = floor_visit(stage)
    visit["interactions"][0]["stars"] = [ACT]
    await accepted(stage.mira, visit)
    return visit


class TestStars:
    async def test_the_act_is_named_with_the_visit_that_it_stands_in(self, stage: Chain, starred: Json) -> None:
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        (star,) = page["stars_given"]
        assert (star["act"], star["weight"], star["visit_id"]) == (ACT["act"], 3, starred["visit_id"])
        assert page["stars"] == 1

    async def test_who_may_read_no_visits_gets_their_number_alone(self, stage: Chain, starred: Json) -> None:
        page = await answer_of(stage.rhea, f"{STORES}/{stage.linden}")
        assert "stars_given" not in page
        assert page["stars"] == 1


class TestIndifferentInteractions:
    async def test_they_are_listed_and_their_share_has_an_interval(self, stage: Chain) -> None:
        indifferent = floor_visit(stage, days_ago=2)
        indifferent["interactions"][0]["indifferent"] = True
        await accepted(stage.mira, floor_visit(stage), indifferent, floor_visit(stage, days_ago=3))
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        assert [(one["visit_id"], one["is_ticked"]) for one in page["indifferent_interactions"]] == [
            (indifferent["visit_id"], True)
        ]
        share = page["indifferent_share"]
        assert (share["hits"], share["of"], share["share_bp"]) == (1, 3, 3_333)
        assert share["ci_low_bp"] < 3_333 < share["ci_high_bp"]
