"""The administrator changes how long results of a programme can be disputed, and reads what that holds for."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client


async def test_days_for_disputes_are_changed_where_the_programme_stands(laptop: Page, server: Server) -> None:
    await sign_in(laptop, "administrator")
    await laptop.goto("/organisation/programmes")
    await laptop.get_by_role("button", name="Change the days for disputes of Mystery visit").click()
    dialog = laptop.get_by_role("dialog")
    await expect(dialog.get_by_text("Open disputes keep the deadline that people were told.")).to_be_visible()
    await dialog.get_by_label("Days to decide a dispute").fill("0")
    await dialog.get_by_role("button", name="Save the days").click()
    await expect(dialog.get_by_text("A whole number from 1 to 365.")).to_be_visible()
    await dialog.get_by_label("Days to decide a dispute").fill("9")
    await dialog.get_by_role("button", name="Save the days").click()
    await expect(dialog).to_be_hidden()
    card = laptop.get_by_role("listitem").filter(has=laptop.get_by_role("heading", name="Mystery visit"))
    await expect(card).to_contain_text("A dispute is decided within 9 days")
    async with signed_in_client(server, "administrator") as otto:
        programmes = (await otto.get("/api/programmes")).json()["programmes"]
    [changed] = [one for one in programmes if one["programme_key"] == "mystery-visit"]
    assert changed["dispute_decision_days"] == 9
