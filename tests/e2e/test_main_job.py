"""The main job, end to end: scored on a phone without signal, seen in a comparison, taken away in an export."""

import csv
import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import LAPTOP, Server, opened_page, sign_in

STORE = "Linden"
STORE_ZONE = ZoneInfo("Europe/Berlin")
PERSON = "Carla"
MOST_TAPS = 12  # for eight criteria without a comment
RECEIVED = re.compile(r"Received, receipt [0-9A-F]{4}")


async def go_offline_and_start_again(page: Page) -> None:
    """As in a cellar: the app is installed, the network is gone, and the app is opened afresh."""
    await expect(page.get_by_role("link", name=STORE)).to_be_visible()
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    await page.context.set_offline(True)
    await page.reload()


async def score_one_interaction(page: Page) -> int:
    """From the store's screen to the score; how many taps it took."""
    await page.get_by_role("button", name="Interaction").click()
    await page.get_by_role("button", name=PERSON).click()
    await page.get_by_role("heading", name="Where did it happen?").wait_for()
    await page.locator("main button").filter(has_text="Approach").first.click()
    for answered in range(8):
        question = await page.get_by_role("heading", level=1).inner_text()
        await page.locator("fieldset").first.locator("label").last.click()
        await expect(page.get_by_text(f"{answered + 1} of 8")).to_be_visible()
        await expect(page.get_by_role("heading", level=1)).not_to_have_text(question)
    await page.get_by_role("button", name="Done").click()
    return 3 + 8 + 1


async def visits_of(desk: Page) -> int:
    """The number of visits that stands beside the store's mean."""
    await desk.goto("/stores")
    row = desk.get_by_role("row").filter(has=desk.get_by_role("link", name=STORE, exact=True))
    return int(await row.get_by_role("cell").nth(1).inner_text())


class TestAVisitScoredInACellar:
    async def test_it_is_kept_sent_later_compared_and_exported(
        self, phone: Page, laptop: Page, browser: Browser, server: Server
    ) -> None:
        await sign_in(laptop, "area_manager")
        before = await visits_of(laptop)

        await sign_in(phone, "evaluator")
        await go_offline_and_start_again(phone)
        await phone.get_by_role("link", name=STORE).click()
        assert await score_one_interaction(phone) <= MOST_TAPS
        await expect(phone.get_by_role("button", name="Next person")).to_be_visible()
        await expect(phone.get_by_text(re.compile("Saved on this phone"))).to_be_visible()
        assert await phone.get_by_text(RECEIVED).count() == 0

        await phone.reload()
        await expect(phone.get_by_text(re.compile("Saved on this phone"))).to_be_visible()

        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=20_000)

        assert await visits_of(laptop) == before + 1

        async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as desk:
            exported = await exported_ratings(desk)
        of_today = [row for row in exported if row["visited_on"] == str(datetime.now(STORE_ZONE).date())]
        assert len(of_today) == 8


async def exported_ratings(desk: Page) -> list[dict[str, str]]:
    """The ratings' file of an export for coaching over the last 90 days, made and fetched on the screen."""
    await sign_in(desk, "hr")
    await desk.get_by_role("link", name="Exports", exact=True).click()
    await desk.get_by_role("link", name="New export").click()
    await desk.locator("label").filter(has_text="Coaching").click()
    await desk.get_by_label("Period").select_option(label="Last 90 days")
    await desk.get_by_role("button", name="Preview").click()
    await expect(desk.get_by_text(re.compile(r"\d+ people: \d+ releasable, \d+ withheld"))).to_be_visible()
    await desk.get_by_role("button", name=re.compile(r"Create export for \d+ people")).click()
    await expect(desk.get_by_text("Files available until")).to_be_visible(timeout=60_000)
    async with desk.expect_download() as fetched:
        await desk.get_by_role("button", name="Download people-ratings.csv").click()
    content = (await (await fetched.value).path()).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(content)))
