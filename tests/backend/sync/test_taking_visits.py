"""What becomes of the visits of a batch: taken once, known again, revised, refused; each for itself."""

import asyncio
import json
import random
from copy import deepcopy

import httpx
import pytest
from litestar import Litestar

from floorwalk.app import create_app
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings
from tests.cast import Chain, a_browser, chain, load_cast, sign_in, signed_in
from tests.cast_visits import (
    Json,
    accepted,
    batch_of,
    floor_visit,
    interaction,
    mystery_visit,
    publish_samples,
    published,
    ratings_of,
    rubric_document,
    sent,
    some_time,
    stage,
)

__all__ = ["chain", "stage"]


JSON = {"Content-Type": "application/json"}


async def rows(connection: Connection, table: str = "visit") -> int:
    count: int = await connection.fetchval(f"select count(*) from {table}")
    return count


class TestTakingAVisit:
    async def test_the_receipt_names_the_id_and_the_hash_of_the_bytes_that_were_sent(self, stage: Chain) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        written = json.dumps(visit, indent=3)
        head = json.dumps(batch_of([])).replace('"visits": []', f'"visits": [ {written} ]')
        answer = await stage.mira.post("/api/sync/visits", content=head.encode(), headers=JSON)
        [result] = answer.json()["results"]
        assert result["receipt"]["visit_id"] == visit["visit_id"]
        assert result["receipt"]["content_hash"] == sha256_hex(written.encode())

    async def test_visit_evaluation_facts_delta_and_audit_row_are_stored_together(
        self, stage: Chain, connection: Connection
    ) -> None:
        await accepted(stage.mira, mystery_visit(stage, chance=random.Random(3)))
        for table in ("visit", "evaluation", "sum_delta"):
            assert await rows(connection, table) == 1
        assert await rows(connection, "visit_fact") > 1
        assert await connection.fetchval("select count(*) from audit_log where act = 'visit.accepted'") == 1

    async def test_an_ordinary_floor_visit_scores_what_a_pocket_calculator_says(
        self, stage: Chain, connection: Connection
    ) -> None:
        """Five "met" and a rating of 4: 7 500 each, weights 3 2 3 3 2 1. Two promises kept: 10 000, weights 2 3."""
        await accepted(stage.mira, floor_visit(stage))
        assert await connection.fetchval("select raw_bp from visit") == (14 * 7_500 + 5 * 10_000 + 9) // 19

    async def test_ratings_are_kept_in_the_order_of_the_version(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, greeting="exceeded", solution=2, kept_waiting=True)
        visit["interactions"][0]["ratings"].reverse()
        visit["interactions"][0]["ratings"][0]["comment"] = "Went to the door with us."
        await accepted(stage.mira, visit)
        row = await connection.fetchrow("select answers, outcomes, comments from evaluation")
        assert row["answers"] == [1, 0, 0, 0, 2, 1, 1, 0]
        assert row["outcomes"] == [1, 0, 0, 0, -1, -1, 0, 0]
        assert row["comments"] == {"farewell": "Went to the door with us."}

    async def test_what_was_not_observed_leaves_the_score_and_lowers_the_coverage(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        visit["interactions"][0]["ratings"][0] = {"criterion_key": "greeting", "state": "not_observed"}
        await accepted(stage.mira, visit)
        row = await connection.fetchrow("select weight_scored, weight_applicable from evaluation")
        assert (row["weight_scored"], row["weight_applicable"]) == (16, 19)

    async def test_a_client_two_versions_old_is_taken_under_its_version(
        self, stage: Chain, connection: Connection
    ) -> None:
        old = floor_visit(stage)
        document = rubric_document("floor-service")
        for number in (2, 3):
            await published(stage.rubi, document | {"version_label": f"2026.{number}"})
        await accepted(stage.mira, old)
        assert await connection.fetchval("select rubric_version_id from evaluation") == stage.floor_version


class TestSendingTheSameAgain:
    async def test_the_second_arrival_changes_nothing_and_gets_the_same_result(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        first = await sent(stage.mira, visit)
        assert await sent(stage.mira, visit) == first
        assert await rows(connection) == 1
        assert await rows(connection, "sum_delta") == 1

    async def test_twenty_at_once_over_two_processes_store_one_row_and_all_get_the_same_body(
        self, stage: Chain, connection: Connection, settings: Settings
    ) -> None:
        other = create_app(settings)
        second = await sign_in(a_browser(other), "mira@linden.example")
        for number in range(10):
            body = json.dumps(batch_of([floor_visit(stage, chance=random.Random(number))])).encode()
            answers = await asyncio.gather(
                *(client.post("/api/sync/visits", content=body, headers=JSON) for client in [stage.mira, second] * 10)
            )
            assert {answer.status_code for answer in answers} == {200}
            assert len({json.dumps(answer.json()["results"]) for answer in answers}) == 1
            assert answers[0].json()["results"][0]["status"] == "accepted"
        assert await rows(connection) == await rows(connection, "evaluation") == 10
        assert await rows(connection, "sum_delta") == 10
        await second.aclose()
        await other.state.database.close()

    @pytest.mark.slow
    async def test_two_hundred_visits_twenty_times_each_in_batches_over_two_processes(
        self, stage: Chain, connection: Connection, settings: Settings
    ) -> None:
        other = create_app(settings)
        second = await sign_in(a_browser(other), "mira@linden.example")
        visits = [floor_visit(stage, chance=random.Random(number)) for number in range(200)]
        parts = [visits[begin : begin + 25] for begin in range(0, 200, 25)]
        chance = random.Random(11)
        results: dict[str, set[str]] = {}
        turns = [(client, chance.sample(part, len(part))) for part in parts for client in [stage.mira, second] * 10]
        chance.shuffle(turns)
        for begin in range(0, len(turns), 16):
            for answer in await asyncio.gather(*(sent(client, *part) for client, part in turns[begin : begin + 16])):
                for result in answer:
                    results.setdefault(result["visit_id"], set()).add(json.dumps(result | {"position": 0}))
        assert len(results) == 200
        assert all(len(said) == 1 for said in results.values())
        assert (
            await rows(connection) == await rows(connection, "evaluation") == await rows(connection, "sum_delta") == 200
        )
        await second.aclose()
        await other.state.database.close()

    async def test_the_same_visit_twice_in_one_batch_is_one_visit(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        first, second = await accepted(stage.mira, visit, visit)
        assert first == second
        assert await rows(connection) == 1

    async def test_batches_in_opposite_order_do_not_wait_for_each_other_for_ever(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = [floor_visit(stage, chance=random.Random(number)) for number in range(12)]
        await asyncio.gather(
            *(accepted(stage.mira, *order) for order in (visits, visits[::-1], visits[6:] + visits[:6]))
        )
        assert await rows(connection) == 12


class TestASecondRevision:
    async def test_more_interactions_can_be_added_and_the_first_revision_is_kept(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        [first] = await accepted(stage.mira, visit)
        later = deepcopy(visit) | {"revision": 2}
        ratings = ratings_of(rubric_document("floor-service"), greeting="below")
        later["interactions"].append(interaction(stage.floor_version, ratings, some_time()))
        [second] = await accepted(stage.mira, later)
        assert (second["revision"], await rows(connection, "evaluation")) == (2, 2)
        [again] = await sent(stage.mira, visit)
        assert (again["status"], again["receipt"]) == ("superseded", first)
        said = await connection.fetchval("select said from superseded_revision")
        assert len(said["evaluations"]) == 1

    async def test_a_published_evaluation_neither_changes_nor_vanishes(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        changed = deepcopy(visit) | {"revision": 2}
        changed["interactions"][0]["ratings"][0]["answer"] = "exceeded"
        gone = deepcopy(visit) | {"revision": 2}
        gone["interactions"] = floor_visit(stage)["interactions"]
        results = await sent(stage.mira, changed, gone)
        assert [one["problem"]["code"] for one in results] == ["visits.published_evaluation_changed"] * 2
        assert await connection.fetchval("select revision from visit") == 1

    async def test_what_waits_for_review_may_change(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update programme set publication = 'after_review'")
        visit = mystery_visit(stage)
        await accepted(stage.mira, visit)
        changed = deepcopy(visit) | {"revision": 2}
        changed["interactions"][0]["ratings"][0]["answer"] = False
        await accepted(stage.mira, changed)
        assert (
            await connection.fetchval("select answers[1] from evaluation"),
            await rows(connection, "evaluation"),
        ) == (0, 1)

    async def test_another_content_under_the_same_revision_is_a_said_conflict(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        [result] = await sent(stage.mira, visit | {"comment": "Changed afterwards."})
        assert (result["status"], result["problem"]["code"]) == ("refused", "sync.revision_conflict")
        assert await connection.fetchval("select comment from visit") is None

    async def test_a_published_visit_stays_at_its_store(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        [result] = await sent(stage.mira, visit | {"revision": 2, "store_id": str(stage.hafen)})
        assert result["problem"]["code"] == "visits.published_visit_moved"

    async def test_a_void_visit_takes_no_revision(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        [receipt] = await accepted(stage.mira, visit)
        await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "Not in this store"})
        [again, later] = await sent(stage.mira, visit, visit | {"revision": 2})
        assert again["receipt"] == receipt
        assert later["problem"]["code"] == "visits.void"


class TestAnIdThatIsTaken:
    async def test_another_evaluator_learns_nothing_of_it(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        [same] = await sent(stage.emil, visit)
        [other] = await sent(stage.emil, floor_visit(stage) | {"visit_id": visit["visit_id"], "revision": 7})
        assert same["problem"]["code"] == other["problem"]["code"] == "sync.visit_id_taken"
        assert same["receipt"] is None
        assert await rows(connection) == 1

    async def test_in_another_organisation_it_is_as_if_absent(
        self, stage: Chain, connection: Connection, app: Litestar
    ) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        async with signed_in(await load_cast(connection, app, "other.example")) as other:
            await publish_samples(other)
            theirs = floor_visit(other) | {"visit_id": visit["visit_id"]}
            [receipt] = await accepted(other.mira, theirs)
            assert receipt["visit_id"] == visit["visit_id"]
        assert await rows(connection) == 2

    async def test_an_evaluation_id_of_another_visit_is_refused_also_inside_one_batch(
        self, stage: Chain, connection: Connection
    ) -> None:
        one, two, three = floor_visit(stage), floor_visit(stage), floor_visit(stage)
        two["interactions"][0]["evaluation_id"] = one["interactions"][0]["evaluation_id"]
        results = await sent(stage.mira, one, two, three)
        assert sorted(result["status"] for result in results) == ["accepted", "accepted", "refused"]
        assert results[2]["status"] == "accepted"
        refused = next(result for result in results if result["status"] == "refused")
        assert refused["problem"]["errors"][0]["path"] == "interactions[0].evaluation_id"
        three["interactions"][0]["evaluation_id"] = one["interactions"][0]["evaluation_id"]
        [again] = await sent(stage.mira, floor_visit(stage) | {"interactions": three["interactions"]})
        assert again["problem"]["code"] == "sync.evaluation_id_taken"
        assert await rows(connection) == 2


async def refusal(evaluator: httpx.AsyncClient, visit: Json) -> list[tuple[str, str]]:
    """The faults of a visit that must be refused: path and code."""
    [result] = await sent(evaluator, visit)
    assert result["status"] == "refused", result
    assert result["visit_id"] == visit["visit_id"]
    return [(fault["path"], fault["code"]) for fault in result["problem"]["errors"]]


class TestWhatIsRefused:
    async def test_a_bad_one_never_refuses_its_neighbours(self, stage: Chain, connection: Connection) -> None:
        results = await sent(
            stage.mira, floor_visit(stage), {"nonsense": 1}, floor_visit(stage) | {"extra": 1}, floor_visit(stage)
        )
        assert [result["status"] for result in results] == ["accepted", "refused", "refused", "accepted"]
        assert [result["position"] for result in results] == [0, 1, 2, 3]
        assert await rows(connection) == 2

    async def test_every_fault_of_a_visit_is_told_at_its_path(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, greeting="splendid", solution=6, honest="yes")
        visit["interactions"][0]["ratings"].append(
            {"criterion_key": "entrance_clean", "state": "scored", "answer": True}
        )
        visit["interactions"][0]["touchpoint_key"] = "roof"
        visit["interactions"][0]["staff"] = {"kind": "named", "staff_member_id": str(stage.staff_ids["0009"])}
        visit["interactions"].append(
            interaction(stage.floor_version, ratings_of(rubric_document("floor-service"))[:-1], some_time())
        )
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].staff.staff_member_id", "visits.staff_not_posted"),
            ("interactions[0].touchpoint_key", "visits.touchpoint_unknown"),
            ("interactions[0].ratings[0].answer", "scoring.answer_out_of_range"),
            ("interactions[0].ratings[4].answer", "scoring.answer_out_of_range"),
            ("interactions[0].ratings[6].answer", "scoring.answer_of_wrong_kind"),
            ("interactions[0].ratings[8].criterion_key", "scoring.rating_outside_rubric"),
            ("interactions[1].ratings", "visits.criterion_unanswered"),
        ]
        assert await rows(connection) == 0

    async def test_a_criterion_rated_twice_is_told_once(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        visit["interactions"][0]["ratings"].append(visit["interactions"][0]["ratings"][0])
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].ratings[8].criterion_key", "scoring.criterion_rated_twice")
        ]

    async def test_no_visit_before_the_staff_were_told(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update staff_notice set given_on = current_date - 2")
        assert await refusal(stage.mira, floor_visit(stage, days_ago=5)) == [("store_id", "visits.no_staff_notice")]
        await accepted(stage.mira, floor_visit(stage, days_ago=1))
        await connection.execute("update staff_notice set store_id = $1", stage.hafen)
        assert await refusal(stage.mira, floor_visit(stage)) == [("store_id", "visits.no_staff_notice")]

    async def test_a_programme_that_names_nobody_takes_no_name(self, stage: Chain, connection: Connection) -> None:
        named = floor_visit(stage, staff=stage.staff_ids["0001"])
        for allowed in ("role", "none"):
            await connection.execute("update programme set staff_identification = $1", allowed)
            assert await refusal(stage.mira, named) == [
                ("interactions[0].staff", "visits.staff_identification_refused")
            ]
        assert await refusal(stage.mira, mystery_visit(stage)) == [
            ("interactions[0].staff", "visits.staff_identification_refused")
        ]

    async def test_somebody_whose_posting_had_ended_was_not_there(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update staff_posting set valid_to = current_date - 30")
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].staff.staff_member_id", "visits.staff_not_posted")
        ]
        await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0001"], days_ago=40))

    async def test_a_version_of_a_rubric_that_the_programme_does_not_use(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        visit["interactions"][0]["rubric_version_id"] = str(stage.mystery_version)
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].rubric_version_id", "visits.rubric_not_of_programme")
        ]
        visit["interactions"][0]["rubric_version_id"] = str(new_id())
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].rubric_version_id", "visits.rubric_version_unknown")
        ]

    async def test_a_store_outside_the_evaluators_grant_is_as_if_it_did_not_exist(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute(
            "update account_grant set scope_kind = 'area', area_id = $1 where account_id = $2",
            stage.area_ids["north"],
            stage.account_ids["mira"],
        )
        await accepted(stage.mira, floor_visit(stage, stage.hafen))  # in the coast, below the north
        outside = await refusal(stage.mira, floor_visit(stage, stage.schlossberg))
        assert outside == await refusal(stage.mira, floor_visit(stage, new_id()))
        assert outside == [("store_id", "visits.store_unknown")]

    async def test_a_star_needs_evidence_and_none_is_given_beside_a_critical_failure(self, stage: Chain) -> None:
        star = {"act": "Carried the bag", "touchpoint_key": "farewell", "evidence": "Too short", "weight": 2}
        visit = floor_visit(stage)
        visit["interactions"][0]["stars"] = [star]
        assert await refusal(stage.mira, visit) == [
            ("interactions[0].stars[0].evidence", "scoring.star_evidence_too_short")
        ]
        failed = floor_visit(stage, honest=False)
        failed["interactions"][0]["stars"] = [star | {"evidence": "Carried both bags down to the tram stop."}]
        assert await refusal(stage.mira, failed) == [("interactions[0].stars[0]", "scoring.star_on_critical_failure")]

    async def test_a_mark_that_the_rubric_does_not_have(self, stage: Chain) -> None:
        visit = mystery_visit(stage)
        visit["marks"][1]["mark_key"] = "danced"
        assert await refusal(stage.mira, visit) == [("marks[1].mark_key", "visits.mark_unknown")]

    async def test_the_other_mode_than_the_programmes(self, stage: Chain) -> None:
        assert await refusal(stage.mira, floor_visit(stage) | {"mode": "covert"}) == [("mode", "visits.mode_differs")]

    async def test_who_is_no_evaluator_is_refused_as_a_whole(self, stage: Chain, client: httpx.AsyncClient) -> None:
        batch = batch_of([floor_visit(stage)])
        for nobody in (stage.nils, stage.ada, stage.otto):
            assert (await nobody.post("/api/sync/visits", json=batch)).status_code == 403
        assert (await client.post("/api/sync/visits", json=batch)).status_code == 401
