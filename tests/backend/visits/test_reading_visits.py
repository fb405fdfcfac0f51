"""Who sees which visit, and how much of it; publishing and voiding."""

from typing import Any

import httpx

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import ANY_STATE, Chain, chain
from tests.cast_visits import Json, accepted, floor_visit, moment, mystery_visit, some_time, stage

__all__ = ["chain", "stage"]


async def read(viewer: httpx.AsyncClient, visit: Json) -> httpx.Response:
    return await viewer.get(f"/api/visits/{visit['visit_id']}")


async def listed(viewer: httpx.AsyncClient, **parameters: str) -> list[str]:
    answer = await viewer.get("/api/visits", params=parameters)
    assert answer.status_code == 200, answer.text
    return [visit["visit_id"] for visit in answer.json()["visits"]]


class TestReadingAVisit:
    async def test_down_to_the_rating_with_answer_score_outcome_and_comment(self, stage: Chain) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"], greeting="exceeded", kept_waiting=True)
        visit["interactions"][0]["ratings"][0]["comment"] = "By name."
        await accepted(stage.mira, visit)
        body = (await read(stage.ada, visit)).json()
        [interaction] = body["interactions"]
        greeting, waiting = interaction["ratings"][0], interaction["ratings"][5]
        assert (greeting["answer"], greeting["score_bp"], greeting["outcome"]) == ("exceeded", 10_000, "exceeded")
        assert greeting["comment"] == "By name."
        assert greeting["title"]["de"] == "Wahrgenommen und begrüßt"
        assert (waiting["answer"], waiting["score_bp"], waiting["outcome"]) == (True, 0, "below")
        assert interaction["staff"]["display_name"] == "Anna Albers"
        assert body["raw_bp"] == interaction["raw_bp"]

    async def test_every_kind_of_answer_comes_back_as_it_was_given(self, stage: Chain) -> None:
        given: dict[str, Any] = {"acknowledged_after": 41_000, "in_stock": "ordered", "manner": 2, "offer_true": True}
        visit = mystery_visit(stage, **given, queued_for="gave_up", remark="Ask for the blue one.")
        await accepted(stage.mira, visit)
        [interaction] = (await read(stage.vera, visit)).json()["interactions"]
        answers = {rating["criterion_key"]: rating["answer"] for rating in interaction["ratings"]}
        assert answers["queued_for"] == "gave_up"
        assert answers["remark"] == "Ask for the blue one."
        assert {key: answers[key] for key in given} == given

    async def test_who_looks_at_a_named_person_leaves_a_trace(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        await accepted(stage.mira, visit)
        await read(stage.mira, visit)
        await read(stage.vera, visit)
        seen = "select account_id, detail from audit_log where act = 'visit.people_seen'"
        assert await connection.fetch(seen) == []
        await read(stage.jonas, visit)
        [row] = await connection.fetch(seen)
        assert row["account_id"] == stage.account_ids["jonas"]
        assert row["detail"] == {"purpose": "coaching", "staff_member_ids": [str(stage.staff_ids["0001"])]}

    async def test_how_it_is_known_and_which_wait_was_edited_stand_with_the_rating(self, stage: Chain) -> None:
        visit = mystery_visit(stage, acknowledged_after=41_000)
        ratings = {rating["criterion_key"]: rating for rating in visit["interactions"][0]["ratings"]}
        ratings["acknowledged_after"] |= {"basis": "measured", "edited": True}
        ratings["greeting"] |= {"basis": "heard"}
        await accepted(stage.mira, visit)
        body = (await read(stage.jonas, visit)).json()
        shown = {rating["criterion_key"]: rating for rating in body["interactions"][0]["ratings"]}
        assert (shown["acknowledged_after"]["basis"], shown["acknowledged_after"]["edited"]) == ("measured", True)
        assert (shown["greeting"]["basis"], shown["greeting"]["edited"]) == ("heard", False)
        assert [mark["mark_key"] for mark in body["marks"]] == ["entered", "acknowledged", "joined_queue", "served"]
        assert body["marks"][1]["elapsed_ms"] == 40_000


def attempt(chain: Chain, reason: str = "closed") -> Json:
    """A mystery visit that could not happen, after its first mark."""
    visit = mystery_visit(chain)
    return visit | {
        "interactions": [],
        "marks": visit["marks"][:1],
        "not_possible": {"reason": reason, "at": moment(some_time(), 5_000)},
    }


class TestAVisitThatCouldNotHappen:
    async def test_managers_see_it_with_its_reason_and_its_marks_but_not_who_tried(self, stage: Chain) -> None:
        visit = attempt(stage, "recognised")
        await accepted(stage.mira, visit)
        for manager in (stage.jonas, stage.ada):
            [line] = (await manager.get("/api/visits")).json()["visits"]
            assert (line["visit_id"], line["not_possible"]) == (visit["visit_id"], "recognised")
            assert (line["interaction_count"], line["raw_bp"]) == (0, None)
            answer = await read(manager, visit)
            body = answer.json()
            assert (body["not_possible"], body["interactions"], body["evaluator"]) == ("recognised", [], None)
            assert [mark["mark_key"] for mark in body["marks"]] == ["entered"]
            assert "MIRA" not in answer.text.upper()

    async def test_it_is_seen_only_by_those_who_see_the_store(self, stage: Chain) -> None:
        visit = attempt(stage) | {"store_id": str(stage.schlossberg)}
        await accepted(stage.mira, visit)
        for viewer, status in ((stage.mira, 200), (stage.vera, 200), (stage.ada, 404), (stage.emil, 404)):
            assert (await read(viewer, visit)).status_code == status

    async def test_it_stands_beside_the_visits_and_can_be_listed_alone(self, stage: Chain) -> None:
        tried, happened = attempt(stage), mystery_visit(stage)
        await accepted(stage.mira, tried, happened)
        assert set(await listed(stage.ada)) == {tried["visit_id"], happened["visit_id"]}
        assert await listed(stage.ada, only_attempts="true") == [tried["visit_id"]]

    async def test_it_enters_no_figure(self, stage: Chain) -> None:
        await accepted(stage.mira, mystery_visit(stage))
        before = await figures_of(stage)
        await accepted(stage.mira, attempt(stage))
        assert await figures_of(stage) == before

    async def test_a_reviewer_can_make_it_void_and_managers_see_it_no_more(self, stage: Chain) -> None:
        visit = attempt(stage)
        await accepted(stage.mira, visit)
        voided = await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "Entered by mistake"})
        assert voided.status_code == 200
        assert (await read(stage.jonas, visit)).status_code == 404
        assert (await read(stage.vera, visit)).json()["not_possible"] == "closed"


async def figures_of(chain: Chain) -> Json:
    answer = await chain.ada.get(f"/api/comparisons/stores/{chain.linden}")
    assert answer.status_code == 200
    body: Json = answer.json()
    assert body["figure"]["visit_count"] == 1
    return {name: body[name] for name in ("figure", "outcomes", "critical", "visits", "business_areas", "criteria")}


class TestTheEvaluatorOfAMysteryVisit:
    async def test_is_known_to_reviewers_and_to_themselves_and_to_no_manager(self, stage: Chain) -> None:
        visit = mystery_visit(stage)
        await accepted(stage.mira, visit)
        for manager in (stage.jonas, stage.ada):
            answer = await read(manager, visit)
            assert answer.status_code == 200
            assert answer.json()["evaluator"] is None
            assert str(stage.evaluator_ids["mira"]) not in answer.text
            assert "EV-MIRA" not in answer.text
            assert "Mira" not in answer.text
        for one in (stage.vera, stage.mira):
            assert (await read(one, visit)).json()["evaluator"]["evaluator_code"] == "EV-MIRA"

    async def test_in_floor_mode_the_manager_knows_who_it_was(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        assert (await read(stage.jonas, visit)).json()["evaluator"]["display_name"] == "Mira Moser"


class TestWhoSeesWhichVisit:
    async def test_managers_their_stores_evaluators_their_own_and_others_nothing(self, stage: Chain) -> None:
        linden, hafen, south = (floor_visit(stage, store) for store in (stage.linden, stage.hafen, stage.schlossberg))
        own = floor_visit(stage, stage.linden)
        await accepted(stage.mira, linden, hafen, south)
        await accepted(stage.emil, own)
        ids = {name: one["visit_id"] for name, one in zip("LHSE", (linden, hafen, south, own), strict=True)}
        for viewer, letters in (
            (stage.jonas, "LE"), (stage.ada, "LHE"), (stage.vera, "LHSE"), (stage.mira, "LHS"), (stage.emil, "E"),
        ):  # fmt: skip
            assert set(await listed(viewer)) == {ids[letter] for letter in letters}
            for letter, visit_id in ids.items():
                answer = await viewer.get(f"/api/visits/{visit_id}")
                assert answer.status_code == (200 if letter in letters else 404)
        for viewer in (stage.otto, stage.nils, stage.rubi, stage.sam):
            assert (await viewer.get("/api/visits")).status_code == 403

    async def test_what_may_not_be_seen_looks_like_what_never_existed(self, stage: Chain) -> None:
        south = floor_visit(stage, stage.schlossberg)
        await accepted(stage.mira, south)
        hidden = await stage.ada.get(f"/api/visits/{south['visit_id']}")
        absent = await stage.ada.get(f"/api/visits/{new_id()}")
        assert hidden.status_code == absent.status_code == 404
        assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}

    async def test_managers_see_it_once_it_is_published_and_no_longer_when_it_is_void(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute("update programme set publication = 'after_review'")
        visit = mystery_visit(stage)
        await accepted(stage.mira, visit)
        assert await listed(stage.jonas) == []
        assert (await read(stage.jonas, visit)).status_code == 404
        assert (await read(stage.mira, visit)).json()["raw_bp"] is None
        assert (await stage.vera.post(f"/api/visits/{visit['visit_id']}/publish", headers=ANY_STATE)).status_code == 200
        assert await listed(stage.jonas) == [visit["visit_id"]]
        assert (await read(stage.jonas, visit)).json()["raw_bp"] is not None
        await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "Recognised"})
        assert await listed(stage.jonas) == []
        assert (await read(stage.jonas, visit)).status_code == 404
        assert (await read(stage.vera, visit)).json()["void_reason"] == "Recognised"

    async def test_the_list_can_be_narrowed_and_is_paged_without_gaps(self, stage: Chain) -> None:
        visits = [floor_visit(stage, days_ago=days) for days in (1, 2, 2, 2, 3, 4, 5)]
        await accepted(stage.mira, *visits, floor_visit(stage, stage.hafen, days_ago=2))
        found, cursor = [], None
        for _ in range(10):
            parameters = {"store_id": str(stage.linden), "limit": "2"} | ({"cursor": cursor} if cursor else {})
            page = (await stage.vera.get("/api/visits", params=parameters)).json()
            found += [one["visit_id"] for one in page["visits"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(found) == 7
        assert set(found) == {visit["visit_id"] for visit in visits}
        assert found[0] == visits[0]["visit_id"]
        day = visits[4]["started"]["at"][:10]
        assert await listed(stage.vera, from_on=day, to_on=day) == [visits[4]["visit_id"]]

    async def test_a_cursor_that_was_never_given_out_is_refused(self, stage: Chain) -> None:
        for cursor in ("x", "%00", "2026-01-01", "bm90IGEgZGF5", "AA"):
            answer = await stage.vera.get("/api/visits", params={"cursor": cursor})
            assert answer.status_code == 400, cursor
            assert answer.json()["errors"][0]["path"] == "cursor"


class TestPublishingAndVoiding:
    async def test_only_a_reviewer_of_the_store_may(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, stage.schlossberg)
        await accepted(stage.mira, visit)
        await connection.execute(
            "update account_grant set scope_kind = 'area', area_id = $1 where account_id = $2",
            stage.area_ids["north"],
            stage.account_ids["vera"],
        )
        for act in ("void", "publish"):
            address = f"/api/visits/{visit['visit_id']}/{act}"
            for one in (stage.mira, stage.jonas, stage.ada, stage.otto, stage.rhea):
                assert (await one.post(address, json={"reason": "Because"})).status_code == 403
            outside = await stage.vera.post(address, json={"reason": "Because"})
            absent = await stage.vera.post(f"/api/visits/{new_id()}/{act}", json={"reason": "Because"})
            assert outside.status_code == absent.status_code == 404

    async def test_twice_is_a_conflict_that_says_why(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        address = f"/api/visits/{visit['visit_id']}"
        assert (await stage.vera.post(f"{address}/publish", headers=ANY_STATE)).json()[
            "code"
        ] == "visits.nothing_to_publish"
        assert (await stage.vera.post(f"{address}/void", json={"reason": "Wrong shop"})).json() == {
            "visit_id": visit["visit_id"], "state": "void",
        }  # fmt: skip
        again = await stage.vera.post(f"{address}/void", json={"reason": "Wrong shop"})
        assert (again.status_code, again.json()["code"]) == (409, "visits.void")

    async def test_a_reason_is_needed_and_must_be_storable(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        for body in (
            {},
            {"reason": ""},
            {"reason": "x" * 1_001},
            {"reason": "no\0no"},
            {"reason": 5},
            {"reason": "abc", "x": 1},
        ):
            answer = await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json=body)
            assert answer.status_code == 400, body
            assert answer.headers["content-type"] == "application/problem+json"
