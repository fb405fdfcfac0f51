"""The phone's own storage: full, closed under the app, thrown away by the browser, used by two tabs at once."""

import re

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Server, opened_page, sign_in
from tests.e2e.evaluator.device_faults import CLOSE_CONNECTIONS, FILL_UP, HOLDING, MAKE_ROOM, QUOTA_BYTES
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    SAVED,
    answer,
    begin_interaction,
    finish,
    install,
    kept,
    log_interaction,
    open_store,
    question_of,
    queued,
)

STORE = "Leuchtturm"


async def answers_of(page: Page) -> list[int]:
    """How many answers each interaction that is being filled in has on disk."""
    drafts = await kept(page, "drafts")
    return [sum(rating["state"] is not None for rating in draft["ratings"].values()) for draft in drafts]


async def filling_in(phone: Page, answers: int) -> None:
    await sign_in(phone, "evaluator")
    await install(phone)
    await open_store(phone, STORE)
    await begin_interaction(phone)
    for _ in range(answers):
        await answer(phone)


class TestAPhoneWithoutRoom:
    async def test_an_answer_that_does_not_fit_is_said_not_to_be_saved_and_is_saved_once_there_is_room(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            devtools = await phone.context.new_cdp_session(phone)
            # Before the first write: Chromium remembers how much room was left.
            await devtools.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": QUOTA_BYTES})
            await filling_in(phone, 2)
            await phone.evaluate(FILL_UP)
            question = await question_of(phone)
            await phone.locator("fieldset").first.locator("label").first.click()
            await expect(phone.get_by_text("This answer is not saved")).to_be_visible()
            await expect(phone.locator(".state")).to_have_text("NOT saved")
            assert await question_of(phone) == question  # and it does not go on as if it were
            assert await answers_of(phone) == [2]

            await phone.evaluate(MAKE_ROOM)
            await phone.get_by_role("button", name="Try again").click()
            await expect(phone.locator(".state")).to_have_text(SAVED)
            assert await answers_of(phone) == [3]


class TestAConnectionClosedUnderTheApp:
    async def test_the_next_answer_opens_another_one_and_is_kept(self, browser: Browser, server: Server) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            await phone.add_init_script(HOLDING)
            await filling_in(phone, 2)
            for answered in range(3, 9):
                closed = await phone.evaluate(CLOSE_CONNECTIONS)
                assert closed > 0
                await answer(phone)
                await expect(phone.locator(".state")).to_have_text(SAVED)
                assert await answers_of(phone) == [answered]
            await finish(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)


class TestStorageThatTheBrowserThrewAway:
    async def test_it_is_said_and_never_called_everything_received(self, browser: Browser, server: Server) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            await phone.context.set_offline(True)
            await open_store(phone, STORE)
            await log_interaction(phone)
            devtools = await phone.context.new_cdp_session(phone)
            await devtools.send("Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "indexeddb"})
            await phone.context.set_offline(False)
            await phone.goto("/evaluate")
            await expect(phone.get_by_text("Something is missing on this phone")).to_be_visible(timeout=RECEIVED_MS)
            await expect(phone.get_by_text(re.compile("gone from this phone: 1 visit\\."))).to_be_visible()
            await expect(phone.get_by_text("Everything is received")).to_be_hidden()
            await phone.reload()  # and it stays said until somebody has understood it
            await expect(phone.get_by_text("Something is missing on this phone")).to_be_visible()
            await phone.get_by_role("button", name="Understood").click()
            await expect(phone.get_by_text("Something is missing on this phone")).to_be_hidden()


class TestTwoTabs:
    async def test_what_one_finished_the_other_neither_revives_nor_sends_again(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            await filling_in(phone, 7)
            other = await phone.context.new_page()
            await other.goto(phone.url)
            await expect(other.get_by_text("7 of 8")).to_be_visible()
            await answer(phone)
            await finish(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            await other.locator("fieldset").first.locator("label").first.click()
            await expect(other.get_by_text("This interaction was finished in another window.")).to_be_visible()
            assert await kept(other, "drafts") == []
            (visit,) = await kept(other, "visits")
            assert len(visit["interactions"]) == 1

    async def test_both_log_at_once_and_each_interaction_is_received_once(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            other = await phone.context.new_page()
            await other.goto("/evaluate")
            for tab in (phone, other):
                await open_store(tab, STORE)
                await begin_interaction(tab)
            for _ in range(8):
                await answer(phone)
                await answer(other)
            await finish(phone)
            await finish(other)
            for tab in (phone, other):
                await expect(tab.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            await other.goto("/evaluate/phone")
            await expect(other.get_by_text("Everything is received")).to_be_visible(timeout=RECEIVED_MS)
            assert await queued(other) == []
            visits = await kept(other, "visits")
            assert sum(len(visit["interactions"]) for visit in visits) == 2
