"""From the own result to the dispute in three taps, and back: it is decided, the figure changes, the reason is read."""

import os
import re
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Server, opened_page, sign_in

WHY = "I greeted her from the till, my hands were full."
BECAUSE = "The rota and a colleague confirm it."


async def shot(page: Page, name: str) -> None:
    folder = os.environ.get("FLOORWALK_SHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


async def disputed(page: Page) -> str:
    """Sam reads what they were told, opens the newest result, acknowledges it and disagrees; the result's address."""
    await sign_in(page, "staff_member")
    await expect(page.get_by_role("heading", level=1, name="My results")).to_be_visible()
    notice = page.locator("details").filter(has_text="Please read").first
    await expect(notice).to_contain_text("You see every result about yourself")
    await shot(page, "own-list")
    await notice.get_by_role("button", name="I have read it").click()
    await page.locator("section li a").first.click()
    await expect(page.get_by_role("heading", name="What went beyond the standard")).to_be_visible()
    headings = await page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:2] == ["What went beyond the standard", "What was below the standard"]
    await shot(page, "own-result")
    await page.get_by_role("button", name="I have seen it").click()
    await expect(page.get_by_text("You saw it on")).to_be_visible()
    await page.get_by_role("button", name="I disagree").first.click()
    await shot(page, "own-dispute")
    await page.get_by_label("What happened instead?").fill(WHY)
    await page.get_by_role("button", name="Send the dispute").click()
    await expect(page.get_by_text("Your dispute is sent")).to_be_visible()
    return page.url


async def test_a_person_disputes_in_three_taps_and_reads_why_it_was_upheld(
    phone: Page, browser: Browser, server: Server
) -> None:
    address = await disputed(phone)
    await phone.goto("/my-results")
    await expect(phone.get_by_text("Disputed, not decided yet")).to_be_visible()
    await expect(phone.get_by_text("No figure: a dispute is open.")).to_be_visible()

    async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as laptop:
        await sign_in(laptop, "hr")
        await laptop.goto("/disputes")
        await shot(laptop, "list-laptop")
        await laptop.get_by_role("link", name="One rating").first.click()
        await expect(laptop.get_by_text(WHY)).to_be_visible()
        await laptop.get_by_role("button", name="Decide and publish the reason").click()
        await expect(laptop.get_by_text("Choose a decision.").first).to_be_visible()
        await laptop.get_by_role("radio", name=re.compile("^Upheld")).check()
        answer = laptop.get_by_label("The rating as it should be")
        await answer.select_option(value="not_observed")
        await laptop.get_by_label("Reason").fill(BECAUSE)
        await shot(laptop, "decide-laptop")
        await laptop.get_by_role("button", name="Decide and publish the reason").click()
        await expect(laptop.get_by_text(BECAUSE, exact=True)).to_be_visible()
        await shot(laptop, "decided-laptop")
        await laptop.goto("/disputes/ledger")
        await expect(laptop.get_by_role("row").filter(has_text="Linden").first).to_contain_text("(1 of 1)")
        await shot(laptop, "ledger-laptop")

    await phone.goto(address)
    await expect(phone.get_by_text(BECAUSE, exact=True).first).to_be_visible()
    await shot(phone, "own-decided")
    await phone.goto("/my-results")
    await expect(phone.get_by_text("No figure: a dispute is open.")).to_be_hidden()
    await shot(phone, "own-list-after")


async def test_a_link_from_hr_opens_the_results_of_one_person_once(
    laptop: Page, browser: Browser, server: Server
) -> None:
    await sign_in(laptop, "hr")
    await laptop.goto("/result-links")
    await laptop.get_by_role("button", name="Make a link for").first.click()
    link = await laptop.locator("code").inner_text()
    await shot(laptop, "links-laptop")
    async with opened_page(browser, server, viewport=PHONE, locale="de-DE", color_scheme="dark") as own:
        await own.goto(link)
        await own.get_by_role("button", name="Meine Ergebnisse zeigen").click()
        await expect(own.get_by_role("heading", level=1, name="Meine Ergebnisse")).to_be_visible()
        await shot(own, "own-list-german-dark")
    async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as again:
        await again.goto(link)
        await again.get_by_role("button", name="Show my results").click()
        await expect(again.get_by_text("This link was opened before or is too old")).to_be_visible()
