"""The first time on a phone: is the app installed, does the browser keep its storage, is there room."""

import re

from playwright.async_api import Page, expect

from tests.e2e.conftest import sign_in

TITLE = "Before your first visit"
# A browser whose storage answers as each test says, and that offers to install the app.
STORAGE = """
const answer = %s;
Object.defineProperty(navigator.storage, 'persisted', { value: async () => answer.persisted });
Object.defineProperty(navigator.storage, 'persist', { value: async () => answer.persisted });
const room = { usage: answer.usage, quota: answer.quota };
Object.defineProperty(navigator.storage, 'estimate', { value: async () => room });
"""
OFFER = """
window.addEventListener('DOMContentLoaded', () => setTimeout(() => {
  const offer = new Event('beforeinstallprompt');
  offer.prompt = async () => { window.prompted = true; };
  window.dispatchEvent(offer);
}, 300));
"""


async def begun(phone: Page, *, persisted: bool = False, usage: int = 5_000_000, quota: int = 2_000_000_000) -> None:
    said = f"{{ persisted: {str(persisted).lower()}, usage: {usage}, quota: {quota} }}"
    await phone.add_init_script(STORAGE % said)
    await sign_in(phone, "evaluator")


class TestTheFirstStart:
    async def test_warns_where_storage_may_be_deleted_and_says_how_much_room_there_is(self, phone: Page) -> None:
        await begun(phone)
        await expect(phone.get_by_role("heading", name=TITLE)).to_be_visible()
        await expect(phone.get_by_text("Not protected: the browser may delete stored visits")).to_be_visible()
        await expect(phone.get_by_text("5 MB used, 2 GB free")).to_be_visible()
        await expect(phone.get_by_role("meter", name="Space used by the app")).to_be_visible()

    async def test_says_that_storage_is_protected_where_the_browser_has_promised_it(self, phone: Page) -> None:
        await begun(phone, persisted=True)
        await expect(phone.get_by_text("Protected: the browser has promised")).to_be_visible()
        await expect(phone.locator("[data-ready]")).to_have_text(re.compile("storage protected"))

    async def test_warns_where_little_room_is_left(self, phone: Page) -> None:
        await begun(phone, usage=900_000_000, quota=930_000_000)
        await expect(phone.get_by_text("Only 30 MB are free.")).to_be_visible()

    async def test_is_dismissed_once_and_stays_under_on_this_phone(self, phone: Page) -> None:
        await begun(phone)
        await phone.get_by_role("button", name="Got it").click()
        await expect(phone.get_by_role("heading", name=TITLE)).to_have_count(0)
        await phone.reload()
        await expect(phone.locator("[data-ready]")).to_be_visible()
        await expect(phone.get_by_role("heading", name=TITLE)).to_have_count(0)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_role("heading", name=TITLE)).to_be_visible()
        await expect(phone.get_by_role("button", name="Got it")).to_have_count(0)


class TestInstalling:
    async def test_takes_up_the_browsers_offer(self, phone: Page) -> None:
        await phone.add_init_script(OFFER)
        await begun(phone)
        await phone.get_by_role("button", name="Install the app").click()
        assert await phone.evaluate("() => window.prompted") is True

    async def test_says_the_way_in_words_where_a_browser_offers_nothing(self, phone: Page) -> None:
        await begun(phone)
        await expect(phone.get_by_text("Open the browser’s menu and choose")).to_be_visible()

    async def test_says_the_iphones_way_on_an_iphone(self, phone: Page) -> None:
        await phone.add_init_script(
            "Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)' });"
        )
        await begun(phone)
        await expect(phone.get_by_text("In Safari tap Share")).to_be_visible()
