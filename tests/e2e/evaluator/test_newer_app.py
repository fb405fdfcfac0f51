"""A newer version of the app is there while a visit is open: it waits, and it costs nothing that was saved."""

from playwright.async_api import Browser, expect

from tests.e2e.conftest import PHONE, opened_page, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    answer,
    begin_interaction,
    finish,
    install,
    kept,
    open_store,
)
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

STORE = "Deichtor"
LOOK_FOR_UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 20));
}"""
OFFER = "A new version of the app is ready"


class TestANewerAppWhileAVisitIsOpen:
    async def test_it_is_offered_only_when_the_visit_is_finished_and_everything_saved_stays(
        self, browser: Browser, disturbed: DisturbedServer
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            await open_store(phone, STORE)
            await begin_interaction(phone)
            await answer(phone)
            disturbed.order((Fault.NEWER_APP, 1_000), path="/sw.js")
            await phone.evaluate(LOOK_FOR_UPDATE)
            for _ in range(3):
                await answer(phone)
            await phone.get_by_role("button", name="Leave.").click()
            await expect(phone.get_by_text("Go on where you stopped")).to_be_visible()
            await expect(phone.get_by_text(OFFER)).to_be_hidden()
            await phone.get_by_role("link", name="4 of 8").click()
            for _ in range(4):
                await answer(phone)
            await finish(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            await phone.get_by_role("link", name="Back to the store").click()
            await expect(phone.get_by_role("button", name="Finish visit")).to_be_visible()
            await expect(phone.get_by_text(OFFER)).to_be_hidden()  # the visit goes on

            await phone.get_by_role("button", name="Finish visit").click()
            await expect(phone.get_by_text(OFFER)).to_be_visible()
            before = await kept(phone, "visits")
            async with phone.expect_event("load"):
                await phone.get_by_role("button", name="Update now").click()
            await expect(phone.get_by_role("heading", name=STORE, level=1)).to_be_visible()
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            assert await kept(phone, "visits") == before
            await expect(phone.get_by_text(OFFER)).to_be_hidden()
