"""A visit that the server will not take stays on the phone with its reason, and holds nothing else up."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    install,
    log_interaction,
    open_store,
    queued,
    receipted_hashes,
)

STORE = "Kastanienallee"


class TestAPhoneWhoseClockIsWrong:
    async def test_by_more_than_any_clock_shows_its_visit_stays_with_the_reason_and_the_next_one_is_received(
        self, phone: Page
    ) -> None:
        clock, reason = "2201-06-01T09:00:00Z", "A time in this visit is one no clock shows."
        await sign_in(phone, "evaluator")
        await install(phone)
        await open_store(phone, STORE)
        await phone.context.set_offline(True)
        await phone.clock.set_fixed_time(clock)
        await log_interaction(phone)
        await phone.clock.set_fixed_time(datetime.now(UTC))  # put right before there is a signal again
        await phone.context.set_offline(False)
        await expect(phone.get_by_text("Not accepted")).to_be_visible(timeout=RECEIVED_MS)
        await expect(phone.get_by_text(reason)).to_be_visible()
        (refused,) = await queued(phone)

        await phone.get_by_role("link", name="Back to the store").click()
        await log_interaction(phone)

        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        assert [entry["content_hash"] for entry in await queued(phone)] == [refused["content_hash"]]
        assert refused["content_hash"] not in await receipted_hashes(phone)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_text("1 visit was not accepted")).to_be_visible()
        await expect(phone.get_by_text(reason)).to_be_visible()
        async with phone.expect_response("**/api/sync/visits"):
            await phone.get_by_role("button", name="Send again").click()
        await expect(phone.get_by_text(reason)).to_be_visible()
        assert [entry["content_hash"] for entry in await queued(phone)] == [refused["content_hash"]]
