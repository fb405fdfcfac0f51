"""A coaching plan: opened with a frozen baseline, confirmed by both sides, observed again, and judged honestly."""

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.coaching.coaching_cast import (
    a_plan,
    acts_of,
    anna_observed,
    codes_of,
    crowd_observed,
    day,
    opened,
    plan_of,
)
from tests.cast import Chain
from tests.cast_assignments import listed
from tests.cast_visits import accepted, floor_visit


class TestFromAPoorBaselineToAnImprovement:
    async def test_the_outcome_is_held_against_what_would_have_come_anyway(
        self, stage: Chain, connection: Connection
    ) -> None:
        await crowd_observed(stage, connection)
        plan_id = await opened(stage.jonas, a_plan(stage))
        await anna_observed(stage, 6, "exceeded")
        plan = await plan_of(stage.jonas, plan_id)
        baseline, outcome = plan["baseline"], plan["outcome"]
        assert baseline["figure"]["visit_count"] == 6
        assert baseline["figure"]["ci_low_bp"] < baseline["figure"]["raw_mean_bp"] < baseline["figure"]["ci_high_bp"]
        assert "not_sufficient_alone" in baseline["figure"]["flags"]
        assert outcome["verdict"] == "improved"
        assert outcome["reason"] is None
        assert outcome["expected_bp"] > baseline["figure"]["raw_mean_bp"], "she would have risen without coaching too"
        rise = plan["follow_up"]["figure"]["raw_mean_bp"] - baseline["figure"]["raw_mean_bp"]
        assert 0 < outcome["effect_bp"] < rise


@pytest.mark.slow
class TestTheBaseline:
    async def test_it_is_of_the_days_before_the_talk_alone(self, stage: Chain) -> None:
        talked = 3
        for days_ago in (talked - 1, talked, talked + 1):
            await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0001"], days_ago=days_ago))
        plan = await plan_of(stage.jonas, await opened(stage.jonas, a_plan(stage, agreed_on=day(-talked))))
        assert plan["baseline"]["interaction_count"] == 1
        assert plan["follow_up"]["interaction_count"] == 1

    async def test_too_little_evidence_gives_a_reason_and_no_figure(self, stage: Chain, connection: Connection) -> None:
        await crowd_observed(stage, connection, visits=4)
        plan = await plan_of(stage.jonas, await opened(stage.jonas, a_plan(stage)))
        assert plan["baseline"]["figure"] is None
        assert plan["baseline"]["reason"] == "too_few_interactions"
        assert (plan["outcome"]["verdict"], plan["outcome"]["reason"]) == ("no_evidence_yet", "no_baseline")
        assert await connection.fetchval("select baseline -> 'sums' from coaching_plan") is None

    async def test_a_correction_shows_beside_the_frozen_figure_and_counts(
        self, stage: Chain, connection: Connection
    ) -> None:
        await crowd_observed(stage, connection, visits=7)
        plan_id = await opened(stage.jonas, a_plan(stage))
        before = await plan_of(stage.jonas, plan_id)
        assert before["baseline"]["now"] is None
        oldest = await connection.fetchval("select visit_id from visit order by visited_on limit 1")
        voided = await stage.vera.post(f"/api/visits/{oldest}/void", json={"reason": "Not at this store"})
        assert voided.status_code == 200
        after = await plan_of(stage.jonas, plan_id)
        assert after["baseline"]["figure"] == before["baseline"]["figure"]
        assert after["baseline"]["now"]["visit_count"] == 6

    async def test_criteria_and_business_areas_have_their_own(self, stage: Chain, connection: Connection) -> None:
        await crowd_observed(stage, connection)
        knowledge = a_plan(stage, scope_kind="criterion", scope_ref="knowledge")
        speed = a_plan(stage, scope_kind="business_area", scope_ref="speed_and_queries")
        of_criterion = await plan_of(stage.jonas, await opened(stage.jonas, knowledge))
        of_area = await plan_of(stage.jonas, await opened(stage.jonas, speed))
        assert of_criterion["baseline"]["figure"]["raw_mean_bp"] == 0  # below, six times
        assert of_area["baseline"]["figure"]["raw_mean_bp"] == 10_000  # nobody was kept waiting
        assert of_criterion["scope_title"]["en"] != "knowledge"


@pytest.mark.slow
class TestTheOutcome:
    async def test_few_observations_are_no_evidence_yet_and_more_are_asked_for(
        self, stage: Chain, connection: Connection
    ) -> None:
        await crowd_observed(stage, connection)
        plan_id = await opened(stage.jonas, a_plan(stage))
        await anna_observed(stage, 2, "exceeded")
        plan = await plan_of(stage.jonas, plan_id)
        assert plan["follow_up"]["figure"] is None
        assert plan["outcome"] == {
            "verdict": "no_evidence_yet",
            "reason": "too_few_interactions",
            "more_observations": 3,
            "smallest_effect_bp": plan["outcome"]["smallest_effect_bp"],
            "expected_bp": None,
            "effect_bp": None,
            "probability_improved_ppm": None,
        }
        assert plan["outcome"]["smallest_effect_bp"] > 500

    async def test_what_rises_as_expected_is_no_evidence_with_the_smallest_effect_that_could_be_seen(
        self, stage: Chain, connection: Connection
    ) -> None:
        await crowd_observed(stage, connection)
        plan_id = await opened(stage.jonas, a_plan(stage))
        await anna_observed(stage, 6, "below", greeting="met")
        plan = await plan_of(stage.jonas, plan_id)
        assert plan["follow_up"]["figure"]["raw_mean_bp"] > plan["baseline"]["figure"]["raw_mean_bp"]
        assert plan["outcome"]["verdict"] == "no_evidence_yet"
        assert plan["outcome"]["smallest_effect_bp"] > 0

    async def test_nobody_is_judged_against_a_handful_of_peers(self, stage: Chain) -> None:
        anna = stage.staff_ids["0001"]
        for days_ago in range(14, 20):
            by = stage.mira if days_ago % 2 else stage.emil
            await accepted(by, floor_visit(stage, staff=anna, days_ago=days_ago, greeting="below"))
        plan_id = await opened(stage.jonas, a_plan(stage))
        await anna_observed(stage, 6, "exceeded")
        plan = await plan_of(stage.jonas, plan_id)
        assert plan["baseline"]["figure"] is not None
        assert plan["outcome"]["verdict"] == "no_evidence_yet"
        assert plan["outcome"]["reason"] in ("too_few_peers", "spread_unknown")

    async def test_what_is_seen_after_the_end_says_nothing(self, stage: Chain, connection: Connection) -> None:
        await crowd_observed(stage, connection)
        plan_id = await opened(stage.jonas, a_plan(stage))
        await anna_observed(stage, 6, "exceeded")
        await stage.jonas.post(f"/api/coaching/plans/{plan_id}/end", json={"drop_reason": "She moves to another store"})
        await connection.execute("update coaching_plan set ended_at = now() - interval '3 days'")
        assert (await plan_of(stage.jonas, plan_id))["follow_up"]["visit_count"] == 4


class TestBothSidesConfirm:
    async def test_by_their_own_accounts(self, stage: Chain, connection: Connection) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage))
        (own,) = (await stage.sam.get("/api/own/plans")).json()["plans"]
        assert own["may_confirm"] is True
        said = {"comment": "Gladly. I would like to watch Ben once."}
        assert (await stage.sam.post(f"/api/own/plans/{plan_id}/confirm", json=said)).status_code == 204
        plan = await plan_of(stage.jonas, plan_id)
        assert plan["state"] == "agreed"
        assert plan["person_comment"] == said["comment"]
        assert plan["shown_by_coach"] is False
        assert await acts_of(connection, "coaching_plan.%") == [
            "coaching_plan.opened",
            "coaching_plan.read",
            "coaching_plan.person_confirmed",
            "coaching_plan.read",
        ]

    @pytest.mark.slow
    async def test_a_coach_who_did_not_open_the_plan_confirms_it_too(self, stage: Chain) -> None:
        plan_id = await opened(stage.ada, a_plan(stage))
        assert (await plan_of(stage.ada, plan_id))["state"] == "proposed"
        refused = await stage.ada.post(f"/api/coaching/plans/{plan_id}/confirm")
        assert (refused.status_code, refused.json()["code"]) == (403, "coaching.not_the_coach")
        assert (await stage.jonas.post(f"/api/coaching/plans/{plan_id}/confirm")).status_code == 204
        assert (await plan_of(stage.ada, plan_id))["state"] == "confirmed_by_coach"

    @pytest.mark.slow
    async def test_the_coach_records_having_shown_it_to_somebody_without_an_account(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage, staff_member_id=str(stage.staff_ids["0002"])))
        assert "show_to_person" in (await plan_of(stage.jonas, plan_id))["may"]
        assert (await stage.jonas.post(f"/api/coaching/plans/{plan_id}/shown")).status_code == 204
        plan = await plan_of(stage.jonas, plan_id)
        assert (plan["state"], plan["shown_by_coach"]) == ("agreed", True)

    @pytest.mark.slow
    async def test_nobody_confirms_in_place_of_a_person_with_an_account(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage))
        assert "show_to_person" not in (await plan_of(stage.jonas, plan_id))["may"]
        refused = await stage.jonas.post(f"/api/coaching/plans/{plan_id}/shown")
        assert (refused.status_code, refused.json()["code"]) == (409, "coaching.confirms_by_account")

    @pytest.mark.slow
    async def test_a_plan_about_somebody_else_is_not_there(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage, staff_member_id=str(stage.staff_ids["0002"])))
        assert (await stage.sam.post(f"/api/own/plans/{plan_id}/confirm", json={})).status_code == 404
        assert (await stage.sam.get("/api/own/plans")).json()["plans"] == []


@pytest.mark.slow
class TestTheEnd:
    async def test_a_plan_that_was_not_agreed_cannot_be_carried_out(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage))
        refused = await stage.jonas.post(f"/api/coaching/plans/{plan_id}/end", json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "coaching.move_not_possible")

    async def test_an_agreed_one_is_closed_and_then_over(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage))
        await stage.sam.post(f"/api/own/plans/{plan_id}/confirm", json={})
        assert (await stage.jonas.post(f"/api/coaching/plans/{plan_id}/end", json={})).status_code == 204
        plan = await plan_of(stage.jonas, plan_id)
        assert (plan["state"], plan["may"], plan["proposed_follow_up"]) == ("closed", [], None)
        open_now = (await stage.jonas.get("/api/coaching/plans")).json()["plans"]
        ended = (await stage.jonas.get("/api/coaching/plans?show=ended")).json()["plans"]
        assert (open_now, [one["plan_id"] for one in ended]) == ([], [plan_id])


@pytest.mark.slow
class TestTheFollowUpVisit:
    async def test_opening_proposes_it_and_a_manager_who_assigns_confirms_it(self, stage: Chain) -> None:
        await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0001"], days_ago=20))
        plan_id = await opened(stage.jonas, a_plan(stage))
        proposed = (await plan_of(stage.ada, plan_id))["proposed_follow_up"]
        assert (proposed["from_on"], proposed["to_on"]) == (day(14), day(28))
        asked = {"evaluator_id": str(stage.evaluator_ids["mira"])} | {
            name: proposed[name] for name in ("from_on", "to_on")
        }
        confirmed = await stage.ada.post(f"/api/coaching/plans/{plan_id}/follow-up", json=asked)
        assert confirmed.status_code == 201, confirmed.text
        (made,) = await listed(stage.ada)
        assert (made["store_name"], made["from_on"], made["to_on"]) == ("Linden", day(14), day(28))
        plan = await plan_of(stage.ada, plan_id)
        assert plan["follow_up_assignment_id"] == made["assignment_id"]
        assert plan["proposed_follow_up"] is None
        twice = await stage.ada.post(f"/api/coaching/plans/{plan_id}/follow-up", json=asked)
        assert twice.json()["code"] == "coaching.no_follow_up_proposed"

    async def test_who_assigns_nothing_sees_the_proposal_and_cannot_confirm_it(self, stage: Chain) -> None:
        plan_id = await opened(stage.jonas, a_plan(stage))
        assert (await plan_of(stage.jonas, plan_id))["proposed_follow_up"] is not None
        asked = {"evaluator_id": str(stage.evaluator_ids["mira"]), "from_on": day(14), "to_on": day(28)}
        assert (await stage.jonas.post(f"/api/coaching/plans/{plan_id}/follow-up", json=asked)).status_code == 403


@pytest.mark.slow
class TestWhatAFormMayNotSay:
    async def test_each_fault_stands_at_its_field(self, stage: Chain) -> None:
        for changes, code in (
            ({"scope_kind": "criterion", "scope_ref": "no-such-criterion"}, "coaching.scope_unknown"),
            ({"scope_kind": "criterion"}, "coaching.scope_unknown"),
            ({"scope_ref": "greeting"}, "coaching.scope_unknown"),
            ({"agreed_on": day(1)}, "coaching.agreed_out_of_range"),
            ({"agreed_on": day(-15)}, "coaching.agreed_out_of_range"),
            ({"reobserve_by": day(-1)}, "coaching.reobserve_out_of_range"),
            ({"reobserve_by": day(400)}, "coaching.reobserve_out_of_range"),
            ({"staff_member_id": str(stage.staff_ids["0009"])}, "coaching.not_posted_there"),
            ({"coach_account_id": str(stage.account_ids["rhea"])}, "coaching.not_a_manager_there"),
        ):
            answer = await stage.jonas.post("/api/coaching/plans", json=a_plan(stage, **changes))
            assert answer.status_code == 400, (changes, answer.text)
            assert await codes_of(answer) == [code]

    async def test_the_form_offers_what_it_will_take(self, stage: Chain) -> None:
        choices = (await stage.jonas.get(f"/api/coaching/choices?store_id={stage.linden}")).json()
        assert [one["display_name"] for one in choices["managers"]] == ["Ada Adler", "Jonas Jansen"]
        assert "Anna Albers" in [one["display_name"] for one in choices["people"]]
        assert "greeting" in [one["key"] for one in choices["criteria"]]


@pytest.mark.slow
class TestWhoseFiguresWereRead:
    async def test_each_look_leaves_a_trace_with_names_of_nobody(self, stage: Chain, connection: Connection) -> None:
        await opened(stage.jonas, a_plan(stage))
        await stage.rhea.get("/api/coaching/plans")
        (trace,) = await connection.fetch("select * from audit_log where act = 'coaching_plan.read'")
        assert trace["account_id"] == stage.account_ids["rhea"]
        assert trace["detail"]["staff_member_ids"] == [str(stage.staff_ids["0001"])]
        assert "Anna" not in str(trace["detail"])
