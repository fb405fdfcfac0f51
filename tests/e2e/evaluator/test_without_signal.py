"""The whole floor interaction in a cellar: kept with each tap, sent later, and forgotten only for a receipt."""

import re
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    SAVED,
    answer,
    begin_interaction,
    crashed,
    finish,
    install,
    kept,
    open_store,
    question_of,
    queued,
    receipted_hashes,
)

STORE = "Brunnenhof"
# Counts the writing transactions that are open on the drafts, and notes that count each time the line says "Saved".
WATCHING = """
window.saidSaved = [];
let writing = 0, finished = 0;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const made = begin.call(this, stores, mode, options);
  if (mode === 'readwrite' && [...made.objectStoreNames].includes('drafts')) {
    writing += 1;
    made.addEventListener('complete', () => { writing -= 1; finished += 1; });
  }
  return made;
};
let before = '';
new MutationObserver(() => {
  const line = document.querySelector('.filling .state')?.textContent ?? '';
  if (line !== before && line.startsWith('Saved')) window.saidSaved.push({ writing, finished });
  before = line;
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


async def offline_at(phone: Page, store: str) -> None:
    await sign_in(phone, "evaluator")
    await install(phone)
    await phone.context.set_offline(True)
    await phone.reload()
    await open_store(phone, store)


class TestAFloorInteractionWithoutSignal:
    async def test_everything_the_form_can_take_is_kept_and_arrives_as_it_was_entered(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await phone.get_by_role("button", name="Interaction", exact=True).click()
        await phone.get_by_role("button", name="Describe by role").click()
        await phone.get_by_label("Role, as on the shop floor").fill("advice, lamps")
        await phone.get_by_role("button", name="Take this role").click()
        await phone.get_by_role("button", name="Approach").click()

        await phone.get_by_role("button", name="Comment").click()
        await phone.get_by_role("textbox", name="Comment").fill("Nodded across the aisle.")
        await phone.get_by_role("dialog").get_by_role("button", name="Done").click()
        await answer(phone, "Exceeded")
        await answer(phone, "Not observed")
        await phone.get_by_role("button", name="Star", exact=True).click()
        await phone.get_by_label("What was done").fill("carried the lamp to the car")
        await phone.get_by_label("How you know").fill("I saw it from the entrance.")
        await phone.get_by_role("button", name="Give the star").click()
        await expect(phone.get_by_role("button", name="1 star")).to_be_visible()
        await answer(phone, "Not applicable")
        await answer(phone, "Cannot remember")
        await answer(phone)
        await answer(phone)
        await answer(phone, "Yes")  # the critical one: beside its failure no star may stand
        await answer(phone)
        await finish(phone)

        assert [entry["revision"] for entry in await queued(phone)] == [1]
        assert await kept(phone, "drafts") == []
        await phone.reload()
        await expect(phone.get_by_text(SAVED)).to_be_visible()

        async with phone.expect_request("**/api/sync/visits") as sending:
            await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        sent: Any = (await sending.value).post_data_json
        (interaction,) = sent["visits"][0]["interactions"]
        assert interaction["staff"] == {"kind": "described", "role_title": "advice, lamps"}
        assert interaction["touchpoint_key"] == "approach"
        assert [rating["state"] for rating in interaction["ratings"]][:4] == [
            "scored", "not_observed", "not_applicable", "cannot_remember",
        ]  # fmt: skip
        assert interaction["ratings"][0]["answer"] == "exceeded"
        assert interaction["ratings"][0]["comment"] == "Nodded across the aisle."
        assert interaction["stars"][0]["act"] == "carried the lamp to the car"

    async def test_what_waits_is_forgotten_only_for_a_receipt_that_names_it(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await begin_interaction(phone)
        for _ in range(8):
            await answer(phone)
        await finish(phone)
        (waiting,) = await queued(phone)
        await phone.get_by_role("link", name="Back to the store").click()
        await phone.get_by_role("button", name="Send now").click()  # there is nowhere to send it to
        await expect(phone.get_by_text("1 visit waits to be sent")).to_be_visible()
        assert [entry["content_hash"] for entry in await queued(phone)] == [waiting["content_hash"]]
        assert await receipted_hashes(phone) == set()

        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        assert await queued(phone) == []
        assert await receipted_hashes(phone) == {waiting["content_hash"]}


class TestAPhoneThatDiesInTheMiddle:
    async def test_no_answer_is_called_saved_before_it_is_on_disk(self, phone: Page) -> None:
        await phone.add_init_script(WATCHING)
        await offline_at(phone, STORE)
        await begin_interaction(phone)
        for _ in range(4):
            await answer(phone)
        await expect(phone.get_by_text(SAVED)).to_be_visible()
        said = await phone.evaluate("() => window.saidSaved")
        assert len(said) >= 4
        assert [one for one in said if one["writing"] > 0 or one["finished"] == 0] == []

    async def test_an_answer_shown_as_saved_is_there_when_the_app_is_opened_again(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await begin_interaction(phone)
        await answer(phone)
        question = await question_of(phone)
        # By the keyboard an answer is chosen without going on, so that the crash comes at this very criterion.
        await phone.locator("fieldset input").first.focus()
        await phone.keyboard.press("ArrowDown")
        await expect(phone.get_by_text("2 of 8")).to_be_visible()
        await expect(phone.get_by_text(SAVED)).to_be_visible()
        chosen = await phone.locator("fieldset input:checked").get_attribute("value")

        reopened = await crashed(phone)

        await expect(reopened.get_by_role("heading", level=1)).to_have_text(question)
        await expect(reopened.get_by_text("2 of 8")).to_be_visible()
        assert await reopened.locator("fieldset input:checked").get_attribute("value") == chosen

    async def test_the_words_of_a_comment_and_of_a_star_are_there_too(self, phone: Page) -> None:
        await offline_at(phone, STORE)
        await begin_interaction(phone)
        await phone.get_by_role("button", name="Comment").click()
        await phone.get_by_role("textbox", name="Comment").fill("Looked up at on")
        await phone.get_by_role("dialog").get_by_role("button", name="Done").click()
        await phone.get_by_role("button", name="Star", exact=True).click()
        await phone.get_by_label("What was done").fill("waived the f")
        await phone.get_by_label("How you know").fill("I was sta")
        await expect(phone.get_by_text(SAVED)).to_be_visible()

        reopened = await crashed(phone)

        await reopened.get_by_role("button", name="Star", exact=True).click()
        await expect(reopened.get_by_label("What was done")).to_have_value("waived the f")
        await expect(reopened.get_by_label("How you know")).to_have_value("I was sta")
        await reopened.keyboard.press("Escape")
        await reopened.get_by_role("button", name=re.compile("Comment")).click()
        await expect(reopened.get_by_role("textbox", name="Comment")).to_have_value("Looked up at on")
