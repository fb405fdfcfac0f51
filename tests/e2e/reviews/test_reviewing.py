"""The reviewer's way through one visit, by keyboard and mouse: read, correct, publish; return with a question."""

from playwright.async_api import Page, expect

from tests.cast_visits import batch_of
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client
from tests.e2e.reviews.arranging import QUESTION, STORE, waiting_visit


async def open_visit(page: Page, visit_id: str) -> None:
    """From the queue, without a mouse."""
    await page.goto("/reviews")
    link = page.locator(f'main nav a[href="/reviews/{visit_id}"]')
    await link.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=2, name=STORE)).to_be_focused()


class TestTheQueue:
    async def test_opens_first_and_the_arrow_keys_go_through_it(self, laptop: Page, server: Server) -> None:
        async with signed_in_client(server, "evaluator") as mira:
            await waiting_visit(mira, offer_true=False)
        await sign_in(laptop, "reviewer")
        first = laptop.locator("main nav li a").first
        await expect(first).to_contain_text("A critical criterion failed")
        await first.focus()
        await laptop.keyboard.press("ArrowDown")
        await expect(laptop.locator("main nav li a").nth(1)).to_be_focused()


class TestOneVisit:
    async def test_is_taken_up_corrected_with_a_reason_and_published(self, laptop: Page, server: Server) -> None:
        async with signed_in_client(server, "evaluator") as mira:
            visit = await waiting_visit(mira, greeting="exceeded")
        await sign_in(laptop, "reviewer")
        await open_visit(laptop, visit["visit_id"])
        await laptop.get_by_role("button", name="Take up").click()
        await laptop.get_by_role("button", name="Correct: Greeting").click()
        dialog = laptop.get_by_role("dialog")
        await dialog.get_by_label("What should count").select_option("below")
        await dialog.get_by_role("button", name="Save the correction").click()
        await expect(dialog.get_by_text("Give a reason")).to_be_visible()
        await dialog.get_by_label("Reason").fill("The recording says nothing of a greeting.")
        await dialog.get_by_role("button", name="Save the correction").click()
        await expect(dialog).to_be_hidden()
        await expect(laptop.get_by_text("The evaluator said: exceeded")).to_be_visible()
        await expect(laptop.get_by_text("Corrected: The recording says nothing of a greeting.")).to_be_visible()
        await laptop.get_by_role("button", name="Approve and publish").click()
        await expect(laptop.get_by_text("Its figures count from now on")).to_be_visible()
        await expect(laptop.locator(f'main nav a[href="/reviews/{visit["visit_id"]}"]')).to_have_count(0)

        async with signed_in_client(server, "evaluator") as mira:
            own = (await mira.get(f"/api/visits/{visit['visit_id']}")).json()["interactions"][0]
        assert own["state"] == "published"
        assert [one["reason"] for one in own["corrections"]] == ["The recording says nothing of a greeting."]

    async def test_is_returned_with_a_question_about_one_criterion(self, laptop: Page, server: Server) -> None:
        async with signed_in_client(server, "evaluator") as mira:
            visit = await waiting_visit(mira)
            await sign_in(laptop, "reviewer")
            await open_visit(laptop, visit["visit_id"])
            await laptop.get_by_role("button", name="Take up").click()
            await laptop.get_by_role("button", name="Ask: Greeting").click()
            await expect(laptop.get_by_label("Question about")).to_be_focused()
            await laptop.keyboard.type(QUESTION)
            await laptop.get_by_role("button", name="Return with 1 question").click()
            await expect(laptop.get_by_text("The visit is with its evaluator")).to_be_visible()
            bundle = (await mira.get("/api/device/bundle")).json()
        [asked] = [one for one in bundle["returns"] if one["document"]["visit_id"] == visit["visit_id"]]
        assert [one["question"] for one in asked["questions"]] == [QUESTION]

    async def test_that_changed_meanwhile_is_shown_as_it_is_now_and_not_published(
        self, laptop: Page, server: Server
    ) -> None:
        async with signed_in_client(server, "evaluator") as mira:
            visit = await waiting_visit(mira)
            await sign_in(laptop, "reviewer")
            await open_visit(laptop, visit["visit_id"])
            await laptop.get_by_role("button", name="Take up").click()
            publish = laptop.get_by_role("button", name="Approve and publish")
            await expect(publish).to_be_visible()
            again = visit | {"revision": 2, "comment": "The music was very loud."}
            sent = await mira.post("/api/sync/visits", json=batch_of([again]))
            assert sent.json()["results"][0]["status"] == "accepted"
            await publish.click()
            await expect(laptop.get_by_text("The visit has changed since you opened it")).to_be_visible()
            await expect(laptop.get_by_text("The music was very loud.")).to_be_visible()
            own = (await mira.get(f"/api/visits/{visit['visit_id']}")).json()
        assert own["interactions"][0]["state"] == "submitted"
