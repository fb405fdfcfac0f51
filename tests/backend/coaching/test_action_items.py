"""Action items of a store: from a finding to a task with an owner and a day, and what the manager sees of it first."""

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.coaching.coaching_cast import a_plan, acts_of, an_item, codes_of, day, opened, opened_item
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit

ITEMS = "/api/coaching/action-items"


async def test_an_overdue_item_and_a_due_reobservation_are_what_the_manager_sees_first(
    stage: Chain, connection: Connection
) -> None:
    await opened_item(stage.ada, an_item(stage))
    overdue = await opened_item(stage.ada, an_item(stage, scope_kind="store", scope_ref=None))
    await opened(stage.jonas, a_plan(stage, reobserve_by=day(0)))
    await opened(stage.jonas, a_plan(stage, reobserve_by=day(1)))
    await connection.execute("update action_item set due_on = due_on - 8 where action_item_id = $1", overdue)
    due = (await stage.ada.get("/api/coaching/due")).json()
    linden = [{"store_id": str(stage.linden), "name": "Linden", "count": 1}]
    assert due == {
        "overdue_action_items": 1,
        "action_item_stores": linden,
        "due_reobservations": 1,
        "reobservation_stores": linden,
    }
    (listed,) = (await stage.jonas.get(f"{ITEMS}?show=overdue")).json()["action_items"]
    assert (listed["action_item_id"], listed["is_overdue"]) == (overdue, True)
    (plan,) = (await stage.jonas.get("/api/coaching/plans?show=due")).json()["plans"]
    assert plan["is_due"] is True


@pytest.mark.slow
class TestDueInOneArea:
    async def test_only_its_stores_are_counted(self, stage: Chain, connection: Connection) -> None:
        await opened_item(stage.ada, an_item(stage))
        await connection.execute("update action_item set due_on = due_on - 8")
        north, coast = stage.area_ids["north"], stage.area_ids["coast"]
        in_north = (await stage.ada.get(f"/api/coaching/due?area_id={north}")).json()
        in_coast = (await stage.ada.get(f"/api/coaching/due?area_id={coast}")).json()
        assert (in_north["overdue_action_items"], in_coast["overdue_action_items"]) == (1, 0)


@pytest.mark.slow
class TestAnItem:
    async def test_it_rests_on_visits_of_its_store(self, stage: Chain) -> None:
        here = floor_visit(stage, greeting="below")
        elsewhere = floor_visit(stage, stage.hafen)
        await accepted(stage.mira, here, elsewhere)
        item_id = await opened_item(stage.jonas, an_item(stage, evidence_visit_ids=[here["visit_id"]]))
        item = (await stage.jonas.get(f"{ITEMS}/{item_id}")).json()
        assert [visit["visit_id"] for visit in item["evidence_visits"]] == [here["visit_id"]]
        assert item["scope_title"]["en"]
        refused = await stage.ada.post(ITEMS, json=an_item(stage, evidence_visit_ids=[elsewhere["visit_id"]]))
        assert await codes_of(refused) == ["coaching.evidence_unknown"]

    async def test_it_is_talked_about_finished_and_opened_again(self, stage: Chain, connection: Connection) -> None:
        item_id = await opened_item(stage.ada, an_item(stage))
        said = {"text": "Done with the early shift, the late shift follows."}
        assert (await stage.jonas.post(f"{ITEMS}/{item_id}/comments", json=said)).status_code == 204
        assert (await stage.jonas.post(f"{ITEMS}/{item_id}/move", json={"act": "finish"})).status_code == 204
        item = (await stage.ada.get(f"{ITEMS}/{item_id}")).json()
        assert (item["state"], item["may"]) == ("done", ["reopen"])
        assert [(one["account_name"], one["text"]) for one in item["comments"]] == [("Jonas Jansen", said["text"])]
        assert (await stage.ada.post(f"{ITEMS}/{item_id}/move", json={"act": "reopen"})).status_code == 204
        assert await acts_of(connection, "action_item.%") == [
            "action_item.opened",
            "action_item.commented",
            "action_item.done",
            "action_item.open",
        ]

    async def test_whoever_drops_it_says_why(self, stage: Chain) -> None:
        item_id = await opened_item(stage.ada, an_item(stage))
        silent = await stage.ada.post(f"{ITEMS}/{item_id}/move", json={"act": "drop"})
        assert await codes_of(silent) == ["coaching.drop_reason_missing"]
        reasoned = {"act": "drop", "drop_reason": "The till is being replaced."}
        assert (await stage.ada.post(f"{ITEMS}/{item_id}/move", json=reasoned)).status_code == 204
        again = await stage.ada.post(f"{ITEMS}/{item_id}/move", json=reasoned)
        assert again.json()["code"] == "coaching.move_not_possible"

    async def test_each_fault_stands_at_its_field(self, stage: Chain) -> None:
        for changes, code in (
            ({"scope_ref": "no-such-criterion"}, "coaching.scope_unknown"),
            ({"due_on": day(-1)}, "coaching.due_out_of_range"),
            ({"due_on": day(400)}, "coaching.due_out_of_range"),
            ({"owner_account_id": str(stage.account_ids["nils"])}, "coaching.not_a_manager_there"),
        ):
            answer = await stage.ada.post(ITEMS, json=an_item(stage, **changes))
            assert (answer.status_code, await codes_of(answer)) == (400, [code]), changes


@pytest.mark.slow
class TestTheList:
    async def test_mine_open_and_ended_are_asked_for_apart(self, stage: Chain) -> None:
        jonas = await opened_item(stage.ada, an_item(stage))
        adas = await opened_item(stage.ada, an_item(stage, owner_account_id=str(stage.account_ids["ada"])))
        await stage.ada.post(f"{ITEMS}/{jonas}/move", json={"act": "finish"})

        async def shown(show: str) -> list[str]:
            answer = await stage.ada.get(f"{ITEMS}?show={show}&store_id={stage.linden}")
            return [item["action_item_id"] for item in answer.json()["action_items"]]

        assert (await shown("mine"), await shown("open"), await shown("ended")) == ([adas], [adas], [jonas])
