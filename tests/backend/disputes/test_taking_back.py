"""A reviewer takes back one interaction, or whose it is, without a dispute: figures and results follow.

What follows for exports is test_notices_at_exports.py.
"""

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.disputes.test_disputes import anna_in, evaluation_of, observed, raised, store_figures
from tests.cast import ANY_STATE, Chain
from tests.cast_sums import recomputed, stored
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, some_time

REASON = "The badge on the photo is somebody else's."


async def taken_back(
    client: httpx.AsyncClient, visit: Json, what: str, headers: dict[str, str] | None = None, reason: str = REASON
) -> httpx.Response:
    body = {"evaluation_id": evaluation_of(visit), "reason": reason}
    address = f"/api/reviews/{visit['visit_id']}/{what}"
    return await client.post(address, json=body, headers=ANY_STATE if headers is None else headers)


async def test_an_interaction_that_was_another_persons_leaves_hers_and_stays_the_stores(
    stage: Chain, connection: Connection
) -> None:
    *_, visit = await observed(stage)
    before = await store_figures(stage)
    answer = await taken_back(stage.vera, visit, "remove-staff-link")
    assert answer.status_code == 201, answer.text
    after = await store_figures(stage)
    assert after["figure"] == before["figure"]
    assert anna_in(before)["figure"]["visit_count"] - anna_in(after)["figure"]["visit_count"] == 1
    assert (await stage.sam.get(f"/api/own/results/{evaluation_of(visit)}")).status_code == 404
    [shown] = (await stage.jonas.get(f"/api/visits/{visit['visit_id']}")).json()["interactions"]
    assert (shown["staff"]["kind"], shown["corrections"][0]["reason"]) == ("unknown", REASON)
    assert await stored(connection) == await recomputed(connection)
    row = await connection.fetchrow("select account_id, detail from audit_log where act = 'visit.staff_unlinked'")
    assert row["account_id"] == stage.account_ids["vera"]
    assert REASON not in str(row["detail"])


@pytest.mark.slow
class TestMakingOneInteractionVoid:
    async def test_leaves_the_others_of_the_visit_in_the_figures(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"], greeting="below")
        ratings = ratings_of(rubric_document("floor-service"))
        visit["interactions"].append(interaction(stage.floor_version, ratings, some_time()))
        await accepted(stage.mira, visit)
        assert (await taken_back(stage.vera, visit, "void-evaluation")).status_code == 201
        shown = (await stage.mira.get(f"/api/visits/{visit['visit_id']}")).json()
        assert [one["state"] for one in shown["interactions"]] == ["void", "published"]
        assert shown["interactions"][0]["corrections"][0]["reason"] == REASON
        assert (await store_figures(stage))["figure"]["visit_count"] == 1
        assert await stored(connection) == await recomputed(connection)

    async def test_is_done_once(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        assert (await taken_back(stage.vera, visit, "void-evaluation")).status_code == 201
        again = await taken_back(stage.vera, visit, "void-evaluation")
        assert (again.status_code, again.json()["code"]) == (409, "visits.move_refused")
        nobody = await taken_back(stage.vera, visit, "remove-staff-link")
        assert (nobody.status_code, nobody.json()["code"]) == (409, "visits.move_refused")

    async def test_that_waits_needs_a_reviewer_who_reads_it(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update programme set publication = 'after_review'")
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        for what in ("void-evaluation", "remove-staff-link"):
            refused = await taken_back(stage.vera, visit, what)
            assert (refused.status_code, refused.json()["code"]) == (409, "visits.not_taken_up")
        await stage.vera.post(f"/api/reviews/{visit['visit_id']}/take-up")
        assert (await taken_back(stage.vera, visit, "remove-staff-link")).status_code == 201
        assert (await taken_back(stage.vera, visit, "void-evaluation")).status_code == 201
        assert await connection.fetchval("select count(*) from visit_fact") == 0


@pytest.mark.slow
class TestAReviewer:
    async def test_says_what_they_have_seen_and_why(self, stage: Chain) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        address = f"/api/reviews/{visit['visit_id']}"
        seen = {"If-Match": (await stage.vera.get(address)).headers["etag"]}
        for what in ("remove-staff-link", "void-evaluation"):
            assert (await taken_back(stage.vera, visit, what, {})).status_code == 428
            assert (await taken_back(stage.vera, visit, what, reason="   ")).status_code == 400
        assert (await taken_back(stage.vera, visit, "remove-staff-link", seen)).status_code == 201
        assert (await taken_back(stage.vera, visit, "void-evaluation", seen)).status_code == 412

    async def test_does_not_judge_the_dispute_of_what_they_took_back(self, stage: Chain) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        dispute_id = await raised(stage.sam, visit, "facts")
        assert (await taken_back(stage.vera, visit, "remove-staff-link")).status_code == 201
        refused = await stage.vera.post(
            f"/api/disputes/{dispute_id}/decide", json={"outcome": "rejected", "reason": REASON, "corrected": []}
        )
        assert (refused.status_code, refused.json()["code"]) == (403, "disputes.decider_excluded")

    async def test_takes_nothing_back_of_their_own_visit(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        await connection.execute(
            "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
            " values ($1, gen_random_uuid(), $2, 'reviewer', 'organisation', now())",
            stage.organisation_id, stage.account_ids["mira"],
        )  # fmt: skip
        refused = await taken_back(stage.mira, visit, "void-evaluation")
        assert (refused.status_code, refused.json()["code"]) == (403, "visits.own_visit")
