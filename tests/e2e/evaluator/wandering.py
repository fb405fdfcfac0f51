"""An evaluator who goes on with whatever the screen shows: the next answer, the next person, the next store."""

import random

from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

STORES = ("Brunnenhof", "Rosengarten", "Weinberg", "Werft")


PATIENCE_MS = 20_000
ACT_MS = 4_000


async def one_step(page: Page, chance: random.Random) -> str:
    """Does the next thing and waits until the screen has followed; says on which screen it was done.

    A screen that changed by itself meanwhile (an interaction is resumed, another tab finished it) is looked at anew.
    """
    heading = await page.get_by_role("heading", level=1).first.inner_text()
    moved = expect(page.get_by_role("heading", level=1).first).not_to_have_text
    try:
        await _act(page, heading, chance)
    except PlaywrightTimeout:
        if await page.get_by_role("heading", level=1).first.inner_text() == heading:
            raise
    await moved(heading, timeout=PATIENCE_MS)
    return heading


async def _act(page: Page, heading: str, chance: random.Random) -> None:
    match heading:
        case "Stores":
            await page.locator(".stores").get_by_role("link", name=chance.choice(STORES)).first.click(timeout=ACT_MS)
        case "Who served the customer?":
            await page.get_by_role("button", name="Unknown").click(timeout=ACT_MS)
        case "Where did it happen?":
            await page.get_by_role("button", name="None of these").click(timeout=ACT_MS)
        case "Check and finish":
            await page.get_by_role("button", name="Done").click(timeout=ACT_MS)
        case "Saved":
            await page.get_by_role("button", name="Next person").click(timeout=ACT_MS)
        case _ if heading in STORES:
            await page.get_by_role("button", name="Interaction", exact=True).click(timeout=ACT_MS)
        case _ if await page.locator("fieldset").count() == 0:  # a screen beside the way
            await page.goto("/evaluate")
        case _:
            reasons = await page.locator("fieldset").count() > 1 and chance.random() < 0.15
            choices = page.locator("fieldset").nth(1 if reasons else 0).locator("label")
            await choices.nth(chance.randrange(await choices.count())).click(timeout=ACT_MS)
