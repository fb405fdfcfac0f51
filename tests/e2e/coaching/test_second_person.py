"""Figures for a formal process on the screen: HR asks on a laptop, the administrator decides on a phone."""

import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
from playwright.async_api import Browser, Page, expect

from floorwalk.samples.loading import DAYS
from tests.e2e.coaching.test_quarter_end import MADE_MS, fetched
from tests.e2e.conftest import LAPTOP, PHONE, Server, opened_page, sign_in

TEXT = "What is observed on the floor may be used in a formal process."
BEFORE_THE_FIRST_VISIT = datetime.now(UTC).date() - timedelta(days=DAYS + 31)


async def record_notice(page: Page, version: str) -> None:
    """Recorded by the administrator, with its text, which the screen asks for."""
    await page.goto("/organisation/notices")
    await page.get_by_label("Programme").select_option(label="Service on the floor")
    await page.get_by_label("Given on").fill(BEFORE_THE_FIRST_VISIT.isoformat())
    await page.get_by_label("Version of the text").fill(version)
    await page.get_by_label("How it was given").fill("letter")
    await page.get_by_text("The text says that results").click()
    await page.get_by_role("button", name="Record", exact=True).click()
    await page.get_by_role("link", name="Write down what the staff were told").click()
    await page.get_by_label("The text, English").fill(TEXT)
    await page.get_by_role("button", name="Record", exact=True).click()
    await expect(page.get_by_text("The notice is recorded.")).to_be_visible()


async def ask_for_formal_process(page: Page, version: str) -> None:
    """From the form to the page that says that it waits."""
    await page.goto("/exports/new")
    await page.locator("label").filter(has_text="Formal process").click()
    await page.get_by_label("Country whose law applies").select_option(label="Germany")
    await page.get_by_role("textbox", name="Legal basis").fill("BDSG § 26 (1)")
    await page.locator("label").filter(has_text=version).click()
    await page.get_by_label("Period").select_option(label="Last 90 days")
    await page.get_by_text("With a dossier for each person").click()
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_role("button", name=re.compile("Lay it before a second person")).click()
    await expect(page.get_by_role("heading", name="Waits for a second person")).to_be_visible()


async def decide(page: Page, act: str, reason: str) -> None:
    """On the newest that waits."""
    await page.goto("/approvals")
    await page.locator("main li a").last.click()
    await expect(page.get_by_text("BDSG § 26 (1)")).to_be_visible()
    await page.locator("label").filter(has_text=act).first.click()
    await page.locator("#approval-reason").fill(reason)
    await page.get_by_role("button", name=f"{act} the export").click()
    await expect(page.get_by_text(reason)).to_be_visible()


class TestTwoPeople:
    async def test_one_asks_the_other_refuses_and_then_approves_and_only_then_there_are_files(
        self, browser: Browser, server: Server
    ) -> None:
        async with (
            opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as hr,
            opened_page(browser, server, viewport=PHONE, locale="en-GB") as administrator,
        ):
            await sign_in(administrator, "administrator")
            await record_notice(administrator, "Notice 3, with a formal process")
            await sign_in(hr, "hr")
            await ask_for_formal_process(hr, "Notice 3")
            await decide(administrator, "Refuse", "The paragraph is for something else.")
            await hr.reload()
            await expect(hr.get_by_role("heading", name="Refused")).to_be_visible()
            await expect(hr.get_by_text("The paragraph is for something else.")).to_be_visible()
            await expect(hr.get_by_role("button", name=re.compile("Download"))).to_have_count(0)

            await ask_for_formal_process(hr, "Notice 3")
            await decide(administrator, "Approve", "Agreed with the works council.")
            await hr.reload()
            await expect(hr.get_by_text("Files available until")).to_be_visible(timeout=MADE_MS)
            book = openpyxl.load_workbook(io.BytesIO(await fetched(hr, "people.xlsx")))
            assert book.sheetnames[0] == "formal_process"
            said = dict(book["formal_process"].iter_rows(min_row=2, max_col=2, values_only=True))
            assert (said["country"], said["approved_by_role"]) == ("DE", "administrator")
