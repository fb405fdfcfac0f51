"""What an evaluator does with a phone, and what the phone keeps: the words of this folder's tests."""

import asyncio
import contextlib
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, expect

from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import Serving

SAVED = re.compile("Saved on this phone")
RECEIVED = re.compile(r"Received, receipt [0-9A-F]{4}")
RECEIVED_MS = 30_000  # the first pause after a failed sending is two seconds; a busy machine adds to it


@asynccontextmanager
async def signed_in_client(server: Serving, role: str) -> AsyncIterator[httpx.AsyncClient]:
    """The sample chain's person of that role through the API, from another device."""
    account = next(account for account in ACCOUNTS if account.role.value == role)
    async with client_of(server, account.email, account.password) as client:
        yield client


@asynccontextmanager
async def client_of(server: Serving, email: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}, timeout=30) as client:
        answer = await client.post("/api/session", json={"email": email, "password": password})
        assert answer.status_code == 201, answer.text
        client.headers["X-CSRF-Token"] = answer.headers["X-CSRF-Token"]
        yield client


NEW_PASSWORD = "a lamp in every window"


async def new_evaluator(server: Serving, email: str) -> None:
    """Nora, who evaluates for the same organisation, comes in by an invitation."""
    async with signed_in_client(server, "administrator") as otto:
        grant = {"role": "evaluator", "scope_kind": "organisation", "area_id": None, "store_id": None}
        invited = await otto.post(
            "/api/invitations", json={"email": email, "display_name": "Nora Nachtfalter", "grants": [grant]}
        )
        assert invited.status_code == 201, invited.text
        token = invited.json()["invitation_link_token"]
        accepted = await otto.post("/api/invitations/accept", json={"token": token, "password": NEW_PASSWORD})
        assert accepted.status_code == 201, accepted.text


async def begin_programme(otto: httpx.AsyncClient, rubric: dict[str, Any], **notice: str) -> None:
    """A floor programme without staff on a rubric of its own, noticed two days ago; `otto` is an administrator."""
    published = await otto.post("/api/rubrics/publish", json=rubric)
    assert published.status_code == 201, published.text
    key, title = rubric["rubric_key"], rubric["title"]
    programme = {
        "programme_key": key, "title": title, "mode": "floor", "rubric_keys": [key], "staff_identification": "none",
    }  # fmt: skip
    added = await otto.post("/api/programmes", json=programme)
    assert added.status_code == 201, added.text
    given_on = str((datetime.now(UTC) - timedelta(days=2)).date())
    told = {"text_version": "1", "languages": ["en"], "given_on": given_on, "channel": "notice board", **notice}
    noted = await otto.post("/api/staff-notices", json={"programme_id": added.json()["programme_id"], **told})
    assert noted.status_code == 201, noted.text


async def install(page: Page) -> None:
    """Until the service worker answers for the page: from then on the app opens without a network."""
    await expect(page.get_by_role("link", name="Linden")).to_be_visible()  # the stores are on the phone, too
    await page.evaluate(
        """() => navigator.serviceWorker.controller !== null || new Promise((resolve) =>
             navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true }))"""
    )


async def open_store(page: Page, name: str) -> None:
    await page.locator(".stores").get_by_role("link", name=name).click()
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


async def begin_interaction(page: Page) -> None:
    """An interaction with somebody unknown, at no touchpoint: the shortest way to the first criterion."""
    await page.get_by_role("button", name="Interaction", exact=True).click()
    await page.get_by_role("button", name="Unknown").click()
    await page.get_by_role("button", name="None of these").click()


async def question_of(page: Page) -> str:
    return await page.get_by_role("heading", level=1).inner_text()


async def answer(page: Page, label: str | None = None) -> None:
    """Taps an answer, by its label or the last one there is, and waits until the next question stands there."""
    question = await question_of(page)
    choices = page.locator("fieldset").first.locator("label")
    await (choices.last if label is None else page.locator("fieldset label").filter(has_text=label)).click()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text(question)


async def start_visit(page: Page) -> None:
    """A mystery visit, at its list of time marks."""
    await page.get_by_role("button", name="Start the visit").click()
    await expect(page.get_by_role("heading", name="List", level=1)).to_be_visible()


async def take_mark(page: Page, title: str) -> None:
    mark = page.get_by_role("button", name=title, pressed=False)
    await mark.click()
    await expect(page.get_by_role("button", name=title, pressed=True)).to_be_visible()


async def to_form(page: Page) -> None:
    """From the list to the first criterion, with somebody unknown."""
    await page.get_by_role("button", name="Next").click()
    await page.get_by_role("button", name="Unknown").click()
    await expect(page.locator("fieldset label").first).to_be_visible()


async def answer_covert(page: Page, comment: str = "As I saw it.") -> None:
    """Whatever the criterion asks for, its first answer; and the comment if that answer demands one."""
    question = await question_of(page)
    if await page.locator("fieldset").count() == 2:
        await page.locator("fieldset").first.locator("label").first.click()
        needed = page.get_by_role("button", name="Comment needed")
        gone_on = page.get_by_role("heading", level=1).filter(has_not_text=question)
        await expect(needed.or_(gone_on).first).to_be_visible()
        if await needed.is_visible():
            await needed.click()
            await page.get_by_role("dialog").get_by_role("textbox").fill(comment)
            await page.get_by_role("dialog").get_by_role("button", name="Done").click()
    else:
        await page.locator("main input[inputmode], main textarea").first.fill("3")
        await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text(question)


async def go_to(page: Page, question: str) -> None:
    """By the list of all criteria."""
    await page.get_by_role("button", name="Go to:").click()
    await page.get_by_role("dialog").get_by_role("button", name=question).click()
    await expect(page.get_by_role("heading", name=question, level=1)).to_be_visible()


async def finish(page: Page) -> None:
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible()


async def log_interaction(page: Page) -> None:
    """A whole interaction of eight criteria, from the store's screen to "Saved"."""
    await begin_interaction(page)
    for _ in range(8):
        await answer(page)
    await finish(page)


async def sign_in_on(page: Page, email: str, password: str) -> None:
    await page.locator("input[type=email]").fill(email)
    await page.locator("input[type=password]").fill(password)
    await page.locator("button[type=submit]").click()
    await page.get_by_role("heading", name="Sign in", exact=True).wait_for(state="detached")


async def kept(page: Page, store: str) -> list[dict[str, Any]]:
    """All records of one store of the phone's database, as they stand on disk."""
    found: list[dict[str, Any]] = await page.evaluate(
        """(name) => new Promise((resolve, reject) => {
             const asked = indexedDB.open('floorwalk');
             asked.onerror = () => reject(asked.error);
             asked.onsuccess = () => {
               const all = asked.result.transaction([name]).objectStore(name).getAll();
               all.onsuccess = () => { asked.result.close(); resolve(all.result); };
             };
           })""",
        store,
    )
    return found


async def queued(page: Page) -> list[dict[str, Any]]:
    """What waits to be sent. Each entry's hash is that of the very text that will go out."""
    entries = await kept(page, "outbox")
    for entry in entries:
        assert hashlib.sha256(entry["body"].encode()).hexdigest() == entry["content_hash"]
    return entries


async def receipted_hashes(page: Page) -> set[str]:
    return {receipt["content_hash"] for receipt in await kept(page, "receipts")}


async def crashed(page: Page) -> Page:
    """The page's process dies as it stands; the new page of the same phone that the person opens afterwards."""
    context, died = page.context, asyncio.Event()
    page.on("crash", lambda _: died.set())
    with contextlib.suppress(PlaywrightError):  # that page will never have loaded
        await page.goto("chrome://crash", timeout=2_000)
    await asyncio.wait_for(died.wait(), 10)
    await page.close()
    reopened = await context.new_page()
    reopened.set_default_timeout(10_000)
    await reopened.goto("/")
    return reopened
