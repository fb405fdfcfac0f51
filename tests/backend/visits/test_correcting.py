"""A correction counts instead of what the evaluator said, and takes nothing of it away."""

from copy import deepcopy
from typing import Any
from uuid import UUID

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.corrections import remove_staff_link, void_evaluation
from tests.cast import ANY_STATE, Chain, chain
from tests.cast_sums import recomputed, stored
from tests.cast_visits import (
    Json,
    accepted,
    floor_visit,
    interaction,
    ratings_of,
    rubric_document,
    sent,
    some_time,
    stage,
)

__all__ = ["chain", "stage"]
REASON = "The receipt says otherwise."


async def read(client: httpx.AsyncClient, visit: Json) -> Json:
    answer = await client.get(f"/api/visits/{visit['visit_id']}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def corrected(client: httpx.AsyncClient, visit: Json, place: int = 0, **answers: Any) -> httpx.Response:
    body = {
        "evaluation_id": visit["interactions"][place]["evaluation_id"],
        "ratings": [{"criterion_key": key, "state": "scored", "answer": answer} for key, answer in answers.items()],
        "reason": REASON,
    }
    return await client.post(f"/api/reviews/{visit['visit_id']}/corrections", json=body, headers=ANY_STATE)


def rating_in(shown: Json, criterion_key: str) -> Json:
    [found] = [one for one in shown["interactions"][0]["ratings"] if one["criterion_key"] == criterion_key]
    return found  # type: ignore[no-any-return]


class TestCorrectingWhatIsPublished:
    async def test_the_page_shows_what_counts_with_the_original_and_the_reason_and_the_sums_follow(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"], greeting="exceeded")
        await accepted(stage.mira, visit)
        before = await read(stage.mira, visit)
        answer = await corrected(stage.vera, visit, greeting="below")
        assert answer.status_code == 201, answer.text
        for viewer in (stage.mira, stage.jonas, stage.vera):
            shown = await read(viewer, visit)
            greeting = rating_in(shown, "greeting")
            assert (greeting["answer"], greeting["outcome"]) == ("below", "below")
            assert (greeting["original"]["answer"], greeting["original"]["outcome"]) == ("exceeded", "exceeded")
            assert rating_in(shown, "farewell")["original"] is None
            [spoken] = shown["interactions"]
            assert spoken["raw_bp"] < spoken["original_raw_bp"] == before["interactions"][0]["raw_bp"]
            assert shown["raw_bp"] == spoken["raw_bp"]
            [correction] = spoken["corrections"]
            told = correction["kind"], correction["criterion_key"], correction["reason"], correction["source"]
            assert told == ("rating", "greeting", REASON, "review")
        assert await stored(connection) == await recomputed(connection)

    @pytest.mark.slow
    async def test_the_export_and_the_comparison_show_what_counts(self, stage: Chain) -> None:
        visit = floor_visit(stage, greeting="exceeded")
        await accepted(stage.mira, visit)
        before = (await stage.ada.get(f"/api/comparisons/stores/{stage.linden}")).json()
        await corrected(stage.vera, visit, greeting="below")
        after = (await stage.ada.get(f"/api/comparisons/stores/{stage.linden}")).json()
        outcomes = [
            next(one["outcomes"] for one in page["criteria"] if one["criterion_key"] == "greeting")
            for page in (before, after)
        ]
        assert [one["exceeded"] for one in outcomes] == [1, 0]
        assert [one["below"] for one in outcomes] == [0, 1]

    @pytest.mark.slow
    async def test_a_second_correction_keeps_the_first_original(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, greeting="exceeded")
        await accepted(stage.mira, visit)
        for answer in ("below", "met"):
            assert (await corrected(stage.vera, visit, greeting=answer)).status_code == 201
        shown = await read(stage.mira, visit)
        greeting = rating_in(shown, "greeting")
        assert (greeting["original"]["answer"], greeting["answer"]) == ("exceeded", "met")
        assert len(shown["interactions"][0]["corrections"]) == 2
        assert (await corrected(stage.vera, visit, greeting="exceeded")).status_code == 201
        assert rating_in(await read(stage.mira, visit), "greeting")["original"] is None
        assert await stored(connection) == await recomputed(connection)

    @pytest.mark.slow
    async def test_leaves_an_audit_row_without_the_reason(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        await corrected(stage.vera, visit, greeting="below")
        row = await connection.fetchrow("select * from audit_log where act = 'visit.corrected'")
        assert row["object_id"] == visit["visit_id"]
        assert row["detail"]["criteria"] == ["greeting"]
        assert REASON not in str(row["detail"])


@pytest.mark.slow
class TestAfterACorrection:
    async def test_the_phone_may_still_add_an_interaction_for_it_knows_nothing_of_it(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage, greeting="exceeded", staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        await corrected(stage.vera, visit, greeting="below")
        evaluation_id = UUID(visit["interactions"][0]["evaluation_id"])
        async with connection.transaction():
            await remove_staff_link(connection, stage.organisation_id, None, evaluation_id, REASON, "dispute")
        more = deepcopy(visit) | {"revision": 2}
        ratings = ratings_of(rubric_document("floor-service"))
        more["interactions"].append(interaction(stage.floor_version, ratings, some_time()))
        await accepted(stage.mira, more)
        assert rating_in(await read(stage.mira, visit), "greeting")["answer"] == "below"
        assert await stored(connection) == await recomputed(connection)

    async def test_the_evaluator_cannot_change_what_is_published(self, stage: Chain) -> None:
        visit = floor_visit(stage, greeting="exceeded")
        await accepted(stage.mira, visit)
        await corrected(stage.vera, visit, greeting="below")
        as_corrected = deepcopy(visit) | {"revision": 2}
        as_corrected["interactions"][0]["ratings"] = ratings_of(rubric_document("floor-service"), greeting="below")
        [result] = await sent(stage.mira, as_corrected)
        assert result["problem"]["code"] == "visits.published_evaluation_changed"


@pytest.mark.slow
class TestThisWasNotMe:
    async def test_the_person_leaves_the_figures_and_the_store_keeps_them(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        evaluation_id = UUID(visit["interactions"][0]["evaluation_id"])
        async with connection.transaction():
            await remove_staff_link(connection, stage.organisation_id, None, evaluation_id, REASON, "dispute")
        sums = await stored(connection)
        assert sums == await recomputed(connection)
        assert {key[0] for key in sums} == {"store", "business_area", "criterion"}
        shown = await read(stage.mira, visit)
        assert shown["interactions"][0]["staff"]["kind"] == "unknown"
        assert [one["kind"] for one in shown["interactions"][0]["corrections"]] == ["staff_link"]


@pytest.mark.slow
class TestMakingOneEvaluationVoid:
    async def test_takes_it_out_of_every_figure_and_leaves_the_others(
        self, stage: Chain, connection: Connection
    ) -> None:
        ratings = ratings_of(rubric_document("floor-service"))
        both = [interaction(stage.floor_version, ratings, some_time()) for _ in range(2)]
        visit = floor_visit(stage, interactions=both)
        await accepted(stage.mira, visit)
        evaluation_id = UUID(visit["interactions"][0]["evaluation_id"])
        async with connection.transaction():
            await void_evaluation(connection, stage.organisation_id, None, evaluation_id, REASON, "dispute")
        assert await stored(connection) == await recomputed(connection)
        assert [one["state"] for one in (await read(stage.mira, visit))["interactions"]] == ["void", "published"]
        assert len((await read(stage.jonas, visit))["interactions"]) == 1
        answer = await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": REASON})
        assert answer.status_code == 200
        assert await stored(connection) == {}


@pytest.mark.slow
class TestWhatIsRefused:
    async def test_a_rating_that_the_rubric_does_not_take_is_named_by_its_place(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        answer = await corrected(stage.vera, visit, farewell="met", greeting="splendid", nowhere=3)
        assert answer.status_code == 400
        assert answer.json()["code"] == "visits.correction_refused"
        assert [fault["path"] for fault in answer.json()["errors"]] == ["ratings[2].criterion_key"]
        answer = await corrected(stage.vera, visit, farewell="met", greeting="splendid")
        assert [fault["path"] for fault in answer.json()["errors"]] == ["ratings[1].answer"]

    async def test_what_is_said_already_is_no_correction(self, stage: Chain) -> None:
        visit = floor_visit(stage, greeting="met")
        await accepted(stage.mira, visit)
        answer = await corrected(stage.vera, visit, greeting="met")
        assert (answer.status_code, answer.json()["code"]) == (409, "visits.nothing_corrected")

    async def test_one_criterion_twice_is_not_guessed_about(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        rating = {"criterion_key": "greeting", "state": "scored", "answer": "below"}
        body = {
            "evaluation_id": visit["interactions"][0]["evaluation_id"],
            "ratings": [rating, rating],
            "reason": "Twice.",
        }
        answer = await stage.vera.post(f"/api/reviews/{visit['visit_id']}/corrections", json=body, headers=ANY_STATE)
        assert answer.json()["errors"][0]["code"] == "scoring.criterion_rated_twice"

    async def test_a_star_is_never_left_beside_a_critical_failure(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        visit["interactions"][0]["stars"] = [
            {
                "act": "Fetched the car",
                "touchpoint_key": rubric_document("floor-service")["touchpoints"][0]["touchpoint_key"],
                "evidence": "Walked through the rain to bring the customer's car.",
                "weight": 2,
            }
        ]
        await accepted(stage.mira, visit)
        answer = await corrected(stage.vera, visit, honest=False)
        assert (answer.status_code, answer.json()["code"]) == (409, "visits.starred_and_critical")
