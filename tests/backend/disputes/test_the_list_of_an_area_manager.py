"""An area manager sees what is disputed in their stores and until when; what was said stays with those concerned."""

from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.disputes.test_disputes import WHY, asked, decided, of_anna, raised
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, mystery_visit


async def listed(client: httpx.AsyncClient, **query: Any) -> list[Json]:
    answer = await client.get("/api/disputes", params=query)
    assert answer.status_code == 200, answer.text
    page: list[Json] = answer.json()["disputes"]
    return page


async def test_it_holds_the_disputes_of_their_stores_without_a_word_of_what_was_said(
    stage: Chain, connection: Connection
) -> None:
    visit, elsewhere = of_anna(stage), floor_visit(stage, stage.schlossberg, staff=stage.staff_ids["0009"])
    await accepted(stage.mira, visit, elsewhere)
    dispute_id = await raised(stage.sam, visit, evidence="Ben stood beside me.")
    await connection.execute(
        "update account_grant set store_id = $1 where store_id = $2", stage.schlossberg, stage.linden
    )
    await raised(stage.jonas, elsewhere, "facts")  # outside Ada's area
    answer = await stage.ada.get("/api/disputes")
    [one] = answer.json()["disputes"]
    assert (one["dispute_id"], one["state"], one["subject"]) == (dispute_id, "open", "criterion")
    assert (one["visit_id"], one["criterion_key"], one["display_name"]) == (
        visit["visit_id"],
        "greeting",
        "Anna Albers",
    )
    assert (one["may_read"], one["may_decide"], one["is_own"]) == (False, False, False)
    assert WHY["reason"] not in answer.text
    assert "Ben stood" not in answer.text
    for way in ("", "/decide", "/appeal"):
        address = f"/api/disputes/{dispute_id}{way}"
        refused = await (stage.ada.get(address) if way == "" else stage.ada.post(address, json={}))
        assert refused.status_code == 403, way
    [row] = await connection.fetch(
        "select detail from audit_log where act = 'dispute.read' and account_id = $1", stage.account_ids["ada"]
    )
    assert row["detail"]["staff_member_ids"] == [str(stage.staff_ids["0001"])]


@pytest.mark.slow
class TestTheList:
    async def test_is_only_open_or_only_decided_and_turns_its_pages(self, stage: Chain) -> None:
        first, second = of_anna(stage), of_anna(stage, days_ago=2)
        await accepted(stage.mira, first, second)
        own, other = await raised(stage.sam, first), await raised(stage.sam, second)
        await decided(stage.rhea, own, "rejected")
        assert [one["dispute_id"] for one in await listed(stage.ada, undecided="true")] == [other]
        assert [one["dispute_id"] for one in await listed(stage.ada, undecided="false")] == [own]
        page = (await stage.ada.get("/api/disputes", params={"limit": 1})).json()
        assert [one["dispute_id"] for one in page["disputes"]] == [other]
        assert [one["dispute_id"] for one in await listed(stage.ada, cursor=page["next_cursor"])] == [own]

    async def test_says_nothing_of_who_came_in_a_mystery_visit(self, stage: Chain) -> None:
        visit = mystery_visit(stage)
        await accepted(stage.mira, visit)
        assert (await asked(stage.jonas, visit, "facts")).status_code == 201
        answer = await stage.ada.get("/api/disputes")
        assert answer.json()["disputes"][0]["mode"] == "covert"
        for word in ("Mira", "EV-MIRA", str(stage.evaluator_ids["mira"]), str(stage.account_ids["mira"])):
            assert word not in answer.text

    async def test_shows_a_dispute_of_ones_own_with_its_words(self, stage: Chain, connection: Connection) -> None:
        """Who is a store's manager besides reads those of that store, and the rest only stands in the list."""
        await connection.execute(
            "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, store_id, granted_at)"
            " values ($1, gen_random_uuid(), $2, 'store_manager', 'store', $3, now())",
            stage.organisation_id, stage.account_ids["ada"], stage.hafen,
        )  # fmt: skip
        at_linden, at_hafen = of_anna(stage), floor_visit(stage, stage.hafen, staff=stage.staff_ids["0006"])
        await accepted(stage.mira, at_linden, at_hafen)
        of_linden = await raised(stage.sam, at_linden)
        of_hafen = await raised(stage.ada, at_hafen)
        may_read = {one["dispute_id"]: one["may_read"] for one in await listed(stage.ada)}
        assert may_read == {of_linden: False, of_hafen: True}
        assert (await stage.ada.get(f"/api/disputes/{of_linden}")).status_code == 404
        assert (await stage.ada.get(f"/api/disputes/{of_hafen}")).status_code == 200

    async def test_of_everybody_else_says_that_they_may_read_all_of_it(self, stage: Chain) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        await raised(stage.sam, visit)
        for reader in (stage.sam, stage.jonas, stage.rhea, stage.vera):
            assert [one["may_read"] for one in await listed(reader)] == [True]
