"""Q15: the browser is killed with -9, sixty times at moments that nobody chose; what it had called saved is there."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.killing import KillablePhone
from tests.e2e.evaluator.ledger import Ledger, on_the_phone, questions
from tests.e2e.evaluator.walking import install
from tests.e2e.evaluator.wandering import one_step

pytestmark = pytest.mark.slow

KILLS = 9
LONGEST_SITTING_SECONDS = 2.0
SEED = 20261125
OPENED = ".stores a, .filling h1"  # the list of stores, or the interaction that was open


@pytest.fixture
def profile() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fw-phone-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


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
