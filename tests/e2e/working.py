"""What a practised person does at a screen, counted while the browser does it: keys, pointings, changes of hand, words.

The operators are those of the keystroke-level model: Card, Moran and Newell, "The keystroke-level model for user
performance time with interactive systems", Communications of the ACM 23 (1980), 396 to 410. Its values are for people
who know the screen and make no mistakes. Words are counted apart: reading is not in that model.
"""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from playwright.async_api import Locator, Page, expect

from floorwalk.samples.cast import ACCOUNTS
from tests.cast_visits import Json
from tests.e2e.reviews.arranging import QUESTION, waiting_visit

KEY_SECONDS = 0.20  # an average skilled typist, 55 words a minute; also the button of a mouse
POINT_SECONDS = 1.10  # with a mouse at something on the display
HAND_SECONDS = 0.40  # from the mouse to the keys or back
THINK_SECONDS = 1.35  # before each thing that is not done by itself after the one before
# Silent reading of English prose: Brysbaert, "How many words do we read per minute? A review and meta-analysis of
# reading rate", Journal of Memory and Language, volume 109 (2019).
WORDS_A_MINUTE = 238

MADE_MS = 120_000
# As the eye reads: what is shown, but for what is written on buttons.
WORDS = r"""(root) => {
  const words = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    if (around.closest('button, select, textarea, .visually-hidden') || !around.checkVisibility()) continue;
    words.push(...node.data.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)));
  }
  return words.length;
}"""


@dataclass
class Effort:
    """What was done so far."""

    keys: int = 0  # with the presses of the mouse's button
    points: int = 0
    hands: int = 0
    thoughts: int = 0
    words: int = 0
    screens: int = 0  # and dialogs
    waited_s: float = 0.0  # for the server, on the machine that the walk runs on
    typing: bool = False  # where the hand is

    @property
    def seconds(self) -> float:
        """By the model, without waiting and without reading."""
        return (
            KEY_SECONDS * self.keys
            + POINT_SECONDS * self.points
            + HAND_SECONDS * self.hands
            + THINK_SECONDS * self.thoughts
        )

    @property
    def reading_seconds(self) -> float:
        return 60 * self.words / WORDS_A_MINUTE


class Person:
    """Acts on the page as a person does, by mouse and keys, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.effort = Effort()

    def _hand(self, *, typing: bool) -> None:
        self.effort.hands += typing != self.effort.typing
        self.effort.typing = typing

    async def press(self, target: Locator) -> None:
        self._hand(typing=False)
        self.effort.thoughts += 1
        self.effort.points += 1
        self.effort.keys += 1
        await target.click()

    async def choose(self, field: Locator, label: str) -> None:
        """From a list that opens: it, and the choice in it."""
        self._hand(typing=False)
        self.effort.thoughts += 1
        self.effort.points += 2
        self.effort.keys += 2
        await field.select_option(label=label)

    async def type(self, text: str) -> None:
        """Where the cursor is."""
        self._hand(typing=True)
        self.effort.thoughts += 1
        self.effort.keys += len(text)
        await self.page.keyboard.type(text)

    async def key(self, name: str) -> None:
        """Follows what was typed by itself."""
        self._hand(typing=True)
        self.effort.keys += 1
        await self.page.keyboard.press(name)

    def look(self, things: int = 1) -> None:
        """Sees that something is as it should be, or what it means, without pressing anything."""
        self.effort.thoughts += things

    async def read(self, target: Locator) -> None:
        self.effort.words += await target.evaluate(WORDS)

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """For what the server has to say, until a new screen or part of one stands there."""
        began = time.perf_counter()
        yield
        self.effort.waited_s += time.perf_counter() - began

    async def arrive(self, there: Locator, timeout_ms: int = MADE_MS) -> None:
        async with self.waiting():
            await expect(there).to_be_visible(timeout=timeout_ms)
        self.effort.screens += 1

    async def sign_in(self, role: str) -> None:
        """Types both, as on a machine that keeps no passwords."""
        account = next(account for account in ACCOUNTS if account.role.value == role)
        await self.page.goto("/")
        await self.arrive(self.page.get_by_label("E-mail address"))
        await self.press(self.page.get_by_label("E-mail address"))
        await self.type(account.email)
        await self.key("Tab")
        await self.type(account.password)
        await self.key("Enter")


async def quarter_end(page: Page) -> Effort:
    """HR's: from the sign-in to the workbook with its manifest, of everybody, for coaching."""
    rhea = Person(page)
    await rhea.sign_in("hr")
    await rhea.arrive(page.get_by_role("heading", name="Exports", level=1))
    await rhea.press(page.get_by_role("link", name="New export"))
    await rhea.arrive(page.get_by_role("heading", name="New export", level=1))
    await rhea.press(page.locator("label").filter(has_text="Coaching").first)
    rhea.look(5)  # both days, everybody, until when it is kept, the dossiers: filled in as a quarter's end has them
    await rhea.press(page.get_by_role("button", name="Preview"))
    preview = page.get_by_text(re.compile(r"\d+ people: \d+ releasable, \d+ withheld"))
    await rhea.arrive(preview)
    await rhea.read(page.locator("section").filter(has=preview))
    await rhea.press(page.get_by_role("button", name=re.compile(r"Create export for \d+ people")))
    await rhea.arrive(page.get_by_text("Files available until"))
    await rhea.read(page.locator("main"))
    for press in ("Download people.xlsx", "Manifest"):
        async with page.expect_download():
            await rhea.press(page.get_by_role("button", name=press).or_(page.get_by_role("link", name=press)))
    return rhea.effort


# As an evaluator writes them: six of the 31 answers have a reason.
COMMENTS = {
    "shelves": "Two shelves by the stairs were half empty, and a box stood in the way of the lowest one.",
    "greeting": "Nobody looked up for the first two minutes; then one adviser said hello from behind the counter.",
    "manner": "Friendly once we spoke, and not in a hurry although others were waiting.",
    "knowledge": "Knew the difference between both models, but had to look up how long the guarantee lasts.",
    "took_it_on": "Asked a colleague at once and came back with the answer as promised.",
    "farewell": "Thanked me by name, as it stood on the card.",
}
REASON = "The comment says that somebody did say hello."


async def review_of_a_visit(page: Page, evaluator: httpx.AsyncClient) -> tuple[Effort, Json]:
    """A mystery visit of 31 criteria: read, one answer corrected, one asked about, and returned. From the queue on."""
    visit = await waiting_visit(evaluator, COMMENTS, greeting="below")
    vera = Person(page)
    await vera.sign_in("reviewer")
    await page.locator("main nav li a").first.wait_for()
    vera.effort = Effort()
    await vera.press(page.locator(f'main nav a[href="/reviews/{visit["visit_id"]}"]'))
    detail = page.locator(".detail")
    take_up = detail.get_by_role("button", name="Take up")
    await vera.arrive(take_up)
    await vera.press(take_up)
    await vera.arrive(detail.get_by_role("button", name="Approve and publish"))
    await vera.read(detail)
    vera.look(await detail.get_by_role("button", name=re.compile("^Ask: ")).count())

    await vera.press(detail.get_by_role("button", name="Correct: Greeting"))
    dialog = page.get_by_role("dialog")
    await vera.arrive(dialog)
    await vera.read(dialog)
    await vera.choose(dialog.get_by_label("What should count"), "met")
    await vera.press(dialog.get_by_label("Reason"))
    await vera.type(REASON)
    await vera.press(dialog.get_by_role("button", name="Save the correction"))
    async with vera.waiting():
        await expect(dialog).to_be_hidden()

    await vera.press(detail.get_by_role("button", name=re.compile("^Ask: ")).last)
    await expect(detail.get_by_label("Question about")).to_be_focused()
    await vera.type(QUESTION)
    await vera.press(detail.get_by_role("button", name="Return with 1 question"))
    await vera.arrive(detail.get_by_text("The visit is with its evaluator"))
    return vera.effort, visit
