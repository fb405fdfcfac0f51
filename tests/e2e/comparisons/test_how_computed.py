"""Every figure opens how it is computed: its numbers, the formula in words, what to mind, and the visits behind it."""

import re

from playwright.async_api import Locator, Page, expect

from tests.e2e.comparisons.taking_along import rounded
from tests.e2e.conftest import sign_in


def mean_of_linden(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^Linden: \d+, how is this computed$"))


class TestAFigureOfAStore:
    async def test_says_its_number_to_the_digit_what_it_rests_on_and_the_formula(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        async with phone.expect_response("**/api/comparisons/stores?*") as asked:
            await phone.goto("/stores")
        answer = await (await asked.value).json()
        [linden] = [row["figure"] for row in answer["rows"] if row["name"] == "Linden"]
        await mean_of_linden(phone).focus()
        await phone.keyboard.press("Enter")
        dialog = phone.get_by_role("dialog", name="Linden: mean")
        await expect(dialog).to_contain_text(f"{linden['raw_mean_bp'] / 100:.2f} points")
        await expect(dialog).to_contain_text(f"{linden['ci_low_bp'] / 100:.2f} to {linden['ci_high_bp'] / 100:.2f}")
        await expect(dialog).to_contain_text(f"{linden['visit_count']} visits")
        await expect(dialog).to_contain_text(answer["comparability_key"])
        await expect(dialog).to_contain_text(f"added up and divided by {linden['visit_count']}")
        await phone.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(mean_of_linden(phone)).to_be_focused()

    async def test_leads_to_exactly_the_visits_that_were_counted(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/heatmap")
        cell = laptop.get_by_role("button", name=re.compile(r"^Linden · Product: \d+, "))
        await cell.click()
        link = laptop.get_by_role("link", name=re.compile(r"^The \d+ visits behind it$"))
        count = int((await link.inner_text()).split()[1])
        async with laptop.expect_response("**/api/comparisons/visits?*limit=500") as asked:
            await link.click()
        behind = await (await asked.value).json()
        await expect(laptop.get_by_role("heading", level=1, name="The visits behind a figure")).to_be_visible()
        await expect(laptop.get_by_text(f"{count} visits were counted.")).to_be_visible()
        assert len(behind["visits"]) == count
        newest = behind["visits"][0]
        await expect(laptop.locator("main li").first).to_contain_text(f"{rounded(newest['score_bp'], 10) / 10:.1f}")

    async def test_tells_hr_the_numbers_and_opens_no_visit(self, laptop: Page) -> None:
        await sign_in(laptop, "hr")
        await laptop.goto("/stores")
        await mean_of_linden(laptop).click()
        dialog = laptop.get_by_role("dialog", name="Linden: mean")
        await expect(dialog).to_contain_text("open to the managers and reviewers")
        await expect(dialog.get_by_role("link")).to_have_count(0)


class TestTheHeatMap:
    async def test_is_one_stop_of_the_tab_key_and_arrows_go_from_cell_to_cell(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/heatmap")
        cells = laptop.locator("tbody td button")
        await expect(cells.first).to_be_visible()
        assert await laptop.locator("tbody td button[tabindex='0']").count() == 1
        await cells.first.focus()
        await laptop.keyboard.press("ArrowRight")
        await expect(cells.nth(1)).to_be_focused()
        await laptop.keyboard.press("Enter")
        await expect(laptop.get_by_role("dialog")).to_be_visible()
