"""A rubric that changed: the break, what may be compared across it, and what may not."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.comparisons.versions import TITLE, at_common_criteria, at_versions, change_a_rubric, keys_of_versions
from tests.e2e.conftest import Server, sign_in

COMPARE = "Compare on the common criteria"


@pytest.fixture(autouse=True)
async def changed(server: Server, laptop: Page) -> None:
    await change_a_rubric(server)
    await sign_in(laptop, "hr")


async def test_the_way_leads_from_the_break_to_both_versions_on_their_common_criteria(laptop: Page) -> None:
    await at_versions(laptop)
    await laptop.get_by_role("link", name=COMPARE).click()
    await expect(laptop.get_by_role("heading", level=1)).to_have_text("Product: on the common criteria")
    await expect(laptop.get_by_role("note")).to_contain_text(f"by the weights of {TITLE}, 2")
    sides = laptop.locator("main .sides > li")
    await expect(sides).to_have_count(2)
    await expect(sides.first).to_contain_text("The common criteria are 100% of its weight.")


async def test_the_list_of_stores_offers_it_where_two_versions_were_used(laptop: Page) -> None:
    keys = await keys_of_versions(laptop)
    await laptop.goto(f"/stores?comparability_key={keys['2']}")
    await laptop.get_by_role("link", name=COMPARE).click()
    await expect(laptop.locator("main .sides")).to_contain_text(f"{TITLE}, 1")
    await laptop.get_by_text("3 criteria in common, 2 left out").click()
    await expect(laptop.locator("details .lists")).to_contain_text("Was there a bag?")


async def test_a_figure_says_that_it_is_not_the_ordinary_one(laptop: Page) -> None:
    await at_common_criteria(laptop)
    row = laptop.locator("main .rows > li").filter(has_text="Schlossberg")
    await expect(row.get_by_text("common criteria", exact=True)).to_have_count(2)
    await row.get_by_role("button", name="how is this computed").first.click()
    dialog = laptop.get_by_role("dialog")
    await expect(dialog).to_contain_text("Common criteria: not the ordinary score.")
    await expect(dialog).to_contain_text("on both sides by the weights of the chosen version")


async def test_where_too_little_is_in_common_the_break_says_how_much(laptop: Page) -> None:
    keys = await keys_of_versions(laptop)
    await laptop.goto(f"/business-areas/after_sales?comparability_key={keys['2']}")
    old = laptop.locator("main .segment").filter(has_text=f"{TITLE}, 1")
    await expect(old).to_contain_text(
        "Too little in common: what both score alike is 0% of the weight here and 0% there"
    )
    await expect(old.get_by_role("link", name=COMPARE)).to_have_count(0)
    await laptop.goto(f"/common-criteria?business_area_key=after_sales&comparability_key={keys['2']}")
    await expect(laptop.get_by_role("heading", name="The two cannot be compared")).to_be_visible()
