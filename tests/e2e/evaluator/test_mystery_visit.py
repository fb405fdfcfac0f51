"""A mystery visit of 31 criteria: started, filled in, looked over, received, published, seen by the manager."""

from playwright.async_api import Page, expect

from tests.cast import ANY_STATE
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    answer_covert,
    install,
    kept,
    open_store,
    question_of,
    signed_in_client,
    start_visit,
    to_form,
)

STORE = "Werft"  # in the north, which the area manager sees
LEFT_OPEN = 2


async def fill_in(page: Page, criteria: int) -> list[str]:
    """Answers by whatever each criterion asks for; leaves the first two open. Their questions."""
    left: list[str] = []
    for position in range(criteria):
        question = await question_of(page)
        if position < LEFT_OPEN:
            left.append(question)
            await page.get_by_role("button", name="Next").click()
            await expect(page.get_by_role("heading", level=1)).not_to_have_text(question)
        else:
            await answer_covert(page)
    return left


class TestAMysteryVisit:
    async def test_it_is_looked_over_received_published_and_seen_by_the_area_manager(
        self, phone: Page, laptop: Page, server: Server
    ) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        await open_store(phone, STORE)
        await start_visit(phone)
        await to_form(phone)
        left_open = await fill_in(phone, 31)

        await expect(phone.get_by_role("heading", name="2 answers are missing")).to_be_visible()
        await expect(phone.get_by_role("button", name="Done")).to_be_disabled()
        await phone.get_by_role("button", name=left_open[0]).click()
        for question in left_open:
            await expect(phone.get_by_role("heading", name=question, level=1)).to_be_visible()
            await answer_covert(phone)
        await expect(phone.get_by_text("Provisional score")).to_be_visible()
        await phone.get_by_role("button", name="Done").click()
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        (receipt,) = await kept(phone, "receipts")

        await sign_in(laptop, "area_manager")
        await laptop.goto(f"/visits/{receipt['visit_id']}")
        await expect(laptop.get_by_role("heading", level=1)).to_be_visible()
        await expect(laptop.get_by_text(left_open[0])).to_have_count(0)

        async with signed_in_client(server, "reviewer") as vera:
            published = await vera.post(f"/api/visits/{receipt['visit_id']}/publish", headers=ANY_STATE)
            assert published.status_code == 200, published.text
        await laptop.reload()
        await expect(laptop.get_by_text(left_open[0])).to_be_visible()
