"""Assignments as the office makes them: what can be asked of whom, and who sees it."""

from datetime import date, timedelta

import pytest

from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.visits.assignment_queries import evaluators
from tests.cast import Chain, chain
from tests.cast_assignments import assigned, assignment, day, listed, scenario, state_of, with_scenario
from tests.cast_visits import Json, accepted, floor_visit, mystery_visit, some_time, stage

__all__ = ["chain", "stage"]


async def refusal(chain: Chain, body: Json) -> Json:
    answer = await chain.otto.post("/api/assignments", json=body)
    assert answer.status_code == 400, answer.text
    problem: Json = answer.json()
    return problem


class TestAskingForAVisit:
    async def test_an_administrator_asks_an_evaluator_for_a_scenario_within_a_window(self, stage: Chain) -> None:
        wanted = assignment(stage, scenario_id=await with_scenario(stage), wave_key="2026-12")
        assignment_id = await assigned(stage.otto, wanted)
        [found] = await listed(stage.otto)
        assert found["assignment_id"] == assignment_id
        assert (found["state"], found["store_name"], found["wave_key"]) == ("open", "Linden", "2026-12")
        assert found["scenario_title"] == {"en": "A gift", "de": "Ein Geschenk"}
        assert (found["from_on"], found["to_on"]) == (wanted["from_on"], wanted["to_on"])

    async def test_the_act_leaves_an_audit_row(self, stage: Chain, connection: Connection) -> None:
        assignment_id = await assigned(stage.otto, assignment(stage))
        row = await connection.fetchrow("select act, account_id from audit_log where object_id = $1", assignment_id)
        assert tuple(row) == ("assignment.added", stage.account_ids["otto"])

    async def test_the_same_twice_is_one(self, stage: Chain) -> None:
        await assigned(stage.otto, assignment(stage))
        again = await stage.otto.post("/api/assignments", json=assignment(stage))
        assert (again.status_code, again.json()["code"]) == (409, "assignments.already_there")

    async def test_what_does_not_fit_together_is_named_at_its_field(self, stage: Chain) -> None:
        floor = str(stage.floor_programme)
        elsewhere = await with_scenario(stage)
        changes: tuple[tuple[Json, str, str], ...] = (
            ({"rubric_key": "floor-service"}, "rubric_key", "assignments.rubric_unknown"),
            (
                {"programme_id": floor, "rubric_key": "floor-service", "scenario_id": elsewhere},
                "scenario_id",
                "assignments.scenario_unknown",
            ),
            ({"evaluator_id": floor}, "evaluator_id", "assignments.evaluator_unknown"),
            ({"programme_id": elsewhere}, "programme_id", "assignments.programme_unknown"),
            ({"from_on": day(3), "to_on": day(2)}, "to_on", "assignments.days_reversed"),
            ({"from_on": day(-9), "to_on": day(-3)}, "to_on", "assignments.window_over"),
            ({"to_on": day(400)}, "to_on", "assignments.window_too_long"),
            ({"from_on": "9999-12-31", "to_on": "9999-12-31"}, "from_on", "assignments.day_out_of_range"),
        )
        for change, path, code in changes:
            problem = await refusal(stage, assignment(stage, **change))
            assert [(one["path"], one["code"]) for one in problem["errors"]] == [(path, code)], problem

    async def test_a_store_that_closes_before_the_window_ends(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update store set closed_on = current_date + 3")
        assert (await refusal(stage, assignment(stage)))["code"] == "assignments.store_closed"

    async def test_an_evaluator_who_may_not_visit_the_store(self, stage: Chain, connection: Connection) -> None:
        await connection.execute(
            "update account_grant set scope_kind = 'store', store_id = $1 where account_id = $2",
            stage.hafen, stage.account_ids["mira"],
        )  # fmt: skip
        assert (await refusal(stage, assignment(stage)))["code"] == "assignments.evaluator_elsewhere"
        await assigned(stage.otto, assignment(stage, stage.hafen))

    async def test_a_store_without_a_staff_notice_by_the_first_day(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update staff_notice set given_on = current_date + 3")  # P1
        assert (await refusal(stage, assignment(stage)))["code"] == "assignments.no_staff_notice"
        await assigned(stage.otto, assignment(stage, from_on=day(3)))


class TestRotation:
    @pytest.fixture
    async def rotating(self, stage: Chain, connection: Connection) -> Chain:
        await connection.execute("update programme set rotation_days = 30")
        return stage

    async def test_after_a_visit_it_says_the_day_from_which_it_is_possible(self, rotating: Chain) -> None:
        await accepted(rotating.mira, floor_visit(rotating, days_ago=10))
        problem = await refusal(rotating, assignment(rotating))
        assert problem["code"] == "assignments.too_soon_again"
        possible_on = some_time(days_ago=10).date() + timedelta(days=30)
        assert problem["errors"][0]["detail"] == f"possible from {possible_on} on"
        until = possible_on + timedelta(days=5)
        await assigned(rotating.otto, assignment(rotating, from_on=str(possible_on), to_on=str(until)))

    async def test_another_evaluator_and_another_store_are_free(self, rotating: Chain) -> None:
        await accepted(rotating.mira, floor_visit(rotating))
        await assigned(rotating.otto, assignment(rotating, evaluator_id=str(rotating.evaluator_ids["emil"])))
        await assigned(rotating.otto, assignment(rotating, rotating.hafen))

    async def test_another_assignment_counts_until_it_is_closed(self, rotating: Chain) -> None:
        earlier = await assigned(rotating.otto, assignment(rotating))
        later = assignment(rotating, from_on=day(10), to_on=day(12))
        assert (await refusal(rotating, later))["code"] == "assignments.too_soon_again"
        assert (await rotating.otto.post(f"/api/assignments/{earlier}/close")).status_code == 204
        await assigned(rotating.otto, later)

    async def test_a_closed_door_showed_nobody_and_being_recognised_did(
        self, rotating: Chain, connection: Connection
    ) -> None:
        [receipt] = await accepted(rotating.mira, mystery_visit(rotating))
        await connection.execute(
            "update visit set not_possible = 'recognised' where visit_id = $1", receipt["visit_id"]
        )
        assert (await refusal(rotating, assignment(rotating)))["code"] == "assignments.too_soon_again"
        await connection.execute("update visit set not_possible = 'closed'")
        await assigned(rotating.otto, assignment(rotating))

    async def test_a_programme_without_rotation_lets_them_come_again_at_once(self, stage: Chain) -> None:
        await accepted(stage.mira, floor_visit(stage))
        await assigned(stage.otto, assignment(stage))


class TestAnAreaManager:
    async def test_asks_for_visits_in_their_own_area_alone(self, stage: Chain) -> None:
        await assigned(stage.ada, assignment(stage))
        foreign = await stage.ada.post("/api/assignments", json=assignment(stage, stage.schlossberg))
        assert foreign.status_code == 404

    async def test_sees_and_closes_nothing_elsewhere(self, stage: Chain) -> None:
        own = await assigned(stage.otto, assignment(stage))
        foreign = await assigned(stage.otto, assignment(stage, stage.schlossberg))
        assert [one["assignment_id"] for one in await listed(stage.ada)] == [own]
        assert await listed(stage.ada, store_id=str(stage.schlossberg)) == []
        assert (await stage.ada.post(f"/api/assignments/{foreign}/close")).status_code == 404
        assert await state_of(stage, foreign) == "open"

    async def test_knows_evaluators_by_their_codes_alone(self, stage: Chain) -> None:
        await assigned(stage.otto, assignment(stage))
        read = [(await stage.ada.get(path)).text for path in ("/api/assignments", "/api/evaluators")]
        assert all("EV-MIRA" in text and "Mira" not in text for text in read)  # P10
        read = [(await stage.otto.get(path)).text for path in ("/api/assignments", "/api/evaluators")]
        assert all("EV-MIRA" in text and "Mira Moser" in text for text in read)

    async def test_is_offered_only_evaluators_who_may_come_to_the_area(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute(
            "update account_grant set scope_kind = 'area', area_id = $1 where account_id = $2",
            stage.area_ids["south"], stage.account_ids["emil"],
        )  # fmt: skip
        offered = (await stage.ada.get("/api/evaluators")).json()["evaluators"]
        assert [one["evaluator_code"] for one in offered] == ["EV-MIRA"]

    async def test_a_store_reads_neither_assignments_nor_scenarios(self, stage: Chain) -> None:
        for path in ("/api/assignments", "/api/scenarios", "/api/evaluators"):
            assert (await stage.jonas.get(path)).status_code == 403


class TestWhereAnEvaluatorMayGo:
    async def test_is_the_same_by_the_one_statement_as_by_the_scope(self, stage: Chain, connection: Connection) -> None:
        from floorwalk.identity.account_queries import viewer_of_account

        emil = stage.account_ids["emil"]
        for scope_kind, area, store in (
            ("organisation", None, None),
            ("area", "north", None),
            ("area", "coast", None),
            ("store", None, stage.linden),
        ):
            await connection.execute(
                "update account_grant set scope_kind = $2, area_id = $3, store_id = $4 where account_id = $1",
                emil, scope_kind, stage.area_ids[area] if area else None, store,
            )  # fmt: skip
            viewer = await viewer_of_account(connection, stage.organisation_id, emil)
            visible = await stores_visible_to(connection, viewer, Verb.VISIT_SUBMIT)
            [found] = [
                one
                for one in await evaluators(connection, stage.organisation_id, date.today())  # noqa: DTZ011
                if one.evaluator_code == "EV-EMIL"
            ]
            assert {store_id for store_id in stage.store_ids.values() if found.may_visit(store_id)} == set(visible)


class TestTheList:
    async def test_is_filtered_and_paged_latest_window_first(self, stage: Chain) -> None:
        ids = [
            await assigned(stage.otto, assignment(stage, from_on=day(ahead), to_on=day(ahead + 1)))
            for ahead in (1, 5, 9)
        ]
        await assigned(stage.otto, assignment(stage, stage.hafen, from_on=day(20), to_on=day(21)))
        linden = str(stage.linden)
        assert [one["assignment_id"] for one in await listed(stage.otto, store_id=linden)] == ids[::-1]
        touching = await listed(stage.otto, from_on=day(6), to_on=day(9))
        assert [one["assignment_id"] for one in touching] == [ids[2], ids[1]]
        first = (await stage.otto.get("/api/assignments", params={"store_id": linden, "limit": 2})).json()
        rest = await stage.otto.get(
            "/api/assignments", params={"store_id": linden, "limit": 2, "cursor": first["next_cursor"]}
        )
        assert [one["assignment_id"] for one in rest.json()["assignments"]] == ids[:1]
        assert rest.json()["next_cursor"] is None
        emil = str(stage.evaluator_ids["emil"])
        assert await listed(stage.otto, evaluator_id=emil) == await listed(stage.otto, wave_key="no such") == []

    async def test_one_whose_window_is_over_is_expired(self, stage: Chain, connection: Connection) -> None:
        assignment_id = await assigned(stage.otto, assignment(stage))
        await connection.execute("update assignment set from_on = current_date - 9, to_on = current_date - 2")
        assert await state_of(stage, assignment_id) == "expired"
        assert await listed(stage.otto, in_state="open") == []
        assert len(await listed(stage.otto, in_state="expired")) == 1


class TestClosing:
    async def test_closes_once(self, stage: Chain) -> None:
        assignment_id = await assigned(stage.ada, assignment(stage))
        assert (await stage.ada.post(f"/api/assignments/{assignment_id}/close")).status_code == 204
        assert await state_of(stage, assignment_id) == "closed"
        again = await stage.ada.post(f"/api/assignments/{assignment_id}/close")
        assert (again.status_code, again.json()["code"]) == (409, "assignments.over")


class TestScenarios:
    async def test_a_rubric_author_writes_one_and_the_office_reads_it(self, stage: Chain) -> None:
        scenario_id = await with_scenario(stage)
        for one in (stage.rubi, stage.otto, stage.ada):
            [found] = (await one.get("/api/scenarios")).json()["scenarios"]
            assert (found["scenario_id"], found["text"]["en"]) == (scenario_id, "You look for a gift.\nAsk for advice.")

    async def test_a_key_stands_once_and_english_is_always_there(self, stage: Chain) -> None:
        await with_scenario(stage)
        again = await stage.otto.post("/api/scenarios", json=scenario(stage))
        assert (again.status_code, again.json()["code"]) == (409, "assignments.scenario_key_taken")
        german = await stage.otto.post("/api/scenarios", json=scenario(stage, "other", title={"de": "Nur Deutsch"}))
        assert german.json()["errors"][0]["path"] == "title.en"
        lost = await stage.otto.post("/api/scenarios", json=scenario(stage, "third", programme_id=str(stage.linden)))
        assert lost.json()["code"] == "organisation.unknown_reference"
