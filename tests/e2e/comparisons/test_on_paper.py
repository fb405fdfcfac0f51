"""Tables on paper: no column is beyond the edge, and each sheet says what its columns are."""

import io

from playwright.async_api import Browser, expect
from pypdf import PageObject, PdfReader

from tests.e2e.comparisons.taking_along import close
from tests.e2e.comparisons.test_monday_morning import MYSTERY_VISITS, chosen_rubric
from tests.e2e.conftest import LAPTOP, Server, opened_page, sign_in

MARGIN = "10mm"
HALF_THE_SHEET = "A5"  # as narrow for nine business areas as A4 is for twice as many


def words_on(sheet: PageObject) -> str:
    """What is within the sheet's edges."""
    kept: list[str] = []

    def keep(text: str, here: list[float], place: list[float], *_: object) -> None:
        across = here[0] * place[4] + here[4]
        if 0 <= across < float(sheet.mediabox.width):
            kept.append(text)

    sheet.extract_text(visitor_text=keep)
    return close("".join(kept))


class TestAHeatMapThatIsWiderThanThePaper:
    async def test_has_every_business_area_on_every_sheet_with_its_figures(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as page:
            await sign_in(page, "hr")
            await page.goto("/heatmap")
            await chosen_rubric(page, MYSTERY_VISITS)
            await expect(page.locator("main thead th")).to_have_count(10)
            await expect(page.locator("[aria-busy=true]")).to_have_count(0)
            headings = [close(one) for one in await page.locator("main thead th").all_inner_texts()]
            stores = [close(one) for one in await page.locator("main tbody th").all_inner_texts()]
            last = [close(one) for one in await page.locator("main tbody td:last-child").all_inner_texts()]
            printed = await page.pdf(
                format=HALF_THE_SHEET, margin=dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
            )
        sheets = [words_on(sheet) for sheet in PdfReader(io.BytesIO(printed)).pages]
        with_rows = [sheet for sheet in sheets if any(store in sheet for store in stores)]
        assert len(with_rows) > 1
        for sheet in with_rows:
            assert [heading for heading in headings if heading not in sheet] == []
        for store, figure in zip(stores, last, strict=True):
            assert any(store in sheet and figure in sheet for sheet in with_rows), (store, figure)
