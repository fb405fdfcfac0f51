"""Disputes from the first disagreement to the last decision, and what they do to figures and issued exports."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import ANY_STATE, Chain
from tests.cast_visits import Json, accepted, floor_visit
from tests.exports import worked_off

WHY = {"reason": "I did greet her, by name."}


def of_anna(chain: Chain, **more: Any) -> Json:
    return floor_visit(chain, staff=chain.staff_ids["0001"], **more)


def evaluation_of(visit: Json) -> str:
    found: str = visit["interactions"][0]["evaluation_id"]
    return found


async def asked(client: httpx.AsyncClient, visit: Json, subject: str = "criterion", **more: Any) -> httpx.Response:
    criterion = {"criterion_key": "greeting"} if subject == "criterion" else {}
    body = {"evaluation_id": evaluation_of(visit), "subject": subject} | criterion | WHY | more
    return await client.post("/api/disputes", json=body)


async def raised(client: httpx.AsyncClient, visit: Json, subject: str = "criterion", **more: Any) -> str:
    answer = await asked(client, visit, subject, **more)
    assert answer.status_code == 201, answer.text
    dispute_id: str = answer.json()["dispute"]["dispute_id"]
    return dispute_id


async def decided(
    client: httpx.AsyncClient, dispute_id: str, outcome: str, *corrected: Json, reason: str = "Two people confirm it."
) -> httpx.Response:
    body = {"outcome": outcome, "reason": reason, "corrected": list(corrected)}
    return await client.post(f"/api/disputes/{dispute_id}/decide", json=body)


MET = {"criterion_key": "greeting", "state": "scored", "answer": "met"}


async def seen(client: httpx.AsyncClient, dispute_id: str) -> Json:
    answer = await client.get(f"/api/disputes/{dispute_id}")
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


async def store_figures(chain: Chain) -> Json:
    page: Json = (await chain.ada.get(f"/api/comparisons/stores/{chain.linden}")).json()
    return page


def anna_in(page: Json) -> Json:
    found: Json = next(person for person in page["staff"] if person["display_name"] == "Anna Albers")
    return found


async def observed(chain: Chain) -> list[Json]:
    """Anna, six times by two evaluators; the newest last, with a greeting below the standard."""
    visits = [of_anna(chain, days_ago=9 - number, chance=random.Random(number)) for number in range(5)]
    visits.append(of_anna(chain, greeting="below"))
    for number, visit in enumerate(visits):
        await accepted(chain.clients[("mira", "emil")[number % 2]], visit)
    return visits


async def test_an_upheld_dispute_corrects_the_figure_and_the_person_reads_why(stage: Chain) -> None:
    *_, visit = await observed(stage)
    before = await store_figures(stage)
    dispute_id = await raised(stage.sam, visit, evidence="Ben stood beside me.")

    during = await store_figures(stage)
    assert anna_in(during)["insufficient"] == {"reason": "open_dispute"}
    assert during["figure"] == before["figure"] | {"flags": ["disputed"]}
    [interaction] = (await stage.jonas.get(f"/api/visits/{visit['visit_id']}")).json()["interactions"]
    assert interaction["is_disputed"]

    assert (await decided(stage.rhea, dispute_id, "upheld", MET)).status_code == 200
    after = await store_figures(stage)
    assert after["figure"]["raw_mean_bp"] > before["figure"]["raw_mean_bp"]
    assert anna_in(after)["figure"]["raw_mean_bp"] > anna_in(before)["figure"]["raw_mean_bp"]
    body = await seen(stage.sam, dispute_id)
    assert (body["dispute"]["state"], body["decisions"][0]["reason"]) == ("upheld", "Two people confirm it.")
    [result] = (await stage.sam.get(f"/api/own/results/{evaluation_of(visit)}")).json()["disputes"]
    assert result["decisions"][0]["outcome"] == "upheld"


@pytest.mark.slow
class TestWhatAnUpheldDisputeDoes:
    async def test_not_me_takes_the_person_away_and_leaves_the_store_its_figure(self, stage: Chain) -> None:
        *_, visit = await observed(stage)
        before = await store_figures(stage)
        dispute_id = await raised(stage.sam, visit, "not_me")
        assert (await decided(stage.vera, dispute_id, "upheld")).status_code == 200
        after = await store_figures(stage)
        assert after["figure"] == before["figure"]
        assert anna_in(before)["figure"]["visit_count"] - anna_in(after)["figure"]["visit_count"] == 1
        assert (await stage.sam.get(f"/api/own/results/{evaluation_of(visit)}")).status_code == 404
        assert (await seen(stage.sam, dispute_id))["dispute"]["state"] == "upheld"

    async def test_wrong_facts_take_the_interaction_out_of_every_figure(self, stage: Chain) -> None:
        *earlier, visit = await observed(stage)
        dispute_id = await raised(stage.jonas, visit, "facts")
        assert (await decided(stage.rhea, dispute_id, "upheld")).status_code == 200
        after = await store_figures(stage)
        assert after["figure"]["visit_count"] == len(earlier)
        assert (await seen(stage.jonas, dispute_id))["interaction"] is None

    async def test_partly_upheld_corrects_what_the_decider_names(self, stage: Chain) -> None:
        *_, visit = await observed(stage)
        dispute_id = await raised(stage.sam, visit, "data_quality")
        assert (await decided(stage.rhea, dispute_id, "partly_upheld")).status_code == 400
        assert (await decided(stage.rhea, dispute_id, "partly_upheld", MET)).status_code == 200
        body = await seen(stage.sam, dispute_id)
        greeting = body["interaction"]["ratings"][0]
        assert (greeting["outcome"], greeting["original"]["outcome"]) == ("met", "below")

    async def test_a_rejected_one_changes_nothing_and_gives_the_figure_back(self, stage: Chain) -> None:
        *_, visit = await observed(stage)
        before = await store_figures(stage)
        dispute_id = await raised(stage.sam, visit)
        assert (await decided(stage.rhea, dispute_id, "rejected")).status_code == 200
        assert await store_figures(stage) == before

    async def test_every_export_that_held_it_shows_a_notice_and_no_other(self, stage: Chain) -> None:
        today = datetime.now(UTC).date()

        async def exported(from_days_ago: int, to_days_ago: int = 0, **population: str) -> str:
            question = {
                "purpose": "coaching",
                "from_on": (today - timedelta(days=from_days_ago)).isoformat(),
                "to_on": (today - timedelta(days=to_days_ago)).isoformat(),
                "population": population,
                "retain_until_on": (today + timedelta(days=9)).isoformat(),
            }
            answer = await stage.rhea.post("/api/exports", json=question)
            assert answer.status_code == 202, answer.text
            await worked_off(stage.app)
            made: str = answer.json()["export_id"]
            return made

        *_, visit = await observed(stage)
        held, held_by_store = await exported(30), await exported(30, store_id=str(stage.linden))
        await exported(30, 3)  # without the day
        await exported(30, store_id=str(stage.hafen))
        dispute_id = await raised(stage.sam, visit)
        assert (await decided(stage.vera, dispute_id, "upheld", MET)).status_code == 200
        later = await exported(30)
        listed = (await stage.rhea.get("/api/exports")).json()["exports"]
        noted = {one["export_id"] for one in listed if one["corrections"]}
        assert noted == {held, held_by_store}
        assert later in {one["export_id"] for one in listed}
        [notice] = (await stage.rhea.get(f"/api/exports/{held}")).json()["corrections"]
        assert notice["visited_on"] == (today - timedelta(days=1)).isoformat()

    async def test_of_a_visit_that_is_void_already_a_decision_changes_nothing_more(self, stage: Chain) -> None:
        *_, visit = await observed(stage)
        dispute_id = await raised(stage.sam, visit)
        void = {"reason": "Logged twice"}
        await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json=void, headers=ANY_STATE)
        assert (await decided(stage.rhea, dispute_id, "upheld", MET)).status_code == 200
        assert (await seen(stage.sam, dispute_id))["dispute"]["state"] == "upheld"


@pytest.mark.slow
class TestRaisingOne:
    async def test_is_for_the_person_and_the_manager_of_the_store_alone(self, stage: Chain) -> None:
        of_ben = floor_visit(stage, staff=stage.staff_ids["0002"])
        elsewhere = floor_visit(stage, stage.hafen)
        await accepted(stage.mira, of_ben, elsewhere)
        assert (await asked(stage.sam, of_ben)).status_code == 404
        assert (await asked(stage.jonas, elsewhere)).status_code == 404
        for nobody in (stage.ada, stage.rhea, stage.vera, stage.mira, stage.otto):
            assert (await asked(nobody, of_ben)).status_code == 403
        body = (await asked(stage.jonas, of_ben)).json()
        assert (body["dispute"]["raised_by"], body["dispute"]["is_own"]) == ("store", True)

    async def test_acknowledges_the_result_and_leaves_a_trace(self, stage: Chain, connection: Connection) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        dispute_id = await raised(stage.sam, visit)
        [result] = (await stage.sam.get("/api/own/results")).json()["results"]
        assert result["acknowledged_at"] is not None
        assert result["is_disputed"]
        [row] = await connection.fetch("select account_id, object_id from audit_log where act = 'dispute.raised'")
        assert tuple(row) == (stage.account_ids["sam"], dispute_id)

    async def test_after_the_window_is_refused(self, stage: Chain, connection: Connection) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        window = timedelta(days=14)
        await connection.execute("update evaluation set published_at = $1", datetime.now(UTC) - window)
        refused = await asked(stage.sam, visit)
        assert (refused.status_code, refused.json()["code"]) == (409, "disputes.window_over")
        own = (await stage.sam.get(f"/api/own/results/{evaluation_of(visit)}")).json()
        assert own["dispute_until"] is None
        last_hour = datetime.now(UTC) - window + timedelta(hours=1)
        await connection.execute("update evaluation set published_at = $1", last_hour)
        assert (await asked(stage.sam, visit)).status_code == 201

    async def test_of_the_same_thing_is_possible_once(self, stage: Chain) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        await raised(stage.sam, visit)
        again = await asked(stage.jonas, visit)
        assert (again.status_code, again.json()["code"]) == (409, "disputes.already_disputed")
        assert (await asked(stage.sam, visit, "facts")).status_code == 201

    async def test_must_name_what_it_is_about(self, stage: Chain) -> None:
        visit, of_nobody = of_anna(stage), floor_visit(stage)
        await accepted(stage.mira, visit, of_nobody)
        faults = [
            (await asked(stage.sam, visit, criterion_key="no_such")).json()["errors"][0]["code"],
            (await asked(stage.sam, visit, criterion_key=None)).json()["errors"][0]["code"],
            (await asked(stage.sam, visit, "facts", criterion_key="greeting")).json()["errors"][0]["code"],
        ]
        assert faults == ["disputes.criterion_unknown", "disputes.criterion_needed", "disputes.criterion_needed"]
        assert (await asked(stage.jonas, of_nobody, "not_me")).json()["code"] == "disputes.nobody_named"


@pytest.mark.slow
class TestDecidingOne:
    async def test_is_for_nobody_who_is_too_near(self, stage: Chain, connection: Connection) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        dispute_id = await raised(stage.sam, visit)
        for nobody in (stage.sam, stage.jonas, stage.ada, stage.mira):
            assert (await decided(nobody, dispute_id, "rejected")).status_code == 403

        async def also(name: str, role: str, scope_kind: str, store_id: Any = None) -> None:
            await connection.execute(
                "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, store_id,"
                " granted_at) values ($1, gen_random_uuid(), $2, $3, $4, $5, now())",
                stage.organisation_id, stage.account_ids[name], role, scope_kind, store_id,
            )  # fmt: skip

        for name in ("mira", "jonas", "sam"):
            await also(name, "hr", "organisation")
        await also("vera", "store_manager", "store", stage.linden)
        reasons = {}
        for name in ("mira", "jonas", "sam", "vera"):
            refused = await decided(stage.clients[name], dispute_id, "rejected")
            assert (refused.status_code, refused.json()["code"]) == (403, "disputes.decider_excluded")
            reasons[name] = (await seen(stage.clients[name], dispute_id))["dispute"]["excluded_because"]
        near = {"mira": "evaluated_it", "jonas": "manages_the_store", "sam": "raised_it", "vera": "manages_the_store"}
        assert reasons == near
        assert (await seen(stage.rhea, dispute_id))["dispute"]["may_decide"]

    async def test_is_not_for_the_reviewer_who_corrected_it(self, stage: Chain) -> None:
        visit = of_anna(stage, greeting="below")
        await accepted(stage.mira, visit)
        correction = {
            "evaluation_id": evaluation_of(visit),
            "reason": "Seen on the photo",
            "ratings": [{"criterion_key": "greeting", "state": "scored", "answer": "met"}],
        }
        address = f"/api/reviews/{visit['visit_id']}/corrections"
        answer = await stage.vera.post(address, json=correction, headers=ANY_STATE)
        assert answer.is_success, answer.text
        dispute_id = await raised(stage.sam, visit)
        refused = await decided(stage.vera, dispute_id, "rejected")
        assert refused.json()["code"] == "disputes.decider_excluded"
        assert "published_it" in refused.json()["detail"]

    async def test_is_done_once_and_then_on_appeal_by_a_second_one(self, stage: Chain) -> None:
        *_, visit = await observed(stage)
        dispute_id = await raised(stage.sam, visit)
        appeal = f"/api/disputes/{dispute_id}/appeal"
        assert (await stage.sam.post(appeal, json=WHY)).json()["code"] == "disputes.move_refused"
        assert (await decided(stage.rhea, dispute_id, "rejected")).status_code == 200
        assert (await decided(stage.vera, dispute_id, "upheld", MET)).json()["code"] == "disputes.move_refused"
        assert (await seen(stage.sam, dispute_id))["appeal_until"] is not None
        assert (await stage.jonas.post(appeal, json=WHY)).status_code == 404
        assert (await stage.sam.post(appeal, json=WHY)).status_code == 200
        assert anna_in(await store_figures(stage))["insufficient"] == {"reason": "open_dispute"}
        assert (await decided(stage.rhea, dispute_id, "upheld", MET)).json()["code"] == "disputes.decider_excluded"
        assert (await decided(stage.vera, dispute_id, "upheld", MET)).status_code == 200
        body = await seen(stage.sam, dispute_id)
        assert body["dispute"]["state"] == "upheld_on_appeal"
        assert [one["outcome"] for one in body["decisions"]] == ["rejected", "upheld"]
        assert (await stage.sam.post(appeal, json=WHY)).json()["code"] == "disputes.move_refused"

    async def test_past_its_time_it_stays_open_and_is_overdue(self, stage: Chain, connection: Connection) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        dispute_id = await raised(stage.sam, visit)
        assert not (await seen(stage.rhea, dispute_id))["dispute"]["is_overdue"]
        await connection.execute("update dispute set due_at = $1", datetime.now(UTC) - timedelta(seconds=1))
        summary = (await seen(stage.rhea, dispute_id))["dispute"]
        assert (summary["is_overdue"], summary["state"], summary["may_decide"]) == (True, "open", True)


@pytest.mark.slow
class TestTheListAndTheLedger:
    async def test_each_sees_what_concerns_them_and_reviewers_no_names(self, stage: Chain) -> None:
        visit, of_ben = of_anna(stage), floor_visit(stage, staff=stage.staff_ids["0002"])
        elsewhere = floor_visit(stage, stage.schlossberg, staff=stage.staff_ids["0009"])
        await accepted(stage.mira, visit, of_ben, elsewhere)
        own = await raised(stage.sam, visit)
        of_store = await raised(stage.jonas, of_ben)

        async def listed(client: httpx.AsyncClient, **query: Any) -> list[Json]:
            page: list[Json] = (await client.get("/api/disputes", params=query)).json()["disputes"]
            return page

        assert [one["dispute_id"] for one in await listed(stage.sam)] == [own]
        assert [one["dispute_id"] for one in await listed(stage.jonas)] == [of_store, own]
        assert {one["display_name"] for one in await listed(stage.rhea)} == {"Anna Albers", "Ben Brandt"}
        assert {one["display_name"] for one in await listed(stage.vera)} == {None}
        await decided(stage.rhea, own, "rejected")
        assert [one["dispute_id"] for one in await listed(stage.rhea, undecided="true")] == [of_store]
        assert [one["dispute_id"] for one in await listed(stage.rhea, undecided="false")] == [own]
        [first] = await listed(stage.rhea, limit=1)
        cursor = (await stage.rhea.get("/api/disputes", params={"limit": 1})).json()["next_cursor"]
        [second] = await listed(stage.rhea, limit=1, cursor=cursor)
        assert [first["dispute_id"], second["dispute_id"]] == [of_store, own]

    async def test_the_ledger_counts_with_intervals_and_withholds_small_groups_from_reviewers(
        self, stage: Chain
    ) -> None:
        *_, visit = await observed(stage)
        dispute_id = await raised(stage.sam, visit)
        await decided(stage.rhea, dispute_id, "upheld", MET)
        ledger = (await stage.ada.get("/api/dispute-ledger")).json()
        [linden] = ledger["stores"]
        assert (linden["figures"]["disputed"]["hits"], linden["figures"]["disputed"]["of"]) == (1, 6)
        upheld = linden["figures"]["upheld"]
        assert (upheld["share_bp"], upheld["ci_high_bp"]) == (10_000, 10_000)
        assert upheld["ci_low_bp"] < 10_000
        assert [one["criterion_key"] for one in ledger["criteria"]] == ["greeting"]
        assert ledger["evaluators"] is None
        for_vera = (await stage.vera.get("/api/dispute-ledger")).json()
        assert {one["evaluator_code"] for one in for_vera["evaluators"]} == {"EV-MIRA", "EV-EMIL"}
        assert all(one["figures"]["is_withheld"] for one in for_vera["evaluators"])
        assert (for_vera["stores"][0]["figures"]["upheld"], for_vera["total"]["upheld"]) == (None, None)
        in_hafen = {"area_id": str(stage.area_ids["coast"])}
        assert (await stage.ada.get("/api/dispute-ledger", params=in_hafen)).json()["stores"] == []
        outside = {"area_id": str(stage.area_ids["south"])}
        assert (await stage.ada.get("/api/dispute-ledger", params=outside)).status_code == 404
