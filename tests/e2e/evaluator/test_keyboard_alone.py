"""The whole floor interaction without a pointer: Tab, arrows, Enter."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.evaluator.walking import RECEIVED, RECEIVED_MS, install, question_of

STORE = "Rosengarten"
MOST_TABS = 40

FOCUSED = "() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.innerText ?? '')"


async def tab_to(page: Page, text: str) -> None:
    """Tab until what has the focus says so, and never needs more than a screenful of stops."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if text in await page.evaluate(FOCUSED):
            return
    raise AssertionError(f"no way by Tab to {text!r}; the last stop was {await page.evaluate(FOCUSED)!r}")


async def tab_to_answers(page: Page) -> None:
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate("() => document.activeElement?.type === 'radio'"):
            return
    raise AssertionError("no way by Tab to the answers")


class TestAnEvaluatorWithoutAPointer:
    async def test_logs_a_whole_interaction_by_tab_arrows_and_enter(self, laptop: Page) -> None:
        await sign_in(laptop, "evaluator")
        await install(laptop)
        await tab_to(laptop, STORE)
        await laptop.keyboard.press("Enter")
        await expect(laptop.get_by_role("heading", name=STORE, level=1)).to_be_visible()
        for control in ("Interaction", "Unknown", "Approach"):
            await tab_to(laptop, control)
            question = await question_of(laptop)
            await laptop.keyboard.press("Enter")
            await expect(laptop.get_by_role("heading", level=1)).not_to_have_text(question)
        for criterion in range(8):
            question = await question_of(laptop)
            await tab_to_answers(laptop)
            await laptop.keyboard.press("ArrowDown" if criterion % 2 == 0 else "ArrowUp")  # up from the first: a reason
            await expect(laptop.get_by_text(f"{criterion + 1} of 8")).to_be_visible()
            assert await question_of(laptop) == question  # wandering over the answers does not go on by itself
            await laptop.keyboard.press("Enter")
            await expect(laptop.get_by_role("heading", level=1)).not_to_have_text(question)
        await tab_to(laptop, "Done")
        await laptop.keyboard.press("Enter")
        await expect(laptop.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
