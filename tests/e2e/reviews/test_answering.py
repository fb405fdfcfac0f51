"""The evaluator answers a returned visit without a network, on a phone that never had it; it goes out later."""

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import go_to, install, kept, queued, receipted_hashes, signed_in_client
from tests.e2e.reviews.arranging import QUESTION, STORE, returned, waiting_visit

WORDS = "Yes, and the second till was closed."


class TestAReturnedVisit:
    async def test_is_answered_offline_with_words_and_another_answer_and_sent_later(
        self, phone: Page, server: Server
    ) -> None:
        async with signed_in_client(server, "evaluator") as mira, signed_in_client(server, "reviewer") as vera:
            visit = await waiting_visit(mira, greeting="exceeded")
            return_id = await returned(vera, visit)
            await sign_in(phone, "evaluator")
            await install(phone)
            asked = phone.locator(f'a[href="/evaluate/returns/{return_id}"]')
            await expect(asked).to_contain_text("1 question")
            await phone.context.set_offline(True)

            await asked.click()
            await expect(phone.get_by_role("heading", level=1, name=STORE)).to_be_visible()
            await expect(phone.get_by_text(QUESTION)).to_be_visible()
            await phone.get_by_label("Your answer").fill(WORDS)
            await expect_words_on_disk(phone)
            await phone.reload()  # the app was closed in the middle
            await expect(phone.get_by_label("Your answer")).to_have_value(WORDS)
            await phone.get_by_role("button", name="Change my answers").click()
            await go_to(phone, "Greeting")
            await phone.locator("fieldset label").filter(has_text="Met").first.click()
            await phone.locator("button.progress").click()
            await phone.get_by_role("button", name="Review", exact=True).click()
            await phone.get_by_role("button", name="Done").click()
            await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
            [entry] = await queued(phone)
            assert WORDS in entry["body"]

            await phone.context.set_offline(False)
            await phone.evaluate("() => window.dispatchEvent(new Event('online'))")
            await wait_for_receipt(phone, entry["content_hash"])
            shown = (await vera.get(f"/api/reviews/{visit['visit_id']}")).json()
            [back] = [one for one in shown["returns"] if one["return_id"] == return_id]
            assert [one["answer"] for one in back["questions"]] == [WORDS]
            [greeting] = [
                one for one in shown["visit"]["interactions"][0]["ratings"] if one["criterion_key"] == "greeting"
            ]
            assert greeting["answer"] == "met"
            assert len(shown["visit"]["interactions"]) == 1
            assert shown["standing"] == "waiting"


async def expect_words_on_disk(page: Page) -> None:
    """The letters are written one save after the other; the last of them is there before the app may be closed."""
    for _ in range(100):
        words = [one["words"] for visit in await kept(page, "visits") for one in visit.get("words", [])]
        if words == [WORDS]:
            return
        await page.wait_for_timeout(50)
    raise AssertionError(words)


async def wait_for_receipt(page: Page, content_hash: str) -> None:
    for _ in range(300):
        if content_hash in await receipted_hashes(page):
            return
        await page.wait_for_timeout(100)
    raise AssertionError("no receipt")
