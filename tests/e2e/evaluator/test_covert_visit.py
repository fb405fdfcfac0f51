"""A covert visit: a plain list of time marks in the store, and afterwards a form that has the waits already."""

import re
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, Server, opened_page, sign_in
from tests.e2e.evaluator.test_one_hand import COUNTING, tap_on
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    answer_covert,
    crashed,
    go_to,
    install,
    kept,
    open_store,
    question_of,
    queued,
    signed_in_client,
    start_visit,
    take_mark,
    to_form,
)

STORE = "Leuchtturm"
UNDONE_MS = 15_000  # five seconds, on a busy machine
TAPS_BESIDE = 4  # leaving the list, who served, "Next" after what is typed, done; two criteria need none
MARKS = ["Entered", "Acknowledged", "Joined the queue", "Served", "Left"]
NOTICED = "Time until somebody noticed me"
QUEUED = "Time in the queue"
ASKED = "Time until my question was answered"
TELLING = re.compile("Floorwalk|visit|score|point|store|criteri|evaluat|mystery|test", re.IGNORECASE)
# Notes how often the phone was asked to vibrate, and what stood on disk whenever a mark began to show as taken.
WATCHING = """
window.vibrated = 0;
Object.defineProperty(navigator, 'vibrate', { value: () => { window.vibrated += 1; return true; } });
window.shownBeforeWritten = 0;
let writing = 0;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const made = begin.call(this, stores, mode, options);
  if (mode === 'readwrite' && [...made.objectStoreNames].includes('visits')) {
    window.durability = made.durability;
    writing += 1;
    made.addEventListener('complete', () => { writing -= 1; });
  }
  return made;
};
new MutationObserver((changes) => {
  if (writing > 0 && changes.some(({ target }) => target.ariaPressed === 'true')) window.shownBeforeWritten += 1;
}).observe(document, { subtree: true, attributeFilter: ['aria-pressed'] });
"""


async def at_the_list(phone: Page, *, offline: bool = True) -> None:
    await sign_in(phone, "evaluator")
    await install(phone)
    await open_store(phone, STORE)
    if offline:
        await phone.context.set_offline(True)
    await start_visit(phone)


async def marks_kept(phone: Page) -> list[dict[str, Any]]:
    [visit] = await kept(phone, "visits")
    marks: list[dict[str, Any]] = visit["marks"]
    return marks


async def set_marks(phone: Page, **elapsed_ms: int) -> None:
    """Moves the marks apart on disk, so that no test has to wait for minutes; the app is then opened again."""
    await phone.evaluate(
        """(elapsed) => new Promise((resolve, reject) => {
             const asked = indexedDB.open('floorwalk');
             asked.onsuccess = () => {
               const tx = asked.result.transaction(['visits'], 'readwrite');
               const visits = tx.objectStore('visits');
               visits.getAll().onsuccess = (event) => {
                 for (const visit of event.target.result) {
                   for (const mark of visit.marks)
                     if (mark.mark_key in elapsed) mark.moment.elapsed_ms = elapsed[mark.mark_key];
                   visits.put(visit);
                 }
               };
               tx.oncomplete = () => { asked.result.close(); resolve(); };
               tx.onerror = () => reject(tx.error);
             };
           })""",
        elapsed_ms,
    )
    await phone.reload()
    await expect(phone.get_by_role("heading", name="List", level=1)).to_be_visible()


async def criteria_by_question(phone: Page) -> dict[str, dict[str, Any]]:
    """Of the one rubric that has marks."""
    [stored] = await kept(phone, "bundles")
    [document] = [one["document"] for one in stored["bundle"]["rubric_versions"] if one["document"].get("marks")]
    return {
        criterion["title"]["en"]: criterion for section in document["sections"] for criterion in section["criteria"]
    }


async def answer_by_taps(phone: Page, criterion: dict[str, Any]) -> None:
    """As a finger answers what was as promised: nothing then asks for a comment."""
    choices = phone.locator("fieldset").first.locator("label")
    if criterion["kind"] in ("measured", "text"):
        field = phone.locator("main input[inputmode], main textarea").first
        await field.tap()
        await field.press_sequentially("3")
        await tap_on(phone, phone.get_by_role("button", name="Next"))
    elif criterion["kind"] == "yes_no":
        await tap_on(phone, choices.filter(has_text="No" if criterion.get("invert") else "Yes"))
    elif criterion["kind"] == "choice":
        best = next(option for option in criterion["options"] if option["outcome"] != "below")
        await tap_on(phone, choices.filter(has_text=best["title"]["en"]))
    elif criterion["kind"] == "expectation":  # below, met, exceeded
        await tap_on(phone, choices.nth(1))
    else:
        await tap_on(phone, choices.last)


class TestTheListInTheStore:
    async def test_it_says_nothing_of_what_it_is_for(self, phone: Page) -> None:
        await at_the_list(phone)
        for title in MARKS:
            await expect(phone.get_by_role("button", name=title)).to_be_visible()
        await take_mark(phone, "Entered")
        assert await phone.title() == "List"
        assert "/list/" in phone.url
        assert TELLING.findall(await phone.locator("body").inner_text()) == []
        await expect(phone.get_by_role("navigation")).to_have_count(0)
        await phone.get_by_role("button", name="Back", exact=True).click()
        await expect(phone.get_by_role("heading", name=STORE, level=1)).to_be_visible()
        assert await phone.title() == "Floorwalk"

    async def test_a_mark_shows_only_when_it_is_on_disk_and_the_phone_vibrates_once(
        self, browser: Browser, server: Server
    ) -> None:
        async with opened_page(
            browser, server, viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB"
        ) as phone:
            await phone.add_init_script(WATCHING)
            await at_the_list(phone, offline=False)
            for count, title in enumerate(MARKS, start=1):
                await take_mark(phone, title)
                assert len(await marks_kept(phone)) == count
                await expect(phone.get_by_role("status").filter(has_text=title)).to_be_attached()  # said last of all
                assert await phone.evaluate("() => window.vibrated") == count
            assert await phone.evaluate("() => [window.shownBeforeWritten, window.durability]") == [0, "strict"]
            moments = [mark["moment"] for mark in await marks_kept(phone)]
            assert [moment["elapsed_ms"] for moment in moments] == sorted(moment["elapsed_ms"] for moment in moments)
            assert all(re.match(r"\d{4}-\d\d-\d\dT", moment["at"]) for moment in moments)

    async def test_after_a_crash_the_same_list_stands_there_with_what_was_tapped(self, phone: Page) -> None:
        await at_the_list(phone)
        await take_mark(phone, "Entered")
        before = await marks_kept(phone)
        reopened = await crashed(phone)
        await expect(reopened.get_by_role("heading", name="List", level=1)).to_be_visible()
        await expect(reopened.get_by_role("button", name="Entered", pressed=True)).to_be_visible()
        assert await marks_kept(reopened) == before
        await take_mark(reopened, "Acknowledged")
        after = await marks_kept(reopened)
        assert after[1]["moment"]["elapsed_ms"] > before[0]["moment"]["elapsed_ms"]

    async def test_a_mark_can_be_undone_and_a_few_seconds_later_no_more(self, phone: Page) -> None:
        await at_the_list(phone)
        await take_mark(phone, "Entered")
        undo = phone.get_by_role("button", name="Undo Entered")
        await undo.click()
        await expect(phone.get_by_role("button", name="Entered", pressed=False)).to_be_visible()
        assert await marks_kept(phone) == []
        await take_mark(phone, "Entered")
        await expect(undo).to_have_count(0, timeout=UNDONE_MS)  # by itself
        assert len(await marks_kept(phone)) == 1

    async def test_a_second_tap_on_the_start_is_the_same_visit(self, phone: Page) -> None:
        await at_the_list(phone)
        await take_mark(phone, "Entered")
        await phone.get_by_role("button", name="Back", exact=True).click()
        await start_visit(phone)
        await expect(phone.get_by_role("button", name="Entered", pressed=True)).to_be_visible()
        assert len(await kept(phone, "drafts")) == 1

    async def test_whoever_opens_it_and_taps_nothing_leaves_nothing_behind(self, phone: Page) -> None:
        await at_the_list(phone)
        await phone.get_by_role("button", name="Back", exact=True).click()
        await expect(phone.get_by_role("heading", name=STORE, level=1)).to_be_visible()
        assert await kept(phone, "drafts") == await kept(phone, "visits") == []

    async def test_the_keyboard_alone_is_enough(self, phone: Page) -> None:
        await at_the_list(phone)
        await phone.get_by_role("button", name="Entered").focus()
        await phone.keyboard.press("Enter")
        await expect(phone.get_by_role("button", name="Entered", pressed=True)).to_be_visible()
        await phone.keyboard.press("Tab")
        await expect(phone.get_by_role("button", name="Undo Entered")).to_be_focused()
        await phone.keyboard.press("Enter")
        await expect(phone.get_by_role("button", name="Entered", pressed=False)).to_be_visible()


class TestTheFormAfterwards:
    async def test_it_has_the_waits_and_sends_what_was_computed_and_what_was_edited(
        self, phone: Page, server: Server
    ) -> None:
        await at_the_list(phone)
        for title in MARKS[:4]:
            await take_mark(phone, title)
        await set_marks(phone, entered=1_000, acknowledged=41_900, joined_queue=300_000, served=420_000)
        await to_form(phone)
        await expect(phone.get_by_text("2 of 31")).to_be_visible()

        await go_to(phone, NOTICED)
        await expect(phone.get_by_text("0:40 by your marks")).to_be_visible()
        await expect(phone.get_by_label("Seconds")).to_have_value("40")
        await go_to(phone, QUEUED)
        await phone.get_by_label("Seconds").fill("90")
        await expect(phone.get_by_text("Changed by hand. Your marks say 2:00.")).to_be_visible()
        await phone.get_by_role("button", name="Take 2:00 again").click()
        await expect(phone.get_by_label("Seconds")).to_have_value("120")
        await phone.get_by_label("Seconds").fill("95")

        await go_to(phone, "Entrance clean and free")
        await phone.get_by_label("How you know").select_option("Seen")
        asked = [await question_of(phone)]
        await answer_covert(phone)
        while (question := await question_of(phone)) != "Check and finish":
            asked.append(question)
            await answer_covert(phone)
        assert NOTICED not in asked  # the marks have answered it
        assert QUEUED not in asked
        await expect(phone.get_by_role("button", name=f"{NOTICED}: 0:40")).to_be_visible()
        await expect(phone.get_by_text("Provisional score")).to_be_visible()
        await phone.get_by_role("button", name="Done").click()
        await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)

        [receipt] = await kept(phone, "receipts")
        async with signed_in_client(server, "reviewer") as vera:
            visit = (await vera.get(f"/api/visits/{receipt['visit_id']}")).json()
        ratings = {rating["criterion_key"]: rating for rating in visit["interactions"][0]["ratings"]}
        told = {key: (ratings[key]["answer"], ratings[key]["basis"], ratings[key]["edited"]) for key in ratings}
        assert told["acknowledged_after"] == (40_900, "measured", False)
        assert told["queued_for"] == (95_000, "measured", True)
        assert told["entrance_clean"] == (True, "seen", False)
        assert [mark["mark_key"] for mark in visit["marks"]] == ["entered", "acknowledged", "joined_queue", "served"]

    async def test_takes_one_tap_a_criterion_and_few_more(self, phone: Page) -> None:
        await phone.add_init_script(COUNTING)
        await at_the_list(phone)
        for title in MARKS[:4]:
            await take_mark(phone, title)
        await phone.evaluate("() => { window.taps = 0; }")
        await tap_on(phone, phone.get_by_role("button", name="Next"))
        await tap_on(phone, phone.get_by_role("button", name="Unknown"))
        asked = await criteria_by_question(phone)
        while (question := await question_of(phone)) != "Check and finish":
            await answer_by_taps(phone, asked[question])
        await phone.get_by_role("button", name="Done").tap()
        await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
        assert len(asked) == 31
        assert await phone.evaluate("() => window.taps") <= len(asked) + TAPS_BESIDE

    async def test_a_comment_is_demanded_below_the_standard_and_nowhere_else(self, phone: Page) -> None:
        await at_the_list(phone)
        await to_form(phone)
        await phone.locator("fieldset").first.locator("label").filter(has_text="Yes").click()
        await expect(phone.get_by_role("heading", name="Aisles blocked anywhere", level=1)).to_be_visible()
        await go_to(phone, "Entrance clean and free")
        await phone.locator("fieldset").first.locator("label").filter(has_text="No").click()
        await expect(phone.get_by_role("button", name="Comment needed")).to_be_visible()
        assert await question_of(phone) == "Entrance clean and free"
        await phone.get_by_role("button", name="Next").click()  # it may be written later
        await phone.get_by_role("button", name="Go to:").click()
        await phone.get_by_role("dialog").get_by_role("button", name="Review").click()
        await expect(phone.get_by_role("heading", name="1 comment is missing")).to_be_visible()
        await phone.get_by_role("button", name="Entrance clean and free").click()
        await phone.get_by_role("button", name="Comment needed").click()
        await phone.get_by_role("dialog").get_by_role("textbox").fill("Crates in the doorway.")
        await phone.get_by_role("dialog").get_by_role("button", name="Done").click()
        await expect(phone.get_by_role("heading", name="Aisles blocked anywhere", level=1)).to_be_visible()

    async def test_from_the_list_of_criteria_the_next_open_one_is_one_tap_away(self, phone: Page) -> None:
        await at_the_list(phone)
        await to_form(phone)
        await go_to(phone, QUEUED)
        await phone.locator("fieldset").last.locator("label").filter(has_text="Not observed").click()
        await go_to(phone, QUEUED)
        await phone.get_by_role("button", name="Go to:").click()
        await phone.get_by_role("button", name="Next open one").click()
        await expect(phone.get_by_role("heading", name=re.compile("second till"), level=1)).to_be_visible()

    async def test_whoever_opens_the_list_right_after_an_answer_is_not_taken_on_beneath_it(self, phone: Page) -> None:
        await at_the_list(phone)
        await to_form(phone)
        await go_to(phone, QUEUED)
        # Both within one task of the page: no machine is so slow that the form has gone on in between.
        await phone.evaluate(
            """() => {
                 const labels = [...document.querySelectorAll('fieldset label')]
                 labels.find((one) => one.innerText === 'Not observed').click()
                 document.querySelector('button[aria-label^="Go to:"]').click()
               }"""
        )
        await expect(phone.get_by_role("dialog")).to_be_visible()
        await phone.wait_for_timeout(600)  # the form goes on by itself after 160 ms
        await phone.get_by_role("dialog").get_by_role("button", name="Close").click()
        assert await question_of(phone) == QUEUED

    async def test_back_from_the_form_the_list_is_still_there_and_goes_on(self, phone: Page) -> None:
        await at_the_list(phone)
        await take_mark(phone, "Entered")
        await phone.get_by_role("button", name="Next").click()
        await expect(phone.get_by_role("heading", name="Who served the customer?")).to_be_visible()
        await phone.get_by_role("button", name="Back", exact=True).click()
        await take_mark(phone, "Acknowledged")
        await to_form(phone)
        await expect(phone.get_by_text("1 of 31")).to_be_visible()


class TestTheStopWatch:
    async def test_runs_on_through_a_crash_and_gave_up_is_an_answer(self, phone: Page) -> None:
        await at_the_list(phone)
        await to_form(phone)
        await go_to(phone, ASKED)
        await phone.get_by_role("button", name="Start", exact=True).click()
        await expect(phone.get_by_role("button", name="Stop", exact=True)).to_be_visible()  # shown: so it is on disk
        [draft] = await kept(phone, "drafts")
        since = draft["ratings"]["query_time"]["timing_since"]
        reopened = await crashed(phone)
        await expect(reopened.get_by_role("heading", name=ASKED, level=1)).to_be_visible()
        await reopened.get_by_role("button", name="Stop", exact=True).click()
        await expect(reopened.get_by_role("button", name="Start again")).to_be_visible()
        [draft] = await kept(reopened, "drafts")
        rating = draft["ratings"]["query_time"]
        assert rating["answer"] <= rating["at"]["elapsed_ms"] - since["elapsed_ms"]
        assert rating["answer"] > 0
        await reopened.get_by_role("button", name="Gave up, never served").click()
        await expect(reopened.get_by_role("button", name="Gave up, never served", pressed=True)).to_be_visible()
        again = await crashed(reopened)
        await expect(again.get_by_role("button", name="Gave up, never served", pressed=True)).to_be_visible()
        [draft] = await kept(again, "drafts")
        assert draft["ratings"]["query_time"]["answer"] == "gave_up"
        assert await queued(again) == []
