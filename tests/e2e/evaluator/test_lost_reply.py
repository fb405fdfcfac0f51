"""The server has stored a visit, and its answer never arrives: sent again, it is still one visit with one receipt."""

import pytest
from playwright.async_api import Browser, Response, expect

from tests.e2e.conftest import PHONE, opened_page, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    install,
    kept,
    log_interaction,
    open_store,
    queued,
    signed_in_client,
)
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

STORE = "Weinberg"


class TestAReplyLostAfterTheVisitWasStored:
    @pytest.mark.parametrize("fault", [Fault.REPLY_LOST, Fault.REPLY_CUT])
    async def test_the_second_sending_gets_the_first_receipt_and_makes_no_second_visit(
        self, browser: Browser, disturbed: DisturbedServer, fault: Fault
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            answered: list[Response] = []
            phone.on("response", lambda one: answered.append(one) if one.url.endswith("/api/sync/visits") else None)
            await sign_in(phone, "evaluator")
            await install(phone)
            await open_store(phone, STORE)
            disturbed.order((fault, 1))
            await log_interaction(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)

            (lost,) = disturbed.lost()
            (second,) = (await answered[-1].json())["results"]
            assert [result["status"] for result in lost["results"]] == ["accepted"]
            assert second == lost["results"][0]  # receipt and all
            (receipt,) = await kept(phone, "receipts")
            assert receipt["receipt_id"] == second["receipt"]["receipt_id"]
            assert await queued(phone) == []

            visit_id = receipt["visit_id"]
            async with signed_in_client(disturbed, "reviewer") as reviewer:
                page = (await reviewer.get("/api/visits", params={"limit": 100})).json()
                stored = [visit for visit in page["visits"] if visit["visit_id"] == visit_id]
                assert [visit["interaction_count"] for visit in stored] == [1]
