"""From a published visit the reviewer takes back whose an interaction is, and then all of it."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client
from tests.e2e.reviews.arranging import floor_visit_of

REASON = "The badge on the photo is somebody else's."


async def test_an_interaction_loses_its_person_and_then_counts_nowhere(laptop: Page, server: Server) -> None:
    async with signed_in_client(server, "evaluator") as mira:
        visit = await floor_visit_of(mira, "Leuchtturm", names_somebody=True)
    await sign_in(laptop, "reviewer")
    await laptop.goto(f"/visits/{visit['visit_id']}")
    await laptop.get_by_role("link", name="Correct or take back").click()
    await laptop.get_by_role("button", name="It was another person: interaction number 1").click()
    dialog = laptop.get_by_role("dialog")
    await dialog.get_by_role("button", name="It was another person").click()
    await expect(dialog.get_by_text("Give a reason")).to_be_visible()
    await dialog.get_by_label("Reason").fill(REASON)
    await dialog.get_by_role("button", name="It was another person").click()
    await expect(dialog).to_be_hidden()
    await expect(laptop.get_by_text("The interaction names nobody any more.")).to_be_visible()
    await expect(laptop.get_by_text(f"It was another person: {REASON}")).to_be_visible()
    await expect(laptop.get_by_role("button", name="It was another person: interaction number 1")).to_have_count(0)

    await laptop.get_by_role("button", name="Make this interaction void: number 1").click()
    await dialog.get_by_label("Reason").fill("Logged twice.")
    await dialog.get_by_role("button", name="Make this interaction void").click()
    await expect(laptop.get_by_text("The interaction is void.")).to_be_visible()
    async with signed_in_client(server, "evaluator") as mira:
        [own] = (await mira.get(f"/api/visits/{visit['visit_id']}")).json()["interactions"]
    assert (own["state"], own["staff"]["kind"]) == ("void", "unknown")
    assert [one["reason"] for one in own["corrections"]] == [REASON, "Logged twice."]
