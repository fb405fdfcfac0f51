"""From a finding to a plan that both sides confirm, with its baseline beside what came after, in honest words."""

import re

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Server, opened_page, sign_in

AGREED = "Say what happens next before the customer has to ask."


async def at_the_store(page: Page) -> None:
    await page.goto("/stores")
    await page.get_by_role("link", name="Linden", exact=True).first.click()
    await expect(page.get_by_role("heading", level=1, name="Linden")).to_be_visible()


async def person_of_the_account(browser: Browser, server: Server) -> str:
    """Sam's plan of the sample chain names the person on the manager's list; here it is found by its agreement."""
    async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as page:
        await sign_in(page, "store_manager")
        await page.goto("/coaching")
        waiting = page.get_by_role("listitem").filter(has_text="Waits for the person’s confirmation")
        return await waiting.first.get_by_role("heading", level=2).inner_text()


class TestACoachingPlan:
    async def test_is_opened_with_one_tap_confirmed_by_the_person_and_judged_honestly(
        self, laptop: Page, browser: Browser, server: Server
    ) -> None:
        person = await person_of_the_account(browser, server)
        await sign_in(laptop, "store_manager")
        await at_the_store(laptop)
        await laptop.get_by_role("link", name=re.compile(f"Coaching plan ?: {person}")).click()
        await expect(laptop.get_by_label("Person")).to_have_value(re.compile(".+"))
        await laptop.get_by_label("What was agreed").fill(AGREED)
        await laptop.get_by_role("button", name="Open the plan").click()

        await expect(laptop.get_by_role("heading", level=1, name=person)).to_be_visible()
        await expect(laptop.get_by_text("Waits for the person’s confirmation")).to_be_visible()
        await expect(laptop.get_by_role("heading", name="Proposed visit to observe again")).to_be_visible()
        await expect(laptop.get_by_text("No evidence yet")).to_be_visible()
        await expect(laptop.get_by_text("The person has not been observed since the talk.")).to_be_visible()
        before = laptop.get_by_role("group", name="Before the talk")
        await expect(before.get_by_text(re.compile(r"95 % interval \d+ to \d+"))).to_be_visible()

        async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as phone:
            await sign_in(phone, "staff_member")
            await phone.goto("/own/plans")
            own = phone.get_by_role("listitem").filter(has_text=AGREED)
            await own.get_by_label("What I want to say").fill("Gladly.")
            await own.get_by_role("button", name="I agree").click()
            await expect(own.get_by_text("You confirmed it on")).to_be_visible()

        await laptop.reload()
        await expect(laptop.get_by_text("Agreed by both sides")).to_be_visible()
        await expect(laptop.get_by_text("Gladly.")).to_be_visible()

    async def test_that_is_under_way_shows_its_outcome_with_what_is_missing(self, phone: Page) -> None:
        await sign_in(phone, "store_manager")
        await phone.goto("/coaching")
        under_way = phone.get_by_role("listitem").filter(has_text="shown to the person")
        await under_way.filter(has_text="Everything observed").first.get_by_role("link").click()
        await expect(phone.get_by_role("group", name="Since the talk")).to_be_visible()
        await expect(phone.get_by_text(re.compile("Improved|Worse|No evidence yet"))).to_be_visible()
        await expect(phone.get_by_text(re.compile("was to be expected anyway"))).to_be_visible()


class TestTheFirstScreen:
    async def test_names_the_overdue_action_item_and_leads_to_it(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        await phone.get_by_role("link", name="1 action item is overdue: Leuchtturm.").click()
        await expect(phone.get_by_role("heading", level=1, name="Action items")).to_be_visible()
        await phone.get_by_role("link", name=re.compile("second till")).click()
        await phone.get_by_role("button", name="Done", exact=True).click()
        await expect(phone.get_by_role("button", name="Open again")).to_be_visible()


class TestAnActionItem:
    async def test_opens_from_a_criterion_with_the_form_filled_in(self, laptop: Page) -> None:
        await sign_in(laptop, "store_manager")
        await at_the_store(laptop)
        await laptop.get_by_role("region", name="To improve").get_by_role("link").first.click()
        await expect(laptop.get_by_label("About")).to_have_value(re.compile("criterion:.+"))
        await expect(laptop.get_by_label("Owner")).not_to_have_value("")
        await laptop.get_by_role("textbox", name="Task").fill("Practise it in the morning round.")
        await laptop.get_by_role("button", name="Open the action item").click()
        await expect(laptop.get_by_role("heading", name="Practise it in the morning round.")).to_be_visible()
