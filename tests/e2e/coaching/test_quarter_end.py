"""HR's quarter end on the screen: purpose, preview, progress, files; and the same question once more."""

import io
import re
import zipfile

import openpyxl
import pypdf
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Server, opened_page, sign_in

MADE_MS = 120_000  # a busy machine is no failure
PREVIEWED = re.compile(r"(\d+) people: (\d+) releasable, (\d+) withheld")
CREATE = re.compile(r"Create export for \d+ people")


async def ask_on_the_screen(page: Page, purpose: str) -> int:
    """From the list to the export's own page; how many people are releasable."""
    await page.goto("/exports")
    await page.get_by_role("link", name="New export").click()
    await page.locator("label").filter(has_text=purpose).first.click()
    await page.get_by_label("Period").select_option(label="Last 90 days")
    await page.get_by_role("button", name="Preview").click()
    sentence = page.get_by_text(PREVIEWED)
    await expect(sentence).to_be_visible(timeout=30_000)
    found = PREVIEWED.search(await sentence.inner_text())
    assert found is not None
    people, releasable, withheld = map(int, found.groups())
    assert people == releasable + withheld
    await page.get_by_role("button", name=CREATE).click()
    return releasable


async def fetched(page: Page, name: str) -> bytes:
    async with page.expect_download() as download:
        await page.get_by_role("button", name=f"Download {name}").click()
    return (await (await download.value).path()).read_bytes()


class TestAQuartersEnd:
    async def test_preview_progress_workbook_dossiers_and_key(self, browser: Browser, server: Server) -> None:
        async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as page:
            await sign_in(page, "hr")
            releasable = await ask_on_the_screen(page, "Recognition")
            await expect(page.get_by_text("You may leave this page")).to_be_visible()
            await expect(page.get_by_text("Files available until")).to_be_visible(timeout=MADE_MS)
            await expect(page.get_by_text("There was none.")).to_be_visible()

            book = openpyxl.load_workbook(io.BytesIO(await fetched(page, "people.xlsx")))
            people = {row[0] for row in book["people"].iter_rows(min_row=2, values_only=True)}
            assert len(people) == releasable

            archive = zipfile.ZipFile(io.BytesIO(await fetched(page, "dossiers.zip")))
            assert {name.removesuffix(".pdf") for name in archive.namelist()} == people
            first = pypdf.PdfReader(io.BytesIO(archive.read(archive.namelist()[0])))
            assert len(first.pages) == 2

            key = (await fetched(page, "pseudonyms.csv")).decode()
            assert all(code in key for code in people)

            await ask_on_the_screen(page, "Recognition")
            await expect(page.get_by_text("Nobody’s figures have changed.")).to_be_visible(timeout=MADE_MS)


class TestChangingOnesMind:
    async def test_an_export_is_cancelled_on_a_phone_and_nothing_of_it_is_kept(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as page:
            await sign_in(page, "hr")
            await ask_on_the_screen(page, "Training planning")
            await page.get_by_role("button", name="Cancel this export").click()
            await expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
            await expect(page.get_by_text("Nothing of it was kept.")).to_be_visible()
            await page.goto("/exports")
            await expect(page.get_by_text("Cancelled").first).to_be_visible()
