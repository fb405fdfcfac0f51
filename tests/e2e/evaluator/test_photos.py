"""Photos: kept beside the answers, sent after them, broken off and resumed, and seen by the reviewer."""

import asyncio
import base64
import io
import random
import re
from functools import cache
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.backend.attachments.hostile import SECRET, exif
from tests.e2e.conftest import LAPTOP, PHONE, Server, opened_page, sign_in
from tests.e2e.evaluator.photo_proof import (
    answer_window_check,
    ask_for_photos,
    begin_window_check,
    choose_photo,
    log_with_photo,
)
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
    signed_in_client,
)
from tests.faults.injecting import Fault
from tests.faults.serving import DisturbedServer

STORE = "Weinberg"
PART = 256 * 1024
SENT_MS = 60_000  # several parts, with pauses after failures
FILE = {"name": "IMG 2041.JPG", "mimeType": "image/jpeg"}
LEFT = re.compile(r"still to send")


@cache
def from_the_camera(_which: str = "any") -> bytes:
    """Three megapixels that compress badly, with the place where they were taken in the EXIF."""
    pixels = random.randbytes(2000 * 1500 * 3)  # new for each run: what a server has, no phone sends again
    written = io.BytesIO()
    Image.frombytes("RGB", (2000, 1500), pixels).save(written, "JPEG", quality=70, exif=exif())
    assert SECRET in written.getvalue()
    return written.getvalue()


async def take_photo(page: Page, content: bytes | None = None, name: str = "Photo") -> None:
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name=name, exact=True).click()
    await (await choosing.value).set_files([FILE | {"buffer": content or from_the_camera()}])


async def blobs(page: Page) -> list[bytes]:
    """The photos' bytes as they lie in the phone's database."""
    found: list[str] = await page.evaluate(
        """() => new Promise((resolve, reject) => {
             const asked = indexedDB.open('floorwalk');
             asked.onerror = () => reject(asked.error);
             asked.onsuccess = () => {
               const all = asked.result.transaction(['photos']).objectStore('photos').getAll();
               all.onsuccess = async () => {
                 asked.result.close();
                 const read = (blob) => new Promise((done) => {
                   const reader = new FileReader();
                   reader.onload = () => done(reader.result.split(',')[1]);
                   reader.readAsDataURL(blob);
                 });
                 resolve(await Promise.all(all.result.filter(({ blob }) => blob).map(({ blob }) => read(blob))));
               };
             };
           })"""
    )
    return [base64.b64decode(one) for one in found]


async def photos(page: Page) -> list[dict[str, Any]]:
    return sorted(await kept(page, "photos"), key=lambda one: str(one["evidence_id"]))


async def answer_all(page: Page) -> None:
    for _ in range(8):
        await answer(page)


class TestAPhotoWithoutSignal:
    @pytest.fixture
    async def at_the_first_question(self, phone: Page) -> Page:
        await sign_in(phone, "evaluator")
        await install(phone)
        await open_store(phone, STORE)
        await begin_interaction(phone)
        await expect(phone.get_by_role("button", name="Photo", exact=True)).to_be_visible()
        await phone.context.set_offline(True)
        return phone

    async def test_is_small_bare_and_on_disk_with_its_name_and_survives_a_crash(
        self, at_the_first_question: Page
    ) -> None:
        phone = at_the_first_question
        question = await question_of(phone)
        await take_photo(phone)
        await expect(phone.get_by_role("button", name=re.compile("^Photo 1, taken"))).to_be_visible()
        (draft,), (record,) = await kept(phone, "drafts"), await photos(phone)
        (named,) = draft["evidence"]
        assert named["file_name"] == FILE["name"]
        assert (named["evidence_id"], named["sha256"]) == (record["evidence_id"], record["sha256"])
        (content,) = await blobs(phone)
        assert SECRET not in content
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1600, 1200))
            assert dict(picture.getexif()) == {}

        phone = await crashed(phone)
        await expect(phone.locator("main h1")).to_have_text(question)
        await expect(phone.get_by_role("button", name=re.compile("^Photo 1, taken"))).to_be_visible()

    async def test_the_camera_opens_only_when_every_answer_is_on_disk(self, at_the_first_question: Page) -> None:
        phone = at_the_first_question
        await phone.get_by_role("button", name="Comment").click()
        await phone.get_by_role("textbox").press_sequentially("Looked up at once.")
        await phone.get_by_role("button", name="Done").click()
        async with phone.expect_file_chooser():
            await phone.get_by_role("button", name="Photo", exact=True).click()
        (draft,) = await kept(phone, "drafts")
        assert [rating["comment"] for rating in draft["ratings"].values()] == ["Looked up at once."]

    async def test_can_be_removed_before_it_is_finished(self, at_the_first_question: Page) -> None:
        phone = at_the_first_question
        await take_photo(phone)
        await phone.get_by_role("button", name=re.compile("^Photo 1, taken")).click()
        await phone.get_by_role("button", name="Remove this photo").click()
        await expect(phone.get_by_role("button", name="Photo", exact=True)).to_be_visible()
        assert await photos(phone) == []
        assert (await kept(phone, "drafts"))[0]["evidence"] == []

    async def test_what_is_no_picture_is_said_and_the_answers_stay(self, at_the_first_question: Page) -> None:
        phone = at_the_first_question
        await take_photo(phone, b"no picture at all")
        await expect(phone.get_by_text("could not be read as a photo")).to_be_visible()
        await expect(phone.get_by_text(SAVED)).to_be_visible()
        assert await photos(phone) == []


class TestAPhotoThatIsBrokenOff:
    @pytest.mark.parametrize("fault", [Fault.REPLY_LOST, Fault.REQUEST_CUT])
    async def test_twice_goes_on_where_it_was_and_arrives_whole(
        self, browser: Browser, disturbed: DisturbedServer, fault: Fault
    ) -> None:
        async with opened_page(browser, disturbed, viewport=PHONE, locale="en-GB") as phone:
            offsets: list[int] = []
            phone.on(
                "request",
                lambda one: offsets.append(int(one.url.rpartition("=")[2])) if one.method == "PUT" else None,
            )
            await sign_in(phone, "evaluator")
            await install(phone)
            await open_store(phone, STORE)
            await begin_interaction(phone)
            await take_photo(phone, from_the_camera(fault))
            await expect(phone.get_by_role("button", name=re.compile("^Photo 1, taken"))).to_be_visible()
            (record,) = await photos(phone)
            assert record["size_bytes"] > 3 * PART
            await answer_all(phone)
            disturbed.order((fault, 2), path="/api/evidence/", method="PUT")
            await finish(phone)
            await expect(phone.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
            async with asyncio.timeout(SENT_MS / 1000):
                while (await photos(phone))[0]["state"] != "stored":  # noqa: ASYNC110 the page tells nobody
                    await asyncio.sleep(0.1)
            await expect(phone.get_by_text(LEFT)).to_have_count(0)
            assert await blobs(phone) == []
            assert disturbed.still_to_do() == 0
            assert offsets == sorted(offsets)
            # What had arrived was not sent twice. A part that was cut was, by the app or by the browser itself, which
            # repeats a request whose connection was reset without telling the page.
            assert len(offsets) - len(set(offsets)) <= (2 if fault is Fault.REQUEST_CUT else 0)

            async with signed_in_client(disturbed, "evaluator") as evaluator:
                said = (await evaluator.get(f"/api/evidence/{record['sha256']}")).json()
                assert (said["state"], said["sha256"]) == ("stored", record["sha256"])
                assert record["evidence_id"] in said["evidence_ids"]


class TestACriterionThatAsksForAPhoto:
    async def test_is_answered_by_one_and_by_nothing_else_until_it_is_removed(
        self, phone: Page, server: Server
    ) -> None:
        await ask_for_photos(server)
        await sign_in(phone, "evaluator")
        await begin_window_check(phone)
        progress = phone.locator("button.progress")
        await expect(progress).to_contain_text("0 of 2")
        await choose_photo(phone)
        await expect(progress).to_contain_text("1 of 2")
        await phone.get_by_role("button", name=re.compile("^Photo 1, taken")).click()
        await phone.get_by_role("button", name="Remove this photo").click()
        await expect(progress).to_contain_text("0 of 2")
        await answer_window_check(phone)
        await expect(phone.get_by_text("answers are missing")).to_have_count(0)
        await expect(phone.get_by_text("answer is missing")).to_have_count(0)

    async def test_stands_at_the_server_with_the_photo_that_answers_it(self, phone: Page, server: Server) -> None:
        await ask_for_photos(server)
        await sign_in(phone, "evaluator")
        visit_id = await log_with_photo(phone)
        async with signed_in_client(server, "reviewer") as reviewer:
            [one] = (await reviewer.get(f"/api/visits/{visit_id}")).json()["interactions"]
            [photo] = one["evidence"]
            ratings = {rating["criterion_key"]: rating for rating in one["ratings"]}
            assert (ratings["window"]["state"], ratings["window"]["answer"]) == ("scored", photo["evidence_id"])
            assert (photo["criterion_key"], photo["state"]) == ("window", "stored")
            whole = await reviewer.get(f"/api/visits/{visit_id}/evidence/{photo['evidence_id']}")
            assert whole.headers["content-type"] == "image/jpeg"


class TestWhatIsMissing:
    async def test_the_evaluator_and_the_reviewer_see_it_and_then_the_pictures(
        self, browser: Browser, server: Server, phone: Page
    ) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        await open_store(phone, STORE)
        await phone.route("**/api/evidence/**", lambda route: route.abort())
        await begin_interaction(phone)
        question = await question_of(phone)
        await take_photo(phone)
        await answer_all(phone)
        await take_photo(phone, name="Photo of the whole interaction")
        await expect(phone.get_by_role("button", name=re.compile("^Photo 1, taken"))).to_be_visible()
        await finish(phone)
        await expect(phone.get_by_text("2 of 2 photos still to send")).to_be_visible(timeout=RECEIVED_MS)
        visit_id = (await kept(phone, "receipts"))[-1]["visit_id"]

        async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as laptop:
            await sign_in(laptop, "reviewer")
            await laptop.goto(f"/visits/{visit_id}")
            await expect(laptop.get_by_text("2 photos of this visit are missing")).to_be_visible()
            await phone.unroute("**/api/evidence/**")
            await phone.goto("/evaluate/phone")
            await expect(phone.get_by_text("Everything is received")).to_be_visible(timeout=SENT_MS)

            await laptop.reload()
            pictures = laptop.get_by_role("img")
            await expect(pictures).to_have_count(2)
            await expect(laptop.get_by_text("missing")).to_have_count(0)
            first = laptop.get_by_role("img", name=f"Photo: {question}")
            assert await first.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1600
            await first.click()
            await expect(laptop.get_by_role("dialog")).to_be_visible()
