"""The visits behind a figure: exactly those that it counts, and to whom they are listed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.backend.comparisons.arranging import STORES, answer_of, visits_like
from tests.backend.disputes.test_disputes import decided, of_anna, raised
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit

BEHIND = "/api/comparisons/visits"
MISSING = "1" * 64  # the hash of a photo that was announced and never came


async def ids_behind(client: Any, **filters: Any) -> list[str]:
    return [visit["visit_id"] for visit in (await answer_of(client, BEHIND, **filters))["visits"]]


async def voided(chain: Chain, visit: Json) -> None:
    answer = await chain.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "A rehearsal."})
    assert answer.status_code == 200


def photographed(visit: Json) -> Json:
    """The visit, with a photo that it names and that is still on its way."""
    photo = {"evidence_id": visit["visit_id"], "sha256": MISSING, "size_bytes": 40_000}
    visit["interactions"][0]["evidence"] = [photo]
    return visit


class TestTheVisitsBehindAFigure:
    async def test_are_as_many_as_the_figure_says_and_each_has_what_it_adds(self, stage: Chain) -> None:
        linden, hafen = visits_like(stage, stage.linden, "+=-="), visits_like(stage, stage.hafen, "+")
        await accepted(stage.mira, *linden, *hafen)
        await voided(stage, linden[3])
        figure = (await answer_of(stage.ada, f"{STORES}/{stage.linden}"))["figure"]
        behind = await answer_of(stage.ada, BEHIND, store_id=stage.linden)
        assert behind["visit_count"] == figure["visit_count"] == 3
        assert [visit["visit_id"] for visit in behind["visits"]] == [visit["visit_id"] for visit in linden[:3]]
        scores = [visit["score_bp"] for visit in behind["visits"]]
        assert (2 * sum(scores) + 3) // 6 == figure["raw_mean_bp"]
        assert len(await ids_behind(stage.ada)) == 4  # of all in scope, where each store counts 1

    @pytest.mark.slow
    @pytest.mark.parametrize("narrowed", [{"criterion_key": "greeting"}, {"business_area_key": "communication"}])
    async def test_of_a_criterion_or_business_area_are_those_that_score_it(
        self, stage: Chain, narrowed: dict[str, str]
    ) -> None:
        scored = visits_like(stage, stage.linden, "+=-")
        unseen = floor_visit(stage, days_ago=9)
        unseen["interactions"][0]["ratings"][0] = {"criterion_key": "greeting", "state": "not_observed"}
        await accepted(stage.mira, *scored, unseen)
        page = await answer_of(stage.ada, f"{STORES}/{stage.linden}")
        rows = page["criteria"] if "criterion_key" in narrowed else page["business_areas"]
        [(name, key)] = narrowed.items()
        figure = next(row for row in rows if row[name] == key)["figure"]
        behind = await answer_of(stage.ada, BEHIND, store_id=stage.linden, **narrowed)
        assert behind["visit_count"] == figure["visit_count"]
        assert [visit["visit_id"] for visit in behind["visits"]] == [visit["visit_id"] for visit in scored]

    @pytest.mark.slow
    async def test_come_in_pages_that_neither_repeat_nor_leave_out_one(self, stage: Chain) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.linden, "+=-+="))
        whole = await ids_behind(stage.ada)
        paged: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = await answer_of(stage.ada, BEHIND, limit=2, **cursor)
            assert page["visit_count"] == 5
            paged += [visit["visit_id"] for visit in page["visits"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert paged == whole

    @pytest.mark.slow
    async def test_say_how_many_of_them_wait_for_a_photo(self, stage: Chain) -> None:
        complete, waiting = floor_visit(stage, days_ago=1), photographed(floor_visit(stage, days_ago=2))
        await accepted(stage.mira, complete, waiting)
        behind = await answer_of(stage.ada, BEHIND, store_id=stage.linden)
        assert behind["flags"] == {"photos_missing": 1, "disputed": 0}
        assert [visit["photos_missing"] for visit in behind["visits"]] == [False, True]

    @pytest.mark.slow
    @pytest.mark.parametrize("narrowed", [{}, {"criterion_key": "greeting"}])
    async def test_say_how_many_of_them_are_disputed_until_it_is_decided(
        self, stage: Chain, narrowed: dict[str, str]
    ) -> None:
        quiet, visit = floor_visit(stage, days_ago=1), of_anna(stage, days_ago=2)
        await accepted(stage.mira, quiet, visit)
        dispute_id = await raised(stage.sam, visit)
        behind = await answer_of(stage.ada, BEHIND, store_id=stage.linden, **narrowed)
        assert behind["flags"] == {"photos_missing": 0, "disputed": 1}
        assert [visit["is_disputed"] for visit in behind["visits"]] == [False, True]
        assert (await decided(stage.rhea, dispute_id, "rejected")).status_code == 200
        behind = await answer_of(stage.ada, BEHIND, store_id=stage.linden, **narrowed)
        assert behind["flags"]["disputed"] == 0

    @pytest.mark.slow
    async def test_behind_a_person_are_disputed_only_by_what_is_about_that_person(self, stage: Chain) -> None:
        visit, of_ben = of_anna(stage), floor_visit(stage, staff=stage.staff_ids["0002"])
        visit["interactions"] += of_ben["interactions"]
        await accepted(stage.mira, visit)
        await raised(stage.sam, visit)
        for code, disputed in (("0001", 1), ("0002", 0)):
            person = {"store_id": stage.linden, "staff_member_id": stage.staff_ids[code]}
            behind = await answer_of(stage.ada, BEHIND, **person)
            assert (behind["visit_count"], behind["flags"]["disputed"]) == (1, disputed)

    @pytest.mark.slow
    async def test_of_an_area_are_those_while_the_store_belonged_to_it(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = visits_like(stage, stage.linden, "+=-")  # one, two and three days ago
        await accepted(stage.mira, *visits)
        moved_on = date.fromisoformat((await answer_of(stage.vera, BEHIND))["visits"][0]["visited_on"])
        await connection.execute(
            "update store_membership set valid_to = $2 where store_id = $1", stage.linden, moved_on - timedelta(days=1)
        )
        await connection.execute(
            "insert into store_membership (organisation_id, store_membership_id, store_id, area_id, valid_from)"
            " values ($1, $2, $3, $4, $5)",
            stage.organisation_id, new_id(), stage.linden, stage.area_ids["south"], moved_on,
        )  # fmt: skip
        ids = [visit["visit_id"] for visit in visits]
        assert await ids_behind(stage.vera, area_id=stage.area_ids["north"]) == ids[1:]
        assert await ids_behind(stage.vera, area_id=stage.area_ids["south"]) == ids[:1]


@pytest.mark.slow
class TestWhoSeesThem:
    async def test_hr_learns_their_number_and_their_flags_and_no_visit(self, stage: Chain) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.linden, "+="))
        behind = await answer_of(stage.rhea, BEHIND, store_id=stage.linden)
        assert (behind["visit_count"], behind["flags"]) == (2, {"photos_missing": 0, "disputed": 0})
        assert "visits" not in behind

    async def test_of_a_person_are_for_managers_alone_without_scores_and_leave_a_trace(
        self, stage: Chain, connection: Connection
    ) -> None:
        named = [floor_visit(stage, staff=stage.staff_ids["0001"], days_ago=day) for day in (1, 2)]
        await accepted(stage.mira, *named)
        anna = stage.staff_ids["0001"]
        asked = {"store_id": stage.linden, "staff_member_id": anna}
        behind = await answer_of(stage.ada, BEHIND, **asked)
        assert behind["visit_count"] == 2
        assert {visit["score_bp"] for visit in behind["visits"]} == {None}
        for nobody in (stage.rhea, stage.vera):
            assert (await nobody.get(BEHIND, params={k: str(v) for k, v in asked.items()})).status_code == 404
        traces = await connection.fetch(
            "select detail from audit_log where act = 'comparison.people_read' and object_kind = 'staff_member'"
        )
        assert [trace["detail"]["staff_member_ids"] for trace in traces] == [[str(anna)]]

    async def test_of_an_evaluator_are_for_whoever_leads_calibration(self, stage: Chain) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.linden, "+="))
        assert len(await ids_behind(stage.vera, evaluator_code="EV-MIRA")) == 2
        for who, code in ((stage.ada, "EV-MIRA"), (stage.vera, "EV-NOBODY")):
            assert (await who.get(BEHIND, params={"evaluator_code": code})).status_code == 404

    @pytest.mark.parametrize(
        "no_figure",
        [{"business_area_key": "communication", "criterion_key": "greeting"}, {"staff_member_id": str(UUID(int=7))}],
    )
    async def test_a_figure_that_no_screen_shows_is_refused(self, stage: Chain, no_figure: dict[str, str]) -> None:
        answer = await stage.ada.get(BEHIND, params=no_figure)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["code"] == "comparisons.figure_not_understood"
