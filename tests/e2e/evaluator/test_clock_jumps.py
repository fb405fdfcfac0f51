"""Phones whose clock shows another age, or is set while somebody answers: nothing is lost, nothing is refused."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Page, expect

from floorwalk.identity.model import Role
from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.test_assignments import Office, office, open_assignment
from tests.e2e.evaluator.test_photos import SENT_MS, take_photo
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    SAVED,
    answer,
    begin_interaction,
    client_of,
    finish,
    install,
    kept,
    log_interaction,
    open_store,
    queued,
)

__all__ = ["office"]

STORE = "Brunnenhof"
MIRA = next(account for account in ACCOUNTS if account.role is Role.EVALUATOR)
# Moves the wall clock and nothing else: Playwright's own clock would move the monotonic one with it.
MOVABLE_CLOCK = """
const Real = Date;
const shift = () => Number(localStorage.getItem('test.shift_ms') ?? 0);
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + shift()); else super(...given); }
  static now() { return Real.now() + shift(); }
};
"""

# Nothing is tried again by itself: the pauses after failures, which begin at two seconds, never end.
NEVER_AGAIN = """
const later = globalThis.setTimeout;
globalThis.setTimeout = (run, delay_ms, ...given) => (delay_ms >= 1000 ? 0 : later(run, delay_ms, ...given));
Math.random = () => 0.9;
"""


async def show(phone: Page, at: datetime) -> None:
    """Sets the phone's wall clock."""
    shift_ms = (at - datetime.now(UTC)) // timedelta(milliseconds=1)
    await phone.evaluate("(shift_ms) => localStorage.setItem('test.shift_ms', String(shift_ms))", shift_ms)


async def stored_visit(server: Server, visit_id: str) -> Any:
    async with client_of(server, MIRA.email, MIRA.password) as mira:
        found = await mira.get(f"/api/visits/{visit_id}")
        assert found.status_code == 200, found.text
        return found.json()


async def offline_at(phone: Page, store: str) -> None:
    await phone.add_init_script(MOVABLE_CLOCK)
    await sign_in(phone, "evaluator")
    await install(phone)
    await phone.context.set_offline(True)
    await open_store(phone, store)


class TestAClockThatIsSetBetweenTwoAnswers:
    async def test_from_2037_back_to_2001_every_answer_stands_and_the_server_takes_the_visit(
        self, phone: Page, server: Server
    ) -> None:
        await offline_at(phone, STORE)
        await show(phone, datetime(2037, 5, 4, 9, tzinfo=UTC))
        await begin_interaction(phone)
        for _ in range(4):
            await answer(phone)
        await show(phone, datetime(2001, 5, 4, 9, tzinfo=UTC))
        for _ in range(4):
            await answer(phone)
        await finish(phone)
        await expect(phone.get_by_text(SAVED)).to_be_visible()
        (waiting,) = await queued(phone)

        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        visit = await stored_visit(server, waiting["visit_id"])
        assert visit["clock_is_odd"]
        assert abs(datetime.fromisoformat(visit["visited_on"]).date() - datetime.now(UTC).date()) <= timedelta(days=1)
        assert [rating["state"] for rating in visit["interactions"][0]["ratings"]] == ["scored"] * 8

    async def test_decades_are_no_reason_to_cry_that_something_is_stuck(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await show(phone, datetime(2001, 5, 4, 9, tzinfo=UTC))
        await log_interaction(phone)
        await show(phone, datetime(2037, 5, 4, 9, tzinfo=UTC))
        await phone.goto("/evaluate/phone")
        await phone.get_by_role("button", name="Send now").click()
        await expect(phone.get_by_text("1 visit waits to be sent")).to_be_visible()
        await expect(phone.get_by_text("not been sent for more than a day")).to_be_hidden()


class TestWorkThatWaitsForMoreThanADay:
    async def test_a_banner_names_it_on_every_screen_but_the_form_until_it_is_received(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await log_interaction(phone)
        await show(phone, datetime.now(UTC) + timedelta(hours=25))
        banner = phone.get_by_role("alert").filter(has_text="One visit has not been sent for more than a day")
        for address in ("/evaluate", "/evaluate/phone", "/account"):
            await phone.goto(address)
            await expect(banner).to_contain_text(f"{STORE} · ")
            await expect(banner).to_contain_text("1 interaction")
        await phone.goto("/evaluate")
        await expect(banner).to_be_visible()  # it moves what is below it
        await open_store(phone, STORE)
        await expect(banner).to_be_visible()
        await phone.get_by_role("button", name="Interaction", exact=True).click()
        await expect(phone.get_by_role("button", name="Unknown")).to_be_visible()
        await expect(banner).to_be_hidden()

        await phone.goto("/evaluate/phone")
        await banner.get_by_role("button", name="Send now").click()  # there is nowhere to send it to
        await expect(banner).to_contain_text("No connection.")
        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        await expect(banner).to_be_hidden()

    async def test_photos_and_answers_to_assignments_are_named_and_sent_with_it(
        self, phone: Page, office: Office
    ) -> None:
        assignment_id = await office.ask("Hafen")
        await phone.add_init_script(MOVABLE_CLOCK)
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.route("**/api/evidence/**", lambda route: route.abort())
        await open_store(phone, STORE)
        await begin_interaction(phone)
        await take_photo(phone)
        await expect(phone.get_by_role("button", name=re.compile("^Photo 1, taken"))).to_be_visible()
        for _ in range(8):
            await answer(phone)
        await finish(phone)
        await expect(phone.get_by_text("1 photo still to send").first).to_be_visible(timeout=RECEIVED_MS)
        await phone.route("**/api/sync/assignment-answers", lambda route: route.abort())
        await phone.goto("/evaluate")
        await open_assignment(phone, assignment_id)
        await phone.get_by_role("button", name="No: accept").click()
        await expect(phone.get_by_text("it goes out by itself")).to_be_visible()

        await show(phone, datetime.now(UTC) + timedelta(hours=25))
        await phone.add_init_script(NEVER_AGAIN)
        tried: list[str] = []
        phone.on("requestfailed", lambda one: tried.append("evidence") if "/evidence/" in one.url else None)
        phone.on("requestfailed", lambda one: tried.append("answers") if one.url.endswith("-answers") else None)
        await phone.goto("/evaluate")
        banner = phone.get_by_role("alert").filter(has_text="Some of your work has not been sent for more than a day")
        await expect(banner.get_by_role("listitem")).to_have_text(
            [re.compile(f"{STORE} · .* · 1 photo$"), re.compile("Hafen · .* · assignment accepted$")]
        )
        async with asyncio.timeout(SENT_MS / 1000):  # until both have been tried since the start, and are not again
            while {*tried} != {"evidence", "answers"}:  # noqa: ASYNC110 the page tells nobody
                await asyncio.sleep(0.05)
        await expect(banner.get_by_role("button", name="Send now")).to_be_visible()
        await phone.unroute("**/api/evidence/**")
        await phone.unroute("**/api/sync/assignment-answers")
        await banner.get_by_role("button", name="Send now").click()
        await expect(banner).to_be_hidden(timeout=SENT_MS)
        assert await kept(phone, "assignment_answers") == []
        assert [photo["state"] for photo in await kept(phone, "photos")] == ["stored"]
