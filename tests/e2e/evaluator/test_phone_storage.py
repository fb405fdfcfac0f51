"""What stays on a phone when its author leaves: nothing of what the server has, everything of what it has not (Q42)."""

from playwright.async_api import Page, expect

from floorwalk.identity.model import Role
from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import (
    NEW_PASSWORD,
    RECEIVED,
    RECEIVED_MS,
    answer,
    begin_interaction,
    finish,
    install,
    new_evaluator,
    open_store,
    sign_in_on,
    signed_in_client,
)

STORE = "Alte Mühle"
CANARY = "Zaunkönig-4711"
MIRA = next(account for account in ACCOUNTS if account.role is Role.EVALUATOR)
EVERYTHING_KEPT = """async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    for (const store of database.objectStoreNames) {
      const all = await new Promise((resolve) => {
        const asked = database.transaction([store]).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
      });
      found.push(`${name}/${store}: ${JSON.stringify(all)}`);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url + (await (await cache.match(request)).text()));
  }
  return found.join('\\n');
}"""


async def everything_kept(phone: Page) -> str:
    found: str = await phone.evaluate(EVERYTHING_KEPT)
    assert "floorwalk/visits: " in found  # it looks where things would be
    return found


async def log_with_canary(phone: Page) -> None:
    await open_store(phone, STORE)
    await begin_interaction(phone)
    await phone.get_by_role("button", name="Comment").click()
    await phone.get_by_role("textbox", name="Comment").fill(f"{CANARY} was said at the door.")
    await phone.get_by_role("dialog").get_by_role("button", name="Done").click()
    for _ in range(8):
        await answer(phone)
    await finish(phone)


async def sign_out(phone: Page, button: str = "Sign out") -> None:
    await phone.get_by_role("button", name="Menu").click()
    await phone.get_by_role("button", name="Sign out").click()
    await phone.get_by_role("dialog").get_by_role("button", name=button).click()
    await expect(phone.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


class TestAVisitThatWasReceived:
    async def test_leaves_the_phone_with_its_author_and_a_stub_stays(self, phone: Page) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        await log_with_canary(phone)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        assert CANARY in await everything_kept(phone)  # while its author may still look at it
        await phone.get_by_role("link", name="Back to the store").click()
        await sign_out(phone)
        kept = await everything_kept(phone)
        assert CANARY not in kept
        assert "Carla" not in kept  # the staff's names went with the bundle
        await sign_in_on(phone, MIRA.email, MIRA.password)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_role("heading", name=STORE)).to_be_visible()
        await expect(phone.get_by_text(RECEIVED)).to_be_visible()
        await expect(phone.get_by_text("left this phone when you signed out")).to_be_visible()
        await phone.goto("/evaluate")
        await open_store(phone, STORE)  # and the next interaction begins a visit of its own
        await begin_interaction(phone)
        for _ in range(8):
            await answer(phone)
        await finish(phone)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)

    async def test_leaves_the_phone_of_somebody_whose_account_was_disabled(self, phone: Page, server: Server) -> None:
        email = "kea@linden.example"
        await new_evaluator(server, email)
        await phone.goto("/")
        await sign_in_on(phone, email, NEW_PASSWORD)
        await install(phone)
        await log_with_canary(phone)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        async with signed_in_client(server, "administrator") as otto:
            accounts = (await otto.get("/api/accounts")).json()["accounts"]
            [kea] = [account for account in accounts if account["email"] == email]
            assert (await otto.post(f"/api/accounts/{kea['account_id']}/disable")).status_code == 204
        await phone.goto("/evaluate")
        await expect(phone.get_by_text("Please sign in again")).to_be_visible()
        for _ in range(200):  # the phone has only just heard of it
            if CANARY not in await everything_kept(phone):
                break
            await phone.wait_for_timeout(50)
        assert CANARY not in await everything_kept(phone)


class TestWhatTheServerDoesNotHave:
    async def test_outlasts_the_sign_out_unseen_by_the_next_person_and_goes_out_later(
        self, phone: Page, server: Server
    ) -> None:
        await new_evaluator(server, "lena@linden.example")
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.context.set_offline(True)
        await log_with_canary(phone)
        await phone.get_by_role("link", name="Back to the store").click()
        await sign_out(phone, "Sign out, keep the visits")
        await phone.context.set_offline(False)
        assert CANARY in await everything_kept(phone)  # the written exception: docs/security.md

        await sign_in_on(phone, "lena@linden.example", NEW_PASSWORD)
        for address in ("/evaluate", "/evaluate/phone"):
            await phone.goto(address)
            await phone.get_by_role("heading", level=1).wait_for()
            assert CANARY not in await phone.content()
        async with phone.expect_download() as downloading:
            await phone.get_by_role("button", name="Export everything").click()
        file = await (await downloading.value).path()
        assert CANARY.encode() not in file.read_bytes()
        await sign_out(phone)

        await sign_in_on(phone, MIRA.email, MIRA.password)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        await sign_out(phone)
        assert CANARY not in await everything_kept(phone)
