"""Quicker than paper, with one thumb: how many taps, no more work at the twentieth than at the second, either hand."""

from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.evaluator.walking import install, open_store, question_of

STORE = "Kastanienallee"
MOST_TAPS = 12
CRITERIA = 8
# What fingers do, and what the phone's storage is asked to write.
COUNTING = """
window.taps = 0;
document.addEventListener('pointerdown', (event) => { if (event.isTrusted) window.taps += 1; }, true);
window.written = [];
for (const act of ['put', 'add', 'delete']) {
  const done = IDBObjectStore.prototype[act];
  IDBObjectStore.prototype[act] = function (...given) {
    if (this.name !== 'outbox') window.written.push(`${act} ${this.name}`);
    return done.apply(this, given);
  };
}
"""


async def at_store(phone: Page) -> None:
    await phone.add_init_script(COUNTING)
    await sign_in(phone, "evaluator")
    await install(phone)
    await open_store(phone, STORE)
    await phone.context.set_offline(True)


async def tap_on(page: Page, control: Locator) -> None:
    """A finger, and the next question it leads to."""
    question = await question_of(page)
    await control.tap()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text(question)


async def criteria(page: Page) -> None:
    for _ in range(CRITERIA):
        await tap_on(page, page.locator("fieldset").first.locator("label").last)


class TestAFloorInteraction:
    async def test_takes_twelve_taps_from_the_store_to_done(self, phone: Page) -> None:
        await at_store(phone)
        await phone.evaluate("() => { window.taps = 0; }")
        await tap_on(phone, phone.get_by_role("button", name="Interaction", exact=True))
        await tap_on(phone, phone.locator("main .tiles button").first)
        await tap_on(phone, phone.get_by_role("button", name="Approach"))
        await criteria(phone)
        await tap_on(phone, phone.get_by_role("button", name="Done"))
        await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
        assert await phone.evaluate("() => window.taps") <= MOST_TAPS

    async def test_with_the_same_person_again_takes_no_more(self, phone: Page) -> None:
        await at_store(phone)
        await tap_on(phone, phone.get_by_role("button", name="Interaction", exact=True))
        who = await phone.locator("main .tiles button .label").first.inner_text()
        await tap_on(phone, phone.locator("main .tiles button").first)
        await tap_on(phone, phone.get_by_role("button", name="Approach"))
        await criteria(phone)
        await tap_on(phone, phone.get_by_role("button", name="Done"))
        await phone.evaluate("() => { window.taps = 0; }")
        await tap_on(phone, phone.get_by_role("button", name="Same person again"))
        await expect(phone.locator("header").get_by_text(who)).to_be_visible()
        await tap_on(phone, phone.get_by_role("button", name="Approach"))
        await criteria(phone)
        await tap_on(phone, phone.get_by_role("button", name="Done"))
        assert await phone.evaluate("() => window.taps") <= MOST_TAPS

    async def test_the_twentieth_writes_and_draws_no_more_than_the_second(self, phone: Page) -> None:
        await at_store(phone)
        await phone.get_by_role("button", name="Interaction", exact=True).tap()
        done = [await one_interaction(phone) for _ in range(20)]
        assert done[1] == done[19]
        assert len(done[19]["written"]) <= 3 * (MOST_TAPS + CRITERIA)


async def one_interaction(phone: Page) -> dict[str, Any]:
    """From the question who served to the next one: everything written, and the size of every screen on the way."""
    await expect(phone.get_by_role("heading", name="Who served the customer?")).to_be_visible()
    await phone.evaluate("() => { window.written = []; }")
    drawn = []

    async def look() -> None:
        drawn.append(await phone.evaluate("() => document.querySelectorAll('#app *').length"))

    await look()
    await tap_on(phone, phone.get_by_role("button", name="Unknown"))
    await look()
    await tap_on(phone, phone.get_by_role("button", name="Approach"))
    for _ in range(CRITERIA):
        await look()
        await tap_on(phone, phone.locator("fieldset").first.locator("label").last)
    await expect(phone.get_by_text("Provisional score")).to_be_visible()
    await look()
    await tap_on(phone, phone.get_by_role("button", name="Done"))
    await phone.get_by_role("button", name="Next person").tap()
    await expect(phone.get_by_role("heading", name="Who served the customer?")).to_be_visible()
    return {"drawn": drawn, "written": await phone.evaluate("() => window.written")}


class TestTheHandThatHoldsThePhone:
    async def test_answers_and_buttons_stand_on_the_side_of_its_thumb(self, phone: Page) -> None:
        await at_store(phone)
        await phone.get_by_role("button", name="Interaction", exact=True).tap()
        await tap_on(phone, phone.get_by_role("button", name="Unknown"))
        await tap_on(phone, phone.get_by_role("button", name="Approach"))
        for hand, mirrored in (("Left", True), ("Right", False)):
            await phone.goto("/evaluate/phone")
            await (
                phone.get_by_role("group", name="The hand that holds the phone")
                .locator("label")
                .filter(has_text=hand)
                .tap()
            )
            await expect(phone.get_by_role("radio", name=hand)).to_be_checked()
            await phone.goto("/")  # opened afresh: the setting is kept, and the same question stands there
            await expect(phone.locator("fieldset").first).to_be_visible()
            answers = await box_of(phone.locator("fieldset").first)
            left, right = answers["x"], 390 - answers["x"] - answers["width"]
            assert (left < right) is mirrored
            back = await box_of(phone.get_by_role("button", name="Back", exact=True))
            onward = await box_of(phone.get_by_role("button", name="Next", exact=True))
            assert (onward["x"] < back["x"]) is mirrored
            for label in await phone.locator("fieldset label").all():
                size = await box_of(label)
                assert size["height"] >= 48
                assert size["width"] >= 48


async def box_of(control: Locator) -> dict[str, float]:
    box = await control.bounding_box()
    assert box is not None
    return dict(box)  # type: ignore[arg-type]  # a TypedDict of numbers
