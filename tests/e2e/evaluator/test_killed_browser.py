"""The browser is killed with -9: once in plain view, and (Q15) sixty times at moments that nobody chose."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from playwright.async_api import Error as PlaywrightError

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.killing import KillablePhone
from tests.e2e.evaluator.ledger import Ledger, on_the_phone, questions
from tests.e2e.evaluator.walking import SAVED, answer, begin_interaction, install, open_store, question_of
from tests.e2e.evaluator.wandering import one_step

KILLS = 60
LONGEST_SITTING_SECONDS = 2.0
SEED = 20261125
OPENED = ".stores a, .filling h1"  # the list of stores, or the interaction that was open


@pytest.fixture
def profile() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fw-phone-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("signal", ["online", "offline"])
async def test_a_killed_browser_opens_again_at_the_same_criterion_with_the_answer_that_was_chosen(
    browser: Browser, server: Server, profile: Path, signal: str
) -> None:
    phone = KillablePhone(browser.browser_type, profile, server.url)
    page = await phone.open()
    await sign_in(page, "evaluator")
    await install(page)
    await phone.set_offline(signal == "offline")
    await open_store(page, "Linden")
    await begin_interaction(page)
    await answer(page)
    question = await question_of(page)
    await page.locator("fieldset input").first.focus()  # by the keyboard an answer is chosen without going on
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_text("2 of 8")).to_be_visible()
    await expect(page.get_by_text(SAVED)).to_be_visible()
    chosen = await page.locator("fieldset input:checked").get_attribute("value")
    try:
        await phone.kill()
        page = await phone.open()
        await expect(page.get_by_role("heading", level=1)).to_have_text(question)
        await expect(page.get_by_text("2 of 8")).to_be_visible()
        assert await page.locator("fieldset input:checked").get_attribute("value") == chosen
    finally:
        await phone.close()


@pytest.mark.slow
async def test_sixty_kills_lose_no_answer_that_was_shown_as_saved(
    browser: Browser, server: Server, profile: Path
) -> None:
    """Every third kill comes the moment the screen has said "Saved", which is when a lie would show."""
    chance = random.Random(SEED)
    ledger = Ledger()
    phone = KillablePhone(browser.browser_type, profile, server.url, ledger.watch)
    page = await phone.open()
    await sign_in(page, "evaluator")
    await install(page)
    keys = await questions(page)
    await phone.close()  # once in order, so that the session's cookie is on disk
    try:
        for kill in range(KILLS):
            phone.offline = kill % 2 == 1
            page = await phone.open()
            await page.locator(OPENED).first.wait_for()
            assert ledger.missing_from(await on_the_phone(page), keys) == [], f"after {kill} kills"
            said_saved = asyncio.Event()
            ledger.on_saved = said_saved.set
            sitting = asyncio.create_task(_sit(page, chance))
            if kill % 3 == 0:
                await asyncio.wait([sitting, asyncio.create_task(said_saved.wait())], return_when="FIRST_COMPLETED")
            else:
                await asyncio.sleep(chance.uniform(0, LONGEST_SITTING_SECONDS))
            await phone.kill()
            said_saved.set()
            await sitting
        page = await phone.open()
        await page.locator(OPENED).first.wait_for()
        assert ledger.missing_from(await on_the_phone(page), keys) == []
        assert len(ledger.saved) > KILLS
    finally:
        await phone.close()


async def _sit(page: Page, chance: random.Random) -> None:
    """Until the browser is gone."""
    try:
        while True:
            await one_step(page, chance)
    except (PlaywrightError, AssertionError):
        if not page.is_closed():
            raise
