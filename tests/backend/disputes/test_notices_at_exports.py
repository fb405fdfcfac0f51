"""Whatever changes what an issued export holds leaves a notice at it that says what changed; other exports get none."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection, Database
from tests.backend.disputes.test_disputes import MET, decided, evaluation_of, observed, raised
from tests.cast import ANY_STATE, Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, sent, some_time
from tests.exports import TODAY, asked, exported, rows_of, worked_off

Way = Callable[[Chain, Json], Awaitable[None]]
WHY = "The badge on the photo is somebody else's."


async def done(client: httpx.AsyncClient, address: str, **body: Any) -> None:
    answer = await client.post(address, json=body or None, headers=ANY_STATE)
    assert answer.status_code in (200, 201), answer.text


async def rating_corrected(stage: Chain, visit: Json) -> None:
    body = {"evaluation_id": evaluation_of(visit), "ratings": [MET], "reason": WHY}
    await done(stage.vera, f"/api/reviews/{visit['visit_id']}/corrections", **body)


async def unlinked(stage: Chain, visit: Json) -> None:
    body = {"evaluation_id": evaluation_of(visit), "reason": WHY}
    await done(stage.vera, f"/api/reviews/{visit['visit_id']}/remove-staff-link", **body)


async def interaction_void(stage: Chain, visit: Json) -> None:
    body = {"evaluation_id": evaluation_of(visit), "reason": WHY}
    await done(stage.vera, f"/api/reviews/{visit['visit_id']}/void-evaluation", **body)


async def visit_void(stage: Chain, visit: Json) -> None:
    await done(stage.vera, f"/api/visits/{visit['visit_id']}/void", reason=WHY)


def upheld(subject: str) -> Way:
    async def way(stage: Chain, visit: Json) -> None:
        dispute_id = await raised(stage.sam, visit, subject)
        corrected = [MET] if subject == "criterion" else []
        answer = await decided(stage.rhea, dispute_id, "upheld", *corrected)
        assert answer.status_code == 200, answer.text

    return way


def with_one_more(stage: Chain, visit: Json, staff_code: str, revision: int = 2) -> Json:
    ratings = ratings_of(rubric_document("floor-service"))
    one_more = interaction(stage.floor_version, ratings, some_time(), stage.staff_ids[staff_code])
    return deepcopy(visit) | {"revision": revision, "interactions": [*visit["interactions"], one_more]}


async def sent_with_more(stage: Chain, visit: Json) -> None:
    await accepted(stage.emil, with_one_more(stage, visit, "0001"))


WAYS: dict[str, tuple[Way, str]] = {
    "a reviewer corrects a rating": (rating_corrected, "rating"),
    "a reviewer takes a person's name off": (unlinked, "staff_link"),
    "a reviewer voids one interaction": (interaction_void, "void"),
    "a reviewer voids the visit": (visit_void, "visit"),
    "a dispute of a rating is upheld": (upheld("criterion"), "rating"),
    "a dispute 'not me' is upheld": (upheld("not_me"), "staff_link"),
    "a dispute of the facts is upheld": (upheld("facts"), "void"),
    "the evaluator sends more of the visit": (sent_with_more, "addition"),
}


async def notices_of(stage: Chain) -> dict[str, list[Json]]:
    listed = (await stage.rhea.get("/api/exports")).json()["exports"]
    return {one["export_id"]: one["corrections"] for one in listed}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
async def test_the_export_that_held_it_says_what_changed_and_no_other_does(
    stage: Chain, connection: Connection, way: str
) -> None:
    *_, visit = await observed(stage)
    held = await exported(stage.app, stage.rhea)
    others = [
        await exported(stage.app, stage.rhea, population={"store_id": str(stage.hafen)}),
        await exported(stage.app, stage.rhea, to_on=(TODAY - timedelta(days=3)).isoformat()),
    ]
    act, change = WAYS[way]
    await act(stage, visit)
    again = await exported(stage.app, stage.rhea)
    notices = await notices_of(stage)
    [notice] = notices[held["export_id"]]
    assert (notice["visited_on"], notice["change"]) == (some_time().date().isoformat(), change)
    assert [notices[one["export_id"]] for one in (*others, again)] == [[], [], []]
    since = again["manifest"]["changed_since"]
    assert (since["export_id"], since["corrections"]) == (held["export_id"], [notice])
    assert len(since["changed"] + since["removed"]) == 1
    noted = await connection.fetchval("select detail from audit_log where act = 'visit.exports_noted'")
    assert noted["export_ids"] == [held["export_id"]]


@pytest.mark.slow
class TestThereIsNoNotice:
    async def test_of_what_was_in_no_export(self, stage: Chain, connection: Connection) -> None:
        *_, visit = await observed(stage)
        of_ben = floor_visit(stage, staff=stage.staff_ids["0002"])
        await accepted(stage.mira, of_ben)
        await exported(stage.app, stage.rhea)
        late = floor_visit(stage, staff=stage.staff_ids["0001"], days_ago=2)
        await accepted(stage.mira, late)
        await visit_void(stage, of_ben)  # too little was observed of him, so nothing of him has left
        await visit_void(stage, late)  # came in after the export
        await accepted(stage.emil, with_one_more(stage, visit, "0002"))  # a colleague, in a visit that it holds
        assert await connection.fetchval("select count(*) from export_correction") == 0

    async def test_of_an_act_that_is_refused(self, stage: Chain, connection: Connection) -> None:
        *_, visit = await observed(stage)
        await exported(stage.app, stage.rhea)
        other = deepcopy(visit) | {"revision": 2, "interactions": []}
        [result] = await sent(stage.emil, other)
        assert result["status"] == "refused"
        body = {"evaluation_id": evaluation_of(visit), "ratings": [MET | {"answer": "below"}], "reason": WHY}
        same = await stage.vera.post(f"/api/reviews/{visit['visit_id']}/corrections", json=body, headers=ANY_STATE)
        assert same.json()["code"] == "visits.nothing_corrected"
        assert await connection.fetchval("select count(*) from export_correction") == 0


@pytest.mark.slow
async def test_what_a_reviewer_publishes_of_a_visit_that_an_export_holds_is_noted_when_it_counts(
    stage: Chain, connection: Connection
) -> None:
    *_, visit = await observed(stage)
    held = await exported(stage.app, stage.rhea)
    await connection.execute("update programme set publication = 'after_review'")
    await sent_with_more(stage, visit)
    assert (await notices_of(stage))[held["export_id"]] == []
    await done(stage.vera, f"/api/visits/{visit['visit_id']}/publish")
    [notice] = (await notices_of(stage))[held["export_id"]]
    assert notice["change"] == "addition"


@pytest.mark.slow
async def test_each_change_of_one_visit_has_a_notice_of_its_own_in_the_order_of_the_changes(stage: Chain) -> None:
    *_, visit = await observed(stage)
    held = await exported(stage.app, stage.rhea)
    await rating_corrected(stage, visit)
    await sent_with_more(stage, visit)
    await visit_void(stage, visit)
    notices = (await notices_of(stage))[held["export_id"]]
    assert [notice["change"] for notice in notices] == ["rating", "addition", "visit"]


async def until_somebody_waits_for_a_row(connection: Connection) -> None:
    while True:
        if await connection.fetchval(
            "select exists (select from pg_locks where not granted and locktype in ('transactionid', 'tuple'))"
        ):
            return
        await asyncio.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["a reviewer corrects a rating", "a reviewer voids the visit"])
async def test_what_changes_while_an_export_is_made_is_noted_when_it_is_issued(
    stage: Chain, connection: Connection, database: Database, way: str
) -> None:
    visits = await observed(stage)
    waiting = await asked(stage.rhea)
    act, change = WAYS[way]
    async with database.transaction() as unit:
        holding = await unit.connection()  # the person, whom an export looks for once more before it is issued
        await holding.execute("select from staff_member where staff_code = '0001' for update")
        making = asyncio.create_task(worked_off(stage.app))
        await until_somebody_waits_for_a_row(connection)
        await act(stage, visits[-1])
    await making
    made = (await stage.rhea.get(f"/api/exports/{waiting['export_id']}")).json()
    assert (made["state"], made["manifest"]["released"]) == ("ready", 1)
    assert [notice["change"] for notice in made["corrections"]] == [change]
    ratings = await rows_of(stage.rhea, made, "people-ratings.csv")
    assert len({row["visit"] for row in ratings}) == len(visits)  # it holds what it has read
