"""A programme of one store whose rubric asks for a photo; the sample chain's own rubrics ask for none."""

import asyncio
import io
import random
from typing import Any

from PIL import Image
from playwright.async_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    begin_programme,
    finish,
    kept,
    open_store,
    signed_in_client,
)

STORE = "Schlossberg"  # told of it alone, so that the other stores keep their one button
PROGRAMME = "Window check"
WINDOW, LIT = "The window as it is", "Was it lit?"
SENT_MS = 60_000


def rubric() -> dict[str, Any]:
    criteria = [
        {"criterion_key": "window", "kind": "photo", "title": {"en": WINDOW}, "weight": 0},
        {"criterion_key": "lit", "kind": "yes_no", "title": {"en": LIT}, "weight": 1},
    ]
    section = {
        "section_key": "outside",
        "title": {"en": "Outside"},
        "weight": 1,
        "criteria": [one | {"business_area": "presentation"} for one in criteria],
    }
    return {
        "format": 1, "rubric_key": "window-check", "version_label": "1", "title": {"en": PROGRAMME},
        "languages": ["en"], "mode": "floor", "meets_bp": 7500, "aggregation": "criteria",
        "critical_effect": {"effect": "flag"}, "touchpoints": [], "marks": [], "standards": [], "sections": [section],
    }  # fmt: skip


async def ask_for_photos(server: Server) -> None:
    """Publishes it; a second time changes nothing."""
    async with signed_in_client(server, "administrator") as otto:
        programmes = (await otto.get("/api/programmes")).json()["programmes"]
        if any(one["programme_key"] == "window-check" for one in programmes):
            return
        stores = (await otto.get("/api/stores")).json()["stores"]
        store_id = next(store["store_id"] for store in stores if store["name"] == STORE)
        await begin_programme(otto, rubric(), store_id=store_id)


def picture() -> bytes:
    """A small one, and another one each time: what a server has, no phone sends again."""
    written = io.BytesIO()
    Image.frombytes("RGB", (64, 48), random.randbytes(64 * 48 * 3)).save(written, "PNG")
    return written.getvalue()


async def choose_photo(page: Page) -> None:
    """As if the camera had given it."""
    file = {"name": "window.png", "mimeType": "image/png", "buffer": picture()}
    await page.locator("main input[type=file]").first.set_input_files([file])
    await page.locator("main .photos img").first.wait_for()


async def begin_window_check(page: Page) -> None:
    await open_store(page, STORE)
    await page.get_by_role("button", name=PROGRAMME).click()
    await expect(page.get_by_role("heading", name=WINDOW, level=1)).to_be_visible()


async def answer_window_check(page: Page) -> None:
    """The photo as the answer to the first question, and "Yes" to the other."""
    await choose_photo(page)
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("heading", name=LIT, level=1)).to_be_visible()
    await page.locator("fieldset").first.locator("label").first.click()
    await expect(page.get_by_role("heading", name="Check and finish", level=1)).to_be_visible()


async def log_with_photo(page: Page) -> str:
    """Signed in, at the stores: a whole interaction, until the photo is at the server, too. The visit's id."""
    await begin_window_check(page)
    await answer_window_check(page)
    await finish(page)
    await expect(page.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
    async with asyncio.timeout(SENT_MS / 1000):
        while (await kept(page, "photos"))[-1]["state"] != "stored":  # noqa: ASYNC110 the page tells nobody
            await asyncio.sleep(0.1)
    return str((await kept(page, "visits"))[-1]["visit_id"])
