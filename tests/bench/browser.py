"""Measures the evaluator's app in a real browser: a tap, an offline start, the weight of its JavaScript.

`python tests/bench/browser.py`: starts the server with the sample chain, publishes a rubric of 60 criteria into it,
and prints one figure a line. What the figures mean is docs/performance.md; the backend's are run.py.
"""

import argparse
import asyncio
import inspect
import os
import statistics
import sys
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright  # noqa: E402

from tests.e2e.conftest import FLAGS, PHONE, Server, chromium_path, server, sign_in  # noqa: E402
from tests.e2e.evaluator.walking import begin_programme, install, open_store, signed_in_client  # noqa: E402

SECTIONS, IN_SECTION = 6, 10
CRITERIA = SECTIONS * IN_SECTION
SHORT_CRITERIA = 8  # of the sample chain's floor rubric
STORED = 50  # interactions on the phone before taps are measured
ROUNDS = 3  # of as many taps as there are criteria
HEAP_AFTER = (1, 10, 50)  # interactions
THROTTLE = 4
STARTS = 5
STORE = "Brunnenhof"
PROGRAMME = "Sixty criteria"

# Event Timing: from the finger's event to the next frame that was painted, as the browser rounds it (to 8 ms).
WATCH_TAPS = """() => {
  window.taps = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'click' && entry.target?.type === 'radio') window.taps.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}"""
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
# Usable: the first store can be tapped. Noted by the page itself, so that asking for it costs nothing.
NOTE_USABLE = """
new MutationObserver((_changes, observer) => {
  if (document.querySelector('.stores a') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => { window.usableAt = performance.now(); });
}).observe(document, { subtree: true, childList: true });
"""


def sixty_criteria() -> dict[str, Any]:
    """A rubric as long as any chain's: ratings of five, with a help text each, in six sections."""
    sections = [
        {
            "section_key": f"part_{section}",
            "title": {"en": f"Part {section}"},
            "weight": 1,
            "criteria": [
                {
                    "criterion_key": f"point_{section}_{place}",
                    "kind": "rating",
                    "title": {"en": f"Point {place} of part {section}: was the customer served as promised?"},
                    "help": {"en": "One is far below the promise, five is far beyond it."},
                    "weight": 1,
                    "business_area": "selling_and_advice",
                }
                for place in range(1, IN_SECTION + 1)
            ],
        }
        for section in range(1, SECTIONS + 1)
    ]
    return {
        "format": 1, "rubric_key": "sixty-criteria", "version_label": "1", "title": {"en": PROGRAMME},
        "languages": ["en"], "mode": "floor", "meets_bp": 7500, "aggregation": "criteria",
        "critical_effect": {"effect": "flag"}, "touchpoints": [], "marks": [], "standards": [], "sections": sections,
    }  # fmt: skip


async def publish_sixty(running: Server) -> None:
    async with signed_in_client(running, "administrator") as otto:
        await begin_programme(otto, sixty_criteria())


async def throttled(context: BrowserContext, page: Page) -> CDPSession:
    devtools = await context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    return devtools


async def log_one(page: Page, *, first: bool) -> None:
    """An interaction of the sample chain's eight criteria, as quickly as the screen follows."""
    begin = page.locator(".begin button").filter(has_not_text=PROGRAMME) if first else page.get_by_text("Next person")
    await begin.first.click()
    await page.get_by_role("button", name="Unknown").click()
    await page.get_by_role("button", name="None of these").click()
    for _ in range(SHORT_CRITERIA):
        here = await page.locator("main h1").inner_text()
        await page.locator("fieldset").first.locator("label").last.click()
        await page.wait_for_function("(title) => document.querySelector('main h1')?.innerText !== title", arg=here)
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("heading", name="Saved", exact=True).wait_for()


async def heap_mb(devtools: CDPSession) -> float:
    """What JavaScript holds after a full collection."""
    await devtools.send("HeapProfiler.collectGarbage")
    used = await devtools.send("Runtime.getHeapUsage")
    return float(used["usedSize"]) / 1_000_000


async def fill_phone(context: BrowserContext, page: Page) -> dict[int, float]:
    """Logs `STORED` interactions one after the other; the heap in MB after some of them."""
    await open_store(page, STORE)
    devtools = await context.new_cdp_session(page)
    heaps: dict[int, float] = {}
    for number in range(1, STORED + 1):
        await log_one(page, first=number == 1)
        if number in HEAP_AFTER:
            heaps[number] = await heap_mb(devtools)
    return heaps


async def measure_taps(context: BrowserContext, page: Page) -> list[float]:
    """Each tap of `ROUNDS` interactions of 60 criteria, in milliseconds."""
    await page.get_by_text("Back to the store").click()
    await throttled(context, page)
    await page.evaluate(WATCH_TAPS)
    for done in range(ROUNDS):
        begin = page.get_by_role("button", name=PROGRAMME) if done == 0 else page.get_by_text("Next person")
        await begin.click()
        await page.get_by_role("heading", name="Point 1 of part 1").wait_for()
        for answered in range(CRITERIA):
            here = await page.locator("main h1").inner_text()
            await page.locator("fieldset").first.locator("label").nth(answered % 5).tap()
            await page.wait_for_function("(title) => document.querySelector('main h1')?.innerText !== title", arg=here)
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("heading", name="Saved", exact=True).wait_for()
    taps: list[float] = await page.evaluate("() => window.taps")
    return taps


async def measure_starts(context: BrowserContext) -> list[tuple[float, float]]:
    """First paint and first usable list of stores of an app opened offline, in milliseconds since the navigation."""
    await context.set_offline(True)
    starts: list[tuple[float, float]] = []
    for _ in range(STARTS):
        page = await context.new_page()
        await page.add_init_script(NOTE_USABLE)
        await throttled(context, page)
        await page.goto("/evaluate")
        await page.locator(".stores a").first.wait_for()
        usable = None
        while usable is None:
            usable = await page.evaluate("() => window.usableAt ?? null")
        painted = await page.evaluate(FIRST_PAINT)
        starts.append((painted, usable))
        await page.close()
    await context.set_offline(False)
    return starts


async def measure_weight(context: BrowserContext, page: Page) -> tuple[int, int]:
    """Bytes of compressed JavaScript that the start loads, and the start with the form."""
    loaded: dict[str, int] = {}
    pending: list[asyncio.Task[None]] = []

    async def weigh(url: str, response: Any) -> None:
        loaded[url] = int((await response.all_headers())["content-length"])  # as it came over the wire

    page.on(
        "response",
        lambda one: pending.append(asyncio.create_task(weigh(one.url, one))) if one.url.endswith(".js") else None,
    )
    await page.goto("/evaluate")
    await page.locator(".stores a").first.wait_for()
    await asyncio.gather(*pending)
    start = sum(loaded.values())
    await page.locator(".stores a").first.click()
    await page.locator(".begin button").first.click()
    await page.locator("main .step").wait_for()
    await asyncio.gather(*pending)
    return start, sum(loaded.values())


async def measured(running: Server) -> None:
    await publish_sixty(running)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        phone: dict[str, Any] = {"base_url": running.url, "viewport": PHONE, "has_touch": True, "is_mobile": True}
        # The app forbids eval; Playwright's waiting in the page needs it, and only this script gets it.
        context = await browser.new_context(**phone, locale="en-GB", bypass_csp=True)
        page = await context.new_page()
        await sign_in(page, "evaluator")
        await install(page)
        for number, megabytes in (await fill_phone(context, page)).items():
            print(f"JavaScript heap after interaction {number:2}  {megabytes:.1f} MB")
        taps = sorted(await measure_taps(context, page))
        await page.close()
        print(f"taps measured                      {len(taps)} of {ROUNDS * CRITERIA}")
        print(f"tap to paint, median               {statistics.median(taps):.0f} ms")
        print(f"tap to paint, 95th percentile      {taps[int(len(taps) * 0.95)]:.0f} ms")
        starts = await measure_starts(context)
        print(f"offline start, first paint         {statistics.median(one for one, _ in starts):.0f} ms")
        print(f"offline start, stores to tap       {statistics.median(one for _, one in starts):.0f} ms")
        await context.close()
        for language in ("en-GB", "de-DE"):
            context = await browser.new_context(**phone, locale=language, service_workers="block")
            page = await context.new_page()
            await sign_in(page, "evaluator")
            start, with_form = await measure_weight(context, page)
            print(f"JavaScript of the start, {language}     {start / 1000:.1f} kB")
            print(f"JavaScript with the form, {language}    {with_form / 1000:.1f} kB")
            await context.close()
        await browser.close()


def run(prog: str, what: str | None, measure: Callable[[Server], Awaitable[None]]) -> None:
    """Against a server of its own; `what` is the docstring whose first line is the help."""
    argparse.ArgumentParser(prog=prog, description=(what or "").splitlines()[0]).parse_args()
    print(f"load before                        {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with contextmanager(inspect.unwrap(server))() as running:
        asyncio.run(measure(running))


if __name__ == "__main__":
    run("browser", __doc__, measured)
