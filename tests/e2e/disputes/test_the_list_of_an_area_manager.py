"""An area manager sees what is disputed in their stores, and goes on to the visit and the ledger."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client
from tests.e2e.reviews.arranging import floor_visit_of

WHY = "The shop was closed to customers that hour."


async def test_a_disputed_result_is_listed_and_leads_to_its_visit(phone: Page, server: Server) -> None:
    async with signed_in_client(server, "evaluator") as mira, signed_in_client(server, "store_manager") as jonas:
        visit = await floor_visit_of(mira, "Linden")
        evaluation_id = visit["interactions"][0]["evaluation_id"]
        disputing = {"evaluation_id": evaluation_id, "subject": "scenario", "reason": WHY}
        raised = await jonas.post("/api/disputes", json=disputing)
        assert raised.status_code == 201, raised.text
    await sign_in(phone, "area_manager")
    await phone.goto("/disputes")
    one = phone.locator("main li").filter(has_text="The scenario did not fit").filter(has_text="Linden")
    await expect(one).to_contain_text("Open")
    await expect(one).to_contain_text("To be decided by")
    await expect(phone.get_by_text(WHY)).to_have_count(0)
    await expect(one.locator("h2 a")).to_have_count(0)
    await one.get_by_role("link", name="To the visit").click()
    await phone.wait_for_url(f"**/visits/{visit['visit_id']}")
    await expect(phone.get_by_text("Disputed, not decided yet")).to_be_visible()
    await phone.goto("/disputes")
    await phone.get_by_role("link", name="How disputes end").click()
    await expect(phone.get_by_role("heading", level=1, name="How disputes end")).to_be_visible()
    await phone.get_by_role("link", name=re.compile("To all disputes")).click()
    await phone.wait_for_url("**/disputes")

    async with signed_in_client(server, "hr") as rhea:  # no other test is to meet an open one
        address = f"/api/disputes/{raised.json()['dispute']['dispute_id']}/decide"
        decided = await rhea.post(address, json={"outcome": "rejected", "reason": "The rota says otherwise."})
        assert decided.status_code == 200, decided.text
