"""Figures on an open screen follow what is published or voided meanwhile: by a stream, and without one."""

import asyncio
import re

from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.conftest import LAPTOP, opened_page, sign_in
from tests.e2e.evaluator.walking import signed_in_client
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

CHANGES = "/api/comparisons/changes"
STORE = "Linden"
ENDLESS = 1_000
JUST_OVER_A_POLL_MS = 31_000
PATIENCE_MS = 20_000  # it takes two seconds on a quiet machine


def visits_shown(page: Page) -> Locator:
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=STORE, exact=True))
    return row.get_by_role("cell").nth(1)


async def void_one(server: DisturbedServer) -> None:
    """The reviewer voids one of the store's floor visits, from another device."""
    async with signed_in_client(server, "reviewer") as reviewer:
        before = (await reviewer.get(CHANGES, params={"since": 0})).json()["position"]
        stores = (await reviewer.get("/api/stores", params={"limit": 100})).json()["stores"]
        (store_id,) = [store["store_id"] for store in stores if store["name"] == STORE]
        visits = (await reviewer.get("/api/visits", params={"store_id": store_id, "limit": 100})).json()["visits"]
        visit_id = next(
            one["visit_id"]
            for one in visits
            if one["mode"] == "floor" and not (one["voided_at"] or one["not_possible"])
        )
        answer = await reviewer.post(f"/api/visits/{visit_id}/void", json={"reason": "Entered twice"})
        assert answer.status_code == 200, answer.text
        async with asyncio.timeout(PATIENCE_MS / 1000):  # until it is folded
            while (await reviewer.get(CHANGES, params={"since": before})).json()["position"] == before:  # noqa: ASYNC110
                await asyncio.sleep(0.05)


class TestAnOpenScreen:
    async def test_shows_the_new_figures_and_keeps_focus_place_and_what_was_opened(
        self, browser: Browser, disturbed: DisturbedServer
    ) -> None:
        async with opened_page(browser, disturbed, viewport=LAPTOP, locale="en-GB") as page:
            await sign_in(page, "area_manager")
            async with page.expect_request(f"**{CHANGES}*"):
                await page.goto("/stores")
            shown = visits_shown(page)
            before = int(await shown.inner_text())
            await expect(page.get_by_text(re.compile(r"Updated \d\d:\d\d"))).to_be_visible()
            link = page.get_by_role("link", name=STORE, exact=True)
            await link.focus()
            await page.evaluate("scrollBy(0, 120)")
            place = await page.evaluate("scrollY")
            notes = page.locator("details").last
            await notes.evaluate("details => { details.open = true; }")

            await void_one(disturbed)
            await expect(shown).to_have_text(str(before - 1), timeout=PATIENCE_MS)
            await expect(link).to_be_focused()
            assert await page.evaluate("scrollY") == place
            assert await notes.evaluate("details => details.open")

    async def test_asks_now_and_then_while_the_stream_is_cut_and_listens_again_when_it_can(
        self, browser: Browser, disturbed: DisturbedServer
    ) -> None:
        async with opened_page(browser, disturbed, viewport=LAPTOP, locale="en-GB") as page:
            await sign_in(page, "area_manager")
            await page.clock.install()
            disturbed.order((Fault.STREAM_CUT, 1), path=CHANGES)
            async with page.expect_request(f"**{CHANGES}*"):
                await page.goto("/stores")
            shown = visits_shown(page)
            before = int(await shown.inner_text())

            async with page.expect_response(lambda one: CHANGES in one.url and one.status == 502):
                disturbed.order((Fault.STREAM_REFUSED, ENDLESS), path=CHANGES)
            await void_one(disturbed)
            await expect(shown).to_have_text(str(before))
            await page.clock.fast_forward(JUST_OVER_A_POLL_MS)
            await expect(shown).to_have_text(str(before - 1), timeout=PATIENCE_MS)

            disturbed.order()
            async with page.expect_response(
                lambda one: one.headers.get("content-type", "").startswith("text/event-stream")
            ):
                await page.clock.fast_forward(JUST_OVER_A_POLL_MS)
            await void_one(disturbed)
            await expect(shown).to_have_text(str(before - 2), timeout=PATIENCE_MS)
