"""Unsent work belongs to whoever did it: it outlasts the session, and no other account sends or sees it."""

from playwright.async_api import Page, Request, expect

from floorwalk.identity.model import Role
from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import (
    NEW_PASSWORD,
    RECEIVED,
    RECEIVED_MS,
    client_of,
    install,
    log_interaction,
    new_evaluator,
    open_store,
    queued,
    sign_in_on,
)

STORE = "Alte Mühle"
MIRA = next(account for account in ACCOUNTS if account.role is Role.EVALUATOR)


async def log_offline(phone: Page) -> None:
    await sign_in(phone, "evaluator")
    await install(phone)
    await phone.context.set_offline(True)
    await open_store(phone, STORE)
    await log_interaction(phone)


class TestASessionThatEndedMeanwhile:
    async def test_the_phone_asks_for_a_sign_in_and_sends_afterwards(self, phone: Page, server: Server) -> None:
        await log_offline(phone)
        async with client_of(server, MIRA.email, MIRA.password) as elsewhere:
            assert (await elsewhere.delete("/api/sessions")).status_code == 204

        await phone.context.set_offline(False)
        await expect(phone.get_by_text("Sign in again to send it.")).to_be_visible(timeout=RECEIVED_MS)
        (waiting,) = await queued(phone)
        await phone.get_by_role("link", name="Back to the store").click()
        await phone.get_by_role("link", name="Sign in").click()
        await expect(phone.get_by_text("Everything saved on this phone is safe")).to_be_visible()
        await sign_in_on(phone, MIRA.email, MIRA.password)

        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        assert waiting["content_hash"] not in {entry["content_hash"] for entry in await queued(phone)}


class TestTwoAccountsOnOnePhone:
    async def test_the_second_neither_sees_nor_sends_what_the_first_one_left(self, phone: Page, server: Server) -> None:
        await new_evaluator(server, "nora@linden.example")
        await log_offline(phone)
        (left,) = await queued(phone)
        await phone.get_by_role("link", name="Back to the store").click()
        await phone.get_by_role("button", name="Menu").click()
        await phone.get_by_role("button", name="Sign out").click()
        await expect(phone.get_by_text("One visit on this phone has no receipt yet.")).to_be_visible()
        await phone.get_by_role("button", name="Sign out, keep the visits").click()
        await expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
        await phone.context.set_offline(False)

        sent: list[Request] = []
        phone.on("request", lambda one: sent.append(one) if one.url.endswith("/api/sync/visits") else None)
        await sign_in_on(phone, "nora@linden.example", NEW_PASSWORD)
        await expect(phone.get_by_role("heading", name="Stores")).to_be_visible()
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_text("Nothing on this phone yet")).to_be_visible()
        await expect(phone.get_by_text("Nothing to send yet")).to_be_visible()
        assert sent == []
        assert [entry["content_hash"] for entry in await queued(phone)] == [left["content_hash"]]

        await phone.get_by_role("button", name="Menu").click()
        await phone.get_by_role("button", name="Sign out").click()
        await phone.get_by_role("dialog").get_by_role("button", name="Sign out").click()
        await expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
        await sign_in_on(phone, MIRA.email, MIRA.password)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        assert await queued(phone) == []


class TestTheOwnAccount:
    async def test_a_changed_password_is_the_one_that_signs_in(self, phone: Page, server: Server) -> None:
        await new_evaluator(server, "nils@linden.example")
        await phone.goto("/account")
        await sign_in_on(phone, "nils@linden.example", NEW_PASSWORD)
        await phone.get_by_label("Current password").fill("not this one at all")
        await phone.get_by_label("New password").fill("a kite above the roofs")
        await phone.get_by_label("The same password again").fill("a kite above the roofs")
        await phone.get_by_role("button", name="Change password").click()
        await expect(phone.get_by_text("The current password is not right.")).to_be_visible()
        await phone.get_by_label("Current password").fill(NEW_PASSWORD)
        await phone.get_by_role("button", name="Change password").click()
        await expect(phone.get_by_text("The password is changed.")).to_be_visible()

        async with client_of(server, "nils@linden.example", "a kite above the roofs") as elsewhere:
            await phone.get_by_role("button", name="Sign out everywhere").click()
            await expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
            assert (await elsewhere.get("/api/session")).status_code == 401
