"""Everything that can go wrong, in an order that nobody chose: what the screen called saved is somewhere, and once.

Each seed is one walk of an evaluator through one phone's life. At its end every answer that was ever shown as saved is
at the server exactly once, or it is on the phone, where a rescue file takes it from; and so is every photo that the
screen has shown. Not in the walk, because it destroys by intention: the browser throwing its storage away
(test_storage_that_fails.py).
"""

import asyncio
import contextlib
import json
import random
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from floorwalk.identity.model import Role
from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import sign_in
from tests.e2e.evaluator.device_faults import (
    CLOSE_CONNECTIONS,
    FILL_UP,
    HOLDING,
    JUMPING_CLOCK,
    MAKE_ROOM,
    QUOTA_BYTES,
    SET_CLOCK,
)
from tests.e2e.evaluator.killing import KillablePhone
from tests.e2e.evaluator.ledger import Ledger, at_the_server, on_the_phone, questions
from tests.e2e.evaluator.photo_proof import picture
from tests.e2e.evaluator.walking import (
    NEW_PASSWORD,
    client_of,
    crashed,
    install,
    kept,
    new_evaluator,
    queued,
    sign_in_on,
)
from tests.e2e.evaluator.wandering import one_step
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

pytestmark = pytest.mark.slow

MIRA = next(account for account in ACCOUNTS if account.role is Role.EVALUATOR)
SEEDS = (1, 2, 3, 12)  # between them they meet every disturbance
DISTURBANCES = 10  # of a walk, each followed by some answers
SENDING_FAULTS = [fault for fault in Fault if fault not in (Fault.NEWER_APP, Fault.HELD_REPLY, Fault.HELD_REQUEST)]
CLOCKS = [datetime(2001, 5, 4, 9, tzinfo=UTC), datetime(2037, 5, 4, 9, tzinfo=UTC)]
PATIENCE_SECONDS = 120
PHOTO_MS = 10_000
OPENED = ".stores a, .filling h1"


class Walk:
    def __init__(self, phone: KillablePhone, server: DisturbedServer, chance: random.Random, ledger: Ledger) -> None:
        self.phone = phone
        self.server = server
        self.chance = chance
        self.ledger = ledger
        self.page: Page
        self.visit_ids: set[str] = set()
        self.photos: dict[str, str] = {}  # those that the screen has shown: evidence id to hash
        self.other_email = ""
        self.trail: list[str] = []
        self.disturbances: list[Callable[[], Awaitable[None]]] = [
            self.the_network_fails,
            self.the_network_fails,
            self.the_signal_comes_or_goes,
            self.the_signal_comes_or_goes,
            self.the_browser_is_killed,
            self.the_browser_is_killed,
            self.the_tab_crashes,
            self.the_page_is_reloaded,
            self.part_of_the_server_is_killed,
            self.the_session_is_ended_elsewhere,
            self.the_connection_to_the_database_closes,
            self.the_phone_is_full_for_a_while,
            self.the_clock_jumps,
            self.a_second_tab_works_too,
            self.a_newer_app_is_there,
            self.photos_are_taken_and_their_way_is_cut,
            self.photos_are_taken_and_their_way_is_cut,
            self.somebody_else_uses_the_phone,
        ]

    async def go(self) -> None:
        disturbances = self.chance.sample(self.disturbances * 2, DISTURBANCES)
        for disturbance in disturbances:
            for _ in range(self.chance.randint(2, 7)):
                self.trail.append(await one_step(self.page, self.chance))
            self.trail.append(f"({disturbance.__name__})")
            await disturbance()
        await self.everything_is_well_again()

    # --- what goes wrong

    async def the_network_fails(self) -> None:
        self.server.order(*((self.chance.choice(SENDING_FAULTS), self.chance.randint(1, 2)) for _ in range(2)))

    async def the_signal_comes_or_goes(self) -> None:
        await self.phone.set_offline(not self.phone.offline)

    async def the_browser_is_killed(self) -> None:
        await self.phone.kill()
        self.page = await self.phone.open()
        await self.page.locator(OPENED).first.wait_for()

    async def the_tab_crashes(self) -> None:
        self.page = await crashed(self.page)
        await self.page.locator(OPENED).first.wait_for()

    async def the_page_is_reloaded(self) -> None:
        await self.page.reload()
        await self.page.locator("h1").first.wait_for()

    async def part_of_the_server_is_killed(self) -> None:
        await asyncio.to_thread(self.server.kill_one, self.chance.choice(["worker", "database", "launcher"]))

    async def the_session_is_ended_elsewhere(self) -> None:
        async with client_of(self.server, MIRA.email, MIRA.password) as elsewhere:
            assert (await elsewhere.delete("/api/sessions")).status_code == 204

    async def the_connection_to_the_database_closes(self) -> None:
        await self.page.evaluate(CLOSE_CONNECTIONS)

    async def the_phone_is_full_for_a_while(self) -> None:
        await self.page.evaluate(FILL_UP)
        if await self.page.locator("fieldset").count() > 0:
            await self.page.locator("fieldset").first.locator("label").first.click()
            with contextlib.suppress(PlaywrightError):  # a small change may still fit into what it replaces
                await self.page.get_by_text("This answer is not saved").wait_for(timeout=1_500)
        await self.page.evaluate(MAKE_ROOM)
        await self.page.reload()
        await self.page.locator("h1").first.wait_for()

    async def the_clock_jumps(self) -> None:
        await self.note_visits()
        wrong = self.chance.choice([*CLOCKS, None])
        await self.page.evaluate(SET_CLOCK, wrong and wrong.timestamp() * 1_000)

    async def a_second_tab_works_too(self) -> None:
        other = await self.phone.context.new_page()
        await other.goto("/evaluate")
        await other.locator("h1").first.wait_for()
        for _ in range(4):
            await one_step(other, self.chance)
        await other.close()
        await self.page.goto("/evaluate")  # what the other one finished is not gone on with here
        await self.page.locator("h1").first.wait_for()

    async def a_newer_app_is_there(self) -> None:
        self.server.order((Fault.NEWER_APP, 100), path="/sw.js")
        await self.page.evaluate(
            "async () => { await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined); }"
        )

    async def photos_are_taken_and_their_way_is_cut(self) -> None:
        field = self.page.locator("main input[type=file]")
        if await field.count() > 0:
            shown = self.page.locator("main .photos img")
            before = await shown.count()
            file = {"name": "shelf.png", "mimeType": "image/png", "buffer": picture()}
            await field.first.set_input_files([file])
            with contextlib.suppress(PlaywrightTimeout):  # a phone without room says so instead
                await shown.nth(before).wait_for(timeout=PHOTO_MS)
                [draft] = [one for one in await kept(self.page, "drafts") if one["interaction_id"] in self.page.url]
                self.photos |= {one["evidence_id"]: one["sha256"] for one in draft.get("evidence") or []}
        self.server.order(
            *((self.chance.choice([Fault.REPLY_LOST, Fault.REQUEST_CUT, Fault.BROKEN]), 1) for _ in range(3)),
            path="/api/evidence/",
        )

    async def somebody_else_uses_the_phone(self) -> None:
        """Signs in after Mira has gone, finds nothing of hers, and goes."""
        await self.the_network_is_well_again()
        await self.sign_out()
        await sign_in_on(self.page, self.other_email, NEW_PASSWORD)
        await self.page.goto("/evaluate/phone")
        await self.page.get_by_text("Nothing on this phone yet").wait_for()
        await self.sign_out()
        await sign_in_on(self.page, MIRA.email, MIRA.password)
        await self.page.goto("/evaluate")
        await self.page.locator(OPENED).first.wait_for()

    async def sign_out(self) -> None:
        """With whatever waits left on the phone."""
        await self.page.goto("/account")
        await self.page.get_by_role("button", name="Menu").click()
        await self.page.get_by_role("button", name="Sign out", exact=True).click()
        await self.page.get_by_role("dialog").get_by_role("button").last.click()
        await self.page.wait_for_url("**/sign-in**")

    # --- and in the end

    async def the_network_is_well_again(self) -> None:
        self.server.order()
        await self.phone.set_offline(False)

    async def something_waits(self) -> bool:
        """Answers, or photos that a receipt lets go."""
        if [entry for entry in await queued(self.page) if entry["problem"] is None]:
            return True
        received = {receipt["visit_id"] for receipt in await kept(self.page, "receipts")}
        drafts = {
            one["evidence_id"] for draft in await kept(self.page, "drafts") for one in draft.get("evidence") or []
        }
        return any(
            photo["state"] == "waiting" and photo["visit_id"] in received and photo["evidence_id"] not in drafts
            for photo in await kept(self.page, "photos")
        )

    async def missing_photos(self, evaluator: httpx.AsyncClient) -> list[str]:
        """Of those that the screen has shown, the ones that are neither at the server nor on the phone."""
        here = {photo["evidence_id"]: photo["state"] for photo in await kept(self.page, "photos")}
        missing = []
        for evidence_id, sha256 in self.photos.items():
            state = here.get(evidence_id, "gone")
            if state in ("gone", "stored"):
                said = await evaluator.get(f"/api/evidence/{sha256}")
                if said.status_code != 200 or said.json()["state"] != "stored":
                    missing.append(f"{evidence_id}: {state} on the phone, {said.text} at the server")
        return missing

    async def note_visits(self) -> None:
        self.visit_ids |= {visit["visit_id"] for visit in await kept(self.page, "visits")}

    async def everything_is_well_again(self) -> None:
        await self.the_network_is_well_again()
        await self.page.evaluate(SET_CLOCK, None)
        await self.page.goto("/evaluate/phone")
        await self.page.get_by_role("heading", name="On this phone").wait_for()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.something_waits():
                await self.page.evaluate("() => window.dispatchEvent(new Event('online'))")
                if await self.page.get_by_role("link", name="Sign in").count() > 0:
                    await self.page.get_by_role("link", name="Sign in").first.click()
                    await sign_in_on(self.page, MIRA.email, MIRA.password)
                    await self.page.goto("/evaluate/phone")
                await asyncio.sleep(0.5)
        await self.note_visits()


def waiting_interactions(entries: list[dict[str, Any]]) -> set[str]:
    """What stands in the queue, refused and waiting for a person."""
    return {one["interaction_id"] for entry in entries for one in json.loads(entry["body"])["interactions"]}


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_answer_ever_shown_as_saved_is_at_the_server_once_or_on_the_phone(
    browser: Browser, disturbed: DisturbedServer, seed: int
) -> None:
    profile = Path(tempfile.mkdtemp(prefix="fw-walk-"))
    ledger = Ledger()

    async def prepare(context: BrowserContext) -> None:
        await ledger.watch(context)
        await context.add_init_script(HOLDING)
        await context.add_init_script(JUMPING_CLOCK)
        devtools = await context.new_cdp_session(context.pages[0])
        quota = {"origin": disturbed.url, "quotaSize": QUOTA_BYTES}
        await devtools.send("Storage.overrideQuotaForOrigin", quota)

    phone = KillablePhone(browser.browser_type, profile, disturbed.url, prepare)
    walk = Walk(phone, disturbed, random.Random(seed), ledger)
    try:
        walk.other_email = f"nora-{seed}@linden.example"
        await new_evaluator(disturbed, walk.other_email)
        walk.page = await phone.open()
        await sign_in(walk.page, "evaluator")
        await install(walk.page)
        keys = await questions(walk.page)
        await walk.go()
        here, entries = await on_the_phone(walk.page), await queued(walk.page)
        drafts = {draft["interaction_id"] for draft in await kept(walk.page, "drafts")}
        async with client_of(disturbed, MIRA.email, MIRA.password) as evaluator:
            there = await at_the_server(evaluator, walk.visit_ids)
            assert await walk.missing_photos(evaluator) == [], walk.trail
        to_be_rescued = (waiting_interactions(entries) | drafts) - set(there)
        everywhere = {one: answers for one, answers in here.items() if one in to_be_rescued} | there
        assert ledger.missing_from(everywhere, keys) == [], walk.trail
        assert len(ledger.saved) >= DISTURBANCES
        if not entries:
            assert set(here) - drafts <= set(there), "everything was received, and something was not"
    except BaseException:
        print("the walk:", *walk.trail, sep="\n  ")
        raise
    finally:
        await phone.close()
        shutil.rmtree(profile, ignore_errors=True)
