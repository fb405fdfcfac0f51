"""Counts what a practised person does at HR's quarter end and for one review, and what time a model makes of it.

`python tests/bench/times_of_work.py`: starts the server with the sample chain and drives Chromium through the walks of
tests/e2e/working.py. No person is timed: the seconds are those of the keystroke-level model and of a rate of reading.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from playwright.async_api import async_playwright  # noqa: E402

from tests.bench.browser import run  # noqa: E402
from tests.e2e.conftest import FLAGS, LAPTOP, Server, chromium_path, opened_page  # noqa: E402
from tests.e2e.evaluator.walking import signed_in_client  # noqa: E402
from tests.e2e.working import Effort, quarter_end, review_of_a_visit  # noqa: E402


def say(what: str, effort: Effort) -> None:
    print(
        f"{what}: {effort.keys} keys, {effort.points} pointings, {effort.hands} changes of hand,"
        f" {effort.thoughts} thoughts: {effort.seconds:.0f} s; {effort.words} words: {effort.reading_seconds:.0f} s;"
        f" {effort.screens} screens; waited for this server {effort.waited_s:.1f} s",
        flush=True,
    )


async def measured(running: Server) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        async with opened_page(browser, running, viewport=LAPTOP, locale="en-GB") as page:
            say("quarter end", await quarter_end(page))
        async with (
            signed_in_client(running, "evaluator") as mira,
            opened_page(browser, running, viewport=LAPTOP, locale="en-GB") as page,
        ):
            effort, _ = await review_of_a_visit(page, mira)
            say("one review", effort)
        await browser.close()


if __name__ == "__main__":
    run("times_of_work", __doc__, measured)
