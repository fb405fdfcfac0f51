"""What a phone's JavaScript keeps for each interaction: two snapshots of its heap, 50 interactions apart, by kind.

`python tests/bench/remembering.py`: some ten minutes. What the figures mean is docs/performance.md.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from playwright.async_api import CDPSession, async_playwright  # noqa: E402

from tests.bench.browser import STORE, heap_mb, log_one, run  # noqa: E402
from tests.e2e.conftest import FLAGS, PHONE, Server, chromium_path, sign_in  # noqa: E402
from tests.e2e.evaluator.walking import install, open_store  # noqa: E402

FIRST, LAST = 50, 100  # interactions; before, most growth is the code that the browser compiles
KINDS = {
    "what the app holds": {"object", "array", "string", "concatenated string", "sliced string", "number", "bigint"},
    "compiled code": {"code", "object shape"},
    "closures and listeners": {"closure"},
}
PROPERTIES = "system / PropertyArray"  # an object's own, although the browser calls it native


async def snapshot(devtools: CDPSession) -> Counter[str]:
    """Bytes by kind."""
    parts: list[str] = []
    devtools.on("HeapProfiler.addHeapSnapshotChunk", lambda event: parts.append(event["chunk"]))
    await devtools.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    taken: dict[str, Any] = json.loads("".join(parts))
    fields = taken["snapshot"]["meta"]["node_fields"]
    types = taken["snapshot"]["meta"]["node_types"][0]
    nodes, names = taken["nodes"], taken["strings"]
    found: Counter[str] = Counter()
    for at in range(0, len(nodes), len(fields)):
        node = dict(zip(fields, nodes[at : at + len(fields)], strict=True))
        type_, name = types[node["type"]], names[node["name"]]
        kind = next((kind for kind, of in KINDS.items() if type_ in of), "the browser's own")
        found["what the app holds" if name == PROPERTIES else kind] += node["self_size"]
    return found


async def measured(running: Server) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        as_phone: dict[str, Any] = {"viewport": PHONE}
        # The app forbids eval; Playwright's waiting in the page needs it, and only this script gets it.
        context = await browser.new_context(
            base_url=running.url, has_touch=True, is_mobile=True, locale="en-GB", bypass_csp=True, **as_phone
        )
        page = await context.new_page()
        await sign_in(page, "evaluator")
        await install(page)
        await open_store(page, STORE)
        devtools = await context.new_cdp_session(page)
        snapshots: list[Counter[str]] = []
        for number in range(1, LAST + 1):
            await log_one(page, first=number == 1)
            if number % 10 == 0:
                print(f"JavaScript heap after interaction {number:3}  {await heap_mb(devtools):.2f} MB", flush=True)
            if number in (FIRST, LAST):
                snapshots.append(await snapshot(devtools))
        before, after = snapshots
        for kind in after:
            print(f"{kind:24} {(after[kind] - before[kind]) / (LAST - FIRST):8.0f} bytes an interaction")
        await browser.close()


if __name__ == "__main__":
    run("remembering", __doc__, measured)
