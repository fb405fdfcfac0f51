"""A visit that cannot happen: one tap for the reasons, one for the reason, and it is an attempt."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    SAVED,
    crashed,
    install,
    kept,
    log_interaction,
    open_store,
    queued,
    signed_in_client,
    start_visit,
    take_mark,
)

STORE = "Deichtor"  # in the north, which the area manager sees


async def at_store(phone: Page) -> None:
    await sign_in(phone, "evaluator")
    await install(phone)
    await open_store(phone, STORE)


async def not_possible(phone: Page, reason: str) -> None:
    await phone.get_by_role("button", name=re.compile("ot possible")).click()
    await phone.get_by_role("dialog").get_by_role("button", name=reason).click()


class TestFromTheStore:
    async def test_two_taps_save_it_offline_and_it_is_received_like_a_visit(
        self, phone: Page, laptop: Page, server: Server
    ) -> None:
        await at_store(phone)
        await phone.context.set_offline(True)
        await not_possible(phone, "Closed")
        line = phone.get_by_role("listitem").filter(has_text="Not possible: Closed")
        await expect(line.get_by_text(SAVED)).to_be_visible()
        [entry] = await queued(phone)
        await phone.get_by_role("link", name="Show what is on this phone").click()
        await expect(line.get_by_text(SAVED)).to_be_visible()
        await phone.context.set_offline(False)
        await expect(line.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        await expect(phone.get_by_text("Everything is received")).to_be_visible()
        [receipt] = await kept(phone, "receipts")
        assert receipt["content_hash"] == entry["content_hash"]

        await sign_in(laptop, "area_manager")
        async with signed_in_client(server, "area_manager") as ada:
            [shown] = (await ada.get("/api/visits", params={"only_attempts": "true"})).json()["visits"]
        day = shown["visited_on"]  # in the store's zone, which may be a day ahead of the laptop's
        await laptop.goto(f"/stores/{shown['store']['store_id']}?from_on={day}&to_on={day}")
        await laptop.locator(f"#attempts a[href^='/visits/{receipt['visit_id']}']").click()
        await expect(laptop.get_by_text("This visit could not happen")).to_be_visible()
        await expect(laptop.get_by_text("Reason: closed.")).to_be_visible()
        await expect(laptop.get_by_text("Mira")).to_have_count(0)

    async def test_it_stays_on_the_phone_long_enough_to_be_undone(self, phone: Page) -> None:
        await at_store(phone)
        await not_possible(phone, "Not safe")
        await phone.get_by_role("button", name="Send now").click()
        await phone.get_by_role("button", name="Undo").click()
        await expect(phone.get_by_text("Nothing logged today")).to_be_visible()
        assert await kept(phone, "visits") == await queued(phone) == await kept(phone, "receipts") == []

    async def test_after_a_crash_it_goes_out_by_itself(self, phone: Page) -> None:
        await at_store(phone)
        await not_possible(phone, "Being refitted")
        await expect(phone.get_by_text("Not possible: Being refitted")).to_be_visible()
        reopened = await crashed(phone)
        await open_store(reopened, STORE)
        await expect(reopened.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        await expect(reopened.get_by_role("button", name="Undo")).to_have_count(0)

    async def test_it_leaves_the_interactions_of_the_day_alone(self, phone: Page) -> None:
        await at_store(phone)
        await phone.context.set_offline(True)
        await log_interaction(phone)
        await phone.get_by_role("link", name="Back to the store").click()
        await not_possible(phone, "The task cannot be done here")
        await expect(phone.get_by_text("Not possible: The task")).to_be_visible()
        interactions = {visit["visit_id"]: len(visit["interactions"]) for visit in await kept(phone, "visits")}
        assert sorted(interactions.values()) == [0, 1]
        assert {entry["visit_id"] for entry in await queued(phone)} == set(interactions)


class TestFromTheList:
    async def test_the_marks_stay_in_it_and_an_undo_gives_the_list_back(
        self, phone: Page, laptop: Page, server: Server
    ) -> None:
        await at_store(phone)
        await start_visit(phone)
        await take_mark(phone, "Entered")
        await not_possible(phone, "I was recognised")
        await expect(phone.get_by_text("Not possible: I was recognised")).to_be_visible()
        assert await phone.title() == "List"
        await phone.get_by_role("button", name="Undo").click()
        await expect(phone.get_by_role("button", name="Entered", pressed=True)).to_be_visible()
        assert await queued(phone) == []

        await not_possible(phone, "I was recognised")
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        [receipt] = await kept(phone, "receipts")
        async with signed_in_client(server, "reviewer") as vera:
            visit = (await vera.get(f"/api/visits/{receipt['visit_id']}")).json()
        assert visit["not_possible"] == "recognised"
        assert [mark["mark_key"] for mark in visit["marks"]] == ["entered"]
        assert visit["interactions"] == []
        await sign_in(laptop, "reviewer")
        await laptop.goto(f"/visits/{receipt['visit_id']}")
        await expect(laptop.get_by_text("Entered", exact=True)).to_be_visible()  # by its title, not by its key

    async def test_what_was_started_by_mistake_can_be_thrown_away_after_a_second_look(self, phone: Page) -> None:
        await at_store(phone)
        await start_visit(phone)
        await take_mark(phone, "Entered")
        await phone.get_by_role("button", name="Not possible").click()
        await phone.get_by_role("button", name="Started by mistake").click()
        await phone.get_by_role("button", name="Delete 1 time mark for good").click()
        await expect(phone.get_by_role("heading", name=STORE, level=1)).to_be_visible()
        assert await kept(phone, "visits") == await kept(phone, "drafts") == []
