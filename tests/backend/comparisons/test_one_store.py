"""One store: its business areas, criteria and visits; its people by rule P5, with a trace of who looked."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, mystery_visit

pytestmark = pytest.mark.slow  # many visits for each


def page_address(store_id: UUID) -> str:
    return f"/api/comparisons/stores/{store_id}"


async def page_of(client: Any, store_id: UUID) -> Json:
    answer = await client.get(page_address(store_id))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def person_of(page: Json, name: str) -> Json:
    return next(person for person in page["staff"] if person["display_name"] == name)


async def observe(
    chain: Chain, staff_code: str, by: Sequence[str], days_ago: Sequence[int], store_id: UUID | None = None
) -> None:
    """One visit with one interaction with the person, for each evaluator and day."""
    chance = random.Random(1)
    for name, days in zip(by, days_ago, strict=True):
        visit = floor_visit(
            chain, store_id or chain.linden, staff=chain.staff_ids[staff_code], days_ago=days, chance=chance
        )
        await accepted(chain.clients[name], visit)


class TestBusinessAreasCriteriaAndVisits:
    async def test_every_criterion_stands_in_the_order_of_the_rubric_with_its_n(self, stage: Chain) -> None:
        chance = random.Random(2)
        await accepted(stage.mira, *[floor_visit(stage, days_ago=1 + day, chance=chance) for day in range(6)])
        page = await page_of(stage.ada, stage.linden)
        assert [one["criterion_key"] for one in page["criteria"]][:2] == [
            criterion["criterion_key"] for section in stage_document()["sections"] for criterion in section["criteria"]
        ][:2]
        for one in page["criteria"]:
            assert one["figure"]["visit_count"] == one["visit_count"]
            assert (one["mean_bp"] is None) == (one["figure"]["display"] == "hidden")
        assert {one["business_area_key"] for one in page["business_areas"]} == {
            one["business_area"] for one in page["criteria"] if one["rating_count"]
        }

    async def test_the_visits_are_those_behind_the_mean_newest_first(self, stage: Chain) -> None:
        chance = random.Random(2)
        visits = [floor_visit(stage, days_ago=1 + day, chance=chance) for day in range(4)]
        await accepted(stage.mira, *visits)
        page = await page_of(stage.ada, stage.linden)
        assert [one["visit_id"] for one in page["visits"]] == [visit["visit_id"] for visit in visits]
        assert page["figure"]["raw_mean_bp"] == round(sum(one["raw_bp"] for one in page["visits"]) / 4 + 1e-9)
        assert set(page["visits"][0]) == {
            "visit_id", "visited_on", "mode", "raw_bp", "interaction_count", "critical_failed",
        }  # fmt: skip

    async def test_nothing_on_the_page_names_an_evaluator(self, stage: Chain) -> None:
        await accepted(stage.mira, *[mystery_visit(stage, stage.linden, days_ago=day) for day in range(1, 7)])
        text = (await stage.jonas.get(page_address(stage.linden))).text
        assert "Mira" not in text
        assert "EV-MIRA" not in text
        assert str(stage.evaluator_ids["mira"]) not in text


def stage_document() -> Json:
    from tests.cast_visits import rubric_document

    return rubric_document("floor-service")


class TestPeopleByTheEvidenceFloor:
    async def test_five_interactions_in_five_visits_by_two_evaluators_on_two_days_make_a_figure(
        self, stage: Chain
    ) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        anna = person_of(await page_of(stage.jonas, stage.linden), "Anna Albers")
        assert anna["insufficient"] is None
        assert (anna["figure"]["visit_count"], anna["figure"]["interaction_count"]) == (5, 5)
        assert anna["figure"]["raw_mean_bp"] is not None
        assert "not_sufficient_alone" in anna["figure"]["flags"]

    @pytest.mark.parametrize(
        ("by", "days_ago", "reason"),
        [
            (["mira", "emil", "mira", "emil"], [1, 2, 3, 4], "too_few_interactions"),
            (["mira"] * 5, [1, 2, 3, 4, 5], "too_few_evaluators"),
            (["mira", "mira", "mira", "emil", "emil"], [2, 2, 2, 2, 2], "too_few_days"),
        ],
    )
    async def test_one_thing_missing_is_a_reason_and_no_figure(
        self, stage: Chain, by: list[str], days_ago: list[int], reason: str
    ) -> None:
        await observe(stage, "0001", by, days_ago)
        anna = person_of(await page_of(stage.jonas, stage.linden), "Anna Albers")
        assert (anna["figure"], anna["insufficient"]) == (None, {"reason": reason})

    async def test_a_notice_of_the_first_days_own_date_comes_too_late(
        self, stage: Chain, connection: Connection
    ) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        first_on = datetime.now(UTC).date() - timedelta(days=5)
        await connection.execute("update staff_notice set given_on = $1", first_on)
        anna = person_of(await page_of(stage.jonas, stage.linden), "Anna Albers")
        assert (anna["figure"], anna["insufficient"]) == (None, {"reason": "notice_too_late"})
        await connection.execute("update staff_notice set given_on = $1", first_on - timedelta(days=1))
        assert person_of(await page_of(stage.jonas, stage.linden), "Anna Albers")["figure"] is not None

    async def test_people_stand_in_the_order_of_the_alphabet_also_those_never_observed(self, stage: Chain) -> None:
        await observe(stage, "0004", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        page = await page_of(stage.jonas, stage.linden)
        names = [person["display_name"] for person in page["staff"]]
        assert names == ["Anna Albers", "Ben Brandt", "Clara Conrad", "Deniz Demir", "Ella Ernst"]
        assert person_of(page, "Ben Brandt")["insufficient"] == {"reason": "too_few_interactions"}

    async def test_a_reviewer_has_no_right_on_people_and_gets_none(self, stage: Chain) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        page = await page_of(stage.vera, stage.linden)
        assert "staff" not in page
        assert page["figure"]["visit_count"] == 5


class TestAPersonWithheldIsNotGotFromTheStoresTotal:
    async def test_who_reads_no_visits_loses_a_second_person_and_who_reads_them_does_not(self, stage: Chain) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        await observe(stage, "0002", ["mira", "emil"], [1, 2])
        anna = person_of(await page_of(stage.rhea, stage.linden), "Anna Albers")
        assert (anna["figure"], anna["insufficient"]) == (None, {"reason": "would_reveal_another"})
        assert person_of(await page_of(stage.jonas, stage.linden), "Anna Albers")["figure"] is not None

    async def test_interactions_with_somebody_unknown_are_cover_enough(self, stage: Chain) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        await observe(stage, "0002", ["mira", "emil"], [1, 2])
        await accepted(stage.mira, floor_visit(stage))
        assert person_of(await page_of(stage.rhea, stage.linden), "Anna Albers")["figure"] is not None


class TestALookAtPeopleLeavesATrace:
    async def test_it_names_who_looked_and_at_whose_figures(self, stage: Chain, connection: Connection) -> None:
        await observe(stage, "0001", ["mira", "mira", "mira", "emil", "emil"], [1, 2, 3, 4, 5])
        await observe(stage, "0002", ["mira"], [1])
        await page_of(stage.jonas, stage.linden)
        rows = await connection.fetch("select * from audit_log where act = 'comparison.people_read'")
        assert [(row["account_id"], row["object_id"]) for row in rows] == [
            (stage.account_ids["jonas"], str(stage.linden))
        ]
        assert rows[0]["detail"]["staff_member_ids"] == [str(stage.staff_ids["0001"])]

    async def test_where_no_figure_was_shown_there_is_none(self, stage: Chain, connection: Connection) -> None:
        await observe(stage, "0001", ["mira"], [1])
        await page_of(stage.jonas, stage.linden)
        await page_of(stage.vera, stage.linden)
        assert await connection.fetchval("select count(*) from audit_log where act = 'comparison.people_read'") == 0
