"""What comes back instead of a receipt: errors, a portal's page, half an answer. None of it lets a visit leave."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, opened_page, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    install,
    log_interaction,
    open_store,
    queued,
    receipted_hashes,
    signed_in_client,
)
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

STORE = "Rosengarten"
ON_ITS_WAY = re.compile(r"^\s*Saved on this phone \d{2}:\d{2} → ,Sent \d{2}:\d{2}\s*$")
THERE = re.compile(r"Saved on this phone \d{2}:\d{2} → ,Sent \d{2}:\d{2} → ,Received, receipt [0-9A-F]{4}")
OFTEN = 1_000
SAID = {
    Fault.BROKEN: "The server cannot take it just now.",
    Fault.BAD_GATEWAY: "This network answers with a page of its own",
    Fault.CAPTIVE_PORTAL: "This network answers with a page of its own",
    Fault.REQUEST_CUT: "No connection. It is saved on this phone",
    Fault.REPLY_CUT: "No connection. It is saved on this phone",
    Fault.NO_SESSION: "Sign in again to send it.",
    Fault.TOO_MANY: "The server cannot take it just now.",
}


async def visits_of(server: DisturbedServer, visit_ids: set[str]) -> list[int]:
    """How many interactions each of these visits holds at the server; absent ones are left out."""
    async with signed_in_client(server, "evaluator") as evaluator:
        answers = [await evaluator.get(f"/api/visits/{visit_id}") for visit_id in visit_ids]
    return [len(answer.json()["interactions"]) for answer in answers if answer.status_code == 200]


class TestAVisitThatMeetsEverythingButAReceipt:
    async def test_it_waits_through_all_of_it_with_the_reason_and_is_then_received_once(
        self, browser: Browser, disturbed: DisturbedServer
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            await open_store(phone, STORE)
            disturbed.order((Fault.BROKEN, OFTEN))
            await log_interaction(phone)
            await phone.get_by_role("link", name="Back to the store").click()
            (waiting,) = await queued(phone)
            for fault, reason in SAID.items():
                disturbed.order((fault, OFTEN))
                await send_now(phone)
                await expect(phone.get_by_text(reason)).to_be_visible(timeout=RECEIVED_MS)
                await expect(phone.get_by_text("1 visit waits to be sent")).to_be_visible()
                assert disturbed.still_to_do() < OFTEN, f"{fault} was never met"
                assert [entry["content_hash"] for entry in await queued(phone)] == [waiting["content_hash"]]
                assert await receipted_hashes(phone) == set()
            disturbed.order()
            await send_now(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            assert await queued(phone) == []
            assert await receipted_hashes(phone) == {waiting["content_hash"]}
            assert await visits_of(disturbed, {waiting["visit_id"]}) == [1]

    async def test_a_slow_answer_is_waited_for_as_sent_and_not_received(
        self, browser: Browser, disturbed: DisturbedServer
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            await open_store(phone, STORE)
            disturbed.order((Fault.HELD_REPLY, 1))
            await log_interaction(phone)
            while disturbed.still_to_do() > 0:
                await expect(phone.get_by_text(RECEIVED)).to_be_hidden()
            (waiting,) = await queued(phone)
            assert waiting["attempted"]
            line = phone.locator("main .line").first
            await expect(line).to_have_text(ON_ITS_WAY)
            disturbed.order()
            await expect(line).to_have_text(THERE, timeout=RECEIVED_MS)


async def send_now(phone: Page) -> None:
    """Asks to send. It may go out by itself at that very moment, and then there is no button to press."""
    await phone.evaluate("() => window.dispatchEvent(new Event('online'))")


class TestAServerThatDiesInTheMiddleOfABatch:
    @pytest.mark.parametrize("killed", ["worker", "database", "launcher"])
    @pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
    async def test_every_visit_of_the_batch_is_received_and_stands_there_once(
        self, browser: Browser, disturbed: DisturbedServer, killed: str, moment: str
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "evaluator")
            await install(phone)
            await phone.context.set_offline(True)
            for store in ("Weinberg", "Werft"):
                await open_store(phone, store)
                await log_interaction(phone)
                await phone.get_by_role("link", name="Back to the store").click()
                await phone.get_by_role("link", name="All stores").click()
            waiting = {entry["visit_id"] for entry in await queued(phone)}
            assert len(waiting) == 2

            if moment == "before the commit":
                async with disturbed.held_in_mid_batch() as until_somebody_waits:
                    await phone.context.set_offline(False)
                    await until_somebody_waits()
                    disturbed.kill_one(killed)
            else:
                disturbed.order((Fault.HELD_REPLY, 1))
                await phone.context.set_offline(False)
                async with asyncio.timeout(RECEIVED_MS / 1_000):
                    while await visits_of(disturbed, waiting) != [1, 1]:
                        assert {entry["visit_id"] for entry in await queued(phone)} == waiting
                disturbed.kill_one(killed)
                disturbed.order()  # the answer arrives now if its process lives; else the phone would wait a minute

            await send_now(phone)  # it would go by itself, after pauses that have grown meanwhile
            await expect(phone.get_by_text("Everything is received")).to_be_visible(timeout=2 * RECEIVED_MS)
            assert await queued(phone) == []
            assert await visits_of(disturbed, waiting) == [1, 1]
