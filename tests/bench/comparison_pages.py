"""Measures the comparison screens with 500 stores and more in a real browser: how much script it takes to draw them.

`python tests/bench/comparison_pages.py`: starts the server with the sample chain, and gives the browser the server's
own answers with their rows repeated to 500 stores, for the pictures also to 11,395. Each screen is opened from another
one, as by a person who looks around, with the processor slowed down to a quarter; prints one line for each screen.
"""

import statistics
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from playwright.async_api import CDPSession, Page, Route, async_playwright  # noqa: E402

from tests.bench.browser import run, throttled  # noqa: E402
from tests.e2e.conftest import FLAGS, LAPTOP, PHONE, Server, chromium_path, sign_in  # noqa: E402

STORES = 500
VERY_MANY = 11_395  # of docs/statistics.md; hardly any of so many can be told apart
TIMES = 3
# its address, the request that is answered with so many stores, and what must stand there when it is drawn
SCREENS = [
    ("groups", STORES, "/stores", "**/api/comparisons/stores?*", "main h3 a, main tbody th a"),
    ("intervals", STORES, "/stores?picture=intervals", "**/api/comparisons/stores?*", ".plot li"),
    ("intervals", VERY_MANY, "/stores?picture=intervals", "**/api/comparisons/stores?*", ".plot li"),
    ("funnel", STORES, "/stores?picture=funnel", "**/api/comparisons/stores?*", "figure svg .mark"),
    ("funnel", VERY_MANY, "/stores?picture=funnel", "**/api/comparisons/stores?*", "figure svg .mark"),
    ("heat map", STORES, "/heatmap", "**/api/comparisons/heatmap?*", "main tbody td button"),
]
# A link of the app, so that the address changes without loading anything: as when a person presses it.
GO = """(address) => {
  const link = document.createElement('a');
  link.href = address;
  link.textContent = 'go';
  document.querySelector('main').append(link);
  link.click();
  link.remove();
}"""
SETTLED = """() => new Promise((settled) => {
  let last = performance.now();
  const changes = new MutationObserver(() => { last = performance.now(); });
  changes.observe(document, { subtree: true, childList: true });
  const look = () => {
    if (performance.now() - last < 1500) setTimeout(look, 100);
    else { changes.disconnect(); settled(null); }
  };
  look();
})"""


def repeated(answer: dict[str, Any], stores: int) -> dict[str, Any]:
    """The answer with as many stores as the screens must bear: the same rows under other names."""
    own = answer["rows"]
    rows = []
    for number in range(stores):
        row = own[number % len(own)]
        if stores == VERY_MANY and number >= len(own) and row["standing"]["tier"] is not None:
            row = row | {"standing": row["standing"] | {"tier": "not_distinguishable"}}
        rows.append(row | {"store_id": str(UUID(int=number + 1)), "store_code": f"{number:04}",
                           "name": f"{row['name']} {number + 1}"})  # fmt: skip
    return answer | {"rows": rows}


def answered_with(stores: int) -> Callable[[Route], Awaitable[None]]:
    async def many_stores(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(json=repeated(await answer.json(), stores))

    return many_stores


async def spent(devtools: CDPSession) -> dict[str, float]:
    """Seconds so far, by kind."""
    found = await devtools.send("Performance.getMetrics")
    return {one["name"]: one["value"] for one in found["metrics"]}


async def measure_screen(page: Page, devtools: CDPSession, address: str, drawn: str) -> list[dict[str, float]]:
    """Milliseconds of script, style and layout for each time that the screen is opened."""
    taken = []
    for time in range(TIMES + 1):  # the first one brings the code
        await page.evaluate(GO, "/my-area")
        await page.get_by_role("heading", level=1).first.wait_for()
        await page.evaluate(SETTLED)
        before = await spent(devtools)
        await page.evaluate(GO, address)
        await page.locator(drawn).first.wait_for()
        first = await spent(devtools)
        await page.evaluate(SETTLED)
        after = await spent(devtools)
        if time > 0:
            taken.append(
                {
                    "first": 1000 * (first["ScriptDuration"] - before["ScriptDuration"]),
                    "script": 1000 * (after["ScriptDuration"] - before["ScriptDuration"]),
                    "layout": 1000
                    * sum(after[name] - before[name] for name in ("LayoutDuration", "RecalcStyleDuration")),
                }
            )
    return taken


async def measured(running: Server) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        sizes: dict[str, Any] = {"laptop": LAPTOP, "phone": PHONE}
        for device, size in sizes.items():
            # The app forbids eval; Playwright's waiting in the page needs it, and only this script gets it.
            context = await browser.new_context(
                base_url=running.url, viewport=size, locale="en-GB", bypass_csp=True, service_workers="block"
            )
            page = await context.new_page()
            await sign_in(page, "area_manager")
            devtools = await throttled(context, page)
            # Time of the thread itself: what other processes take meanwhile is not in it.
            await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
            for name, stores, address, request, drawn in SCREENS:
                await page.unroute_all()
                await page.route(request, answered_with(stores))
                taken = await measure_screen(page, devtools, address, drawn)
                medians = {kind: statistics.median(one[kind] for one in taken) for kind in taken[0]}
                print(
                    f"{device:6} {name:9} {stores:6}  script until drawn {medians['first']:5.0f} ms,"
                    f" in all {medians['script']:5.0f} ms,"
                    f" style and layout {medians['layout']:5.0f} ms",
                    flush=True,
                )
            await context.close()
        await browser.close()


if __name__ == "__main__":
    run("comparison_pages", __doc__, measured)
