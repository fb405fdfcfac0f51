"""The way out when nothing can be sent: one tap makes a file, and the administrator's screen takes it, once."""

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from floorwalk.identity.model import Role
from floorwalk.samples.cast import ACCOUNTS
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    answer,
    begin_interaction,
    client_of,
    install,
    log_interaction,
    open_store,
    queued,
)

STORE = "Brunnenhof"
MIRA = next(account for account in ACCOUNTS if account.role is Role.EVALUATOR)
# The next transaction finds its connection closed, as iOS does to a page that comes back from the background.
LOSE_THE_CONNECTION_ONCE = """() => {
  const begin = IDBDatabase.prototype.transaction;
  window.lost = 0;
  IDBDatabase.prototype.transaction = function (...given) {
    IDBDatabase.prototype.transaction = begin;
    window.lost += 1;
    this.close();
    return begin.apply(this, given);
  };
}"""

# A phone with a share sheet. What it was given stands in window.shared; "test.share" says what the person does there.
SHARE_SHEET = """
window.shared = [];
navigator.canShare = ({ files }) => files.every((file) => file.type === 'application/zip');
navigator.share = async ({ files }) => {
  const does = localStorage.getItem('test.share');
  if (does !== null) throw new DOMException('', does);
  for (const file of files)
    window.shared.push({ name: file.name, start: [...new Uint8Array(await file.slice(0, 2).arrayBuffer())] });
};
"""


async def export_on(phone: Page) -> Path:
    async with phone.expect_download() as downloading:
        await phone.get_by_role("button", name="Export everything").click()
    download = await downloading.value
    assert download.suggested_filename.startswith("floorwalk-rescue-")
    return Path(await download.path())


def document_in(file: Path) -> Any:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return json.loads(archive.read("rescue.json"))


async def one_visit_and_one_begun(phone: Page) -> None:
    """A finished visit, and an interaction with two answers; all of it without a network."""
    await sign_in(phone, "evaluator")
    await install(phone)
    await phone.context.set_offline(True)
    await open_store(phone, STORE)
    await log_interaction(phone)
    await phone.get_by_role("button", name="Next person").click()
    await phone.get_by_role("button", name="Unknown").click()
    await phone.get_by_role("button", name="None of these").click()
    for _ in range(2):
        await answer(phone)
    await phone.goto("/evaluate/phone")


class TestExportingEverythingOnThePhone:
    async def test_offline_with_an_ended_session_no_space_and_a_lost_connection(
        self, phone: Page, server: Server
    ) -> None:
        await one_visit_and_one_begun(phone)
        async with client_of(server, MIRA.email, MIRA.password) as elsewhere:
            assert (await elsewhere.delete("/api/sessions")).status_code == 204
        devtools = await phone.context.new_cdp_session(phone)
        await devtools.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": 1})
        await phone.evaluate(LOSE_THE_CONNECTION_ONCE)
        file = await export_on(phone)
        assert await phone.evaluate("window.lost") == 1
        await expect(phone.get_by_text("1 unsent visit, 1 unfinished interaction and 0 photos")).to_be_visible()

        document = document_in(file)
        (waiting,) = await queued(phone)
        assert [entry["body"] for entry in document["outbox"]] == [waiting["body"]]
        for entry in document["outbox"]:
            assert hashlib.sha256(entry["body"].encode()).hexdigest() == entry["content_hash"]
        [draft] = document["drafts"]
        assert sum(rating["state"] is not None for rating in draft["ratings"].values()) == 2
        assert document["format"] == 1
        assert document["account"]["display_name"].startswith("Mira ")
        assert abs(document["clock_skew_ms"]) < 60_000

    async def test_goes_to_the_share_sheet_where_the_phone_has_one_and_else_to_the_downloads(self, phone: Page) -> None:
        await phone.add_init_script(SHARE_SHEET)
        await one_visit_and_one_begun(phone)
        export = phone.get_by_role("button", name="Export everything")
        await export.click()
        await expect(phone.get_by_text("The file was handed over.")).to_be_visible()
        [shared] = await phone.evaluate("window.shared")
        assert shared["name"].startswith("floorwalk-rescue-")
        assert bytes(shared["start"]) == b"PK"

        await phone.evaluate("localStorage.setItem('test.share', 'AbortError')")  # closed without a choice
        await export.click()
        await expect(phone.get_by_text("The file was handed over.")).to_be_hidden()
        await expect(export).to_be_enabled()
        await expect(phone.get_by_text("The file is with this phone’s downloads")).to_be_hidden()

        await phone.evaluate("localStorage.setItem('test.share', 'NotAllowedError')")  # the sheet did not open
        file = await export_on(phone)
        await expect(phone.get_by_text("The file is with this phone’s downloads")).to_be_visible()
        assert len(document_in(file)["outbox"]) == 1

    async def test_the_administrator_brings_it_in_and_the_phone_hears_the_same_receipt_later(
        self, phone: Page, laptop: Page
    ) -> None:
        await one_visit_and_one_begun(phone)
        file = await export_on(phone)

        await sign_in(laptop, "administrator")
        await laptop.goto("/organisation/rescue")
        await laptop.get_by_label("Rescue file").set_input_files(file)
        await laptop.get_by_role("button", name="Bring in").click()
        await expect(laptop.get_by_text("1 stored")).to_be_visible()
        row = laptop.get_by_role("row").filter(has_text="receipt")
        await expect(row).to_contain_text(STORE)
        label = (await row.locator(".note").inner_text()).removeprefix("receipt ")
        await expect(laptop.get_by_role("row").filter(has_text="2 of 8")).to_contain_text(STORE)
        await laptop.get_by_role("button", name="Bring in").click()
        await expect(laptop.get_by_text("1 known already")).to_be_visible()

        await phone.context.set_offline(False)
        await expect(phone.get_by_text(RECEIVED)).to_have_text(f"Received, receipt {label}", timeout=RECEIVED_MS)

    async def test_a_file_that_is_none_is_refused_in_words(self, laptop: Page, tmp_path: Path) -> None:
        file = tmp_path / "holiday.zip"
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("beach.jpg", b"sand")
        await sign_in(laptop, "administrator")
        await laptop.goto("/organisation/rescue")
        await laptop.get_by_label("Rescue file").set_input_files(file)
        await laptop.get_by_role("button", name="Bring in").click()
        await expect(laptop.get_by_text("This is not a rescue file, or not all of it.")).to_be_visible()


class TestThereIsNoSaveButton:
    async def test_on_any_screen_of_an_evaluator(self, phone: Page) -> None:
        offered: list[str] = []

        async def look() -> None:
            offered.extend(
                await phone.locator("button, a, [role=button], input[type=submit]").evaluate_all(
                    "(all) => all.map((one) => `${one.innerText} ${one.getAttribute('aria-label') ?? ''}`)"
                )
            )

        await sign_in(phone, "evaluator")
        await install(phone)
        await look()
        await open_store(phone, STORE)
        await look()
        await begin_interaction(phone)
        await look()
        for name in ("Comment", "Star"):
            await phone.get_by_role("button", name=name, exact=True).click()
            await expect(phone.get_by_role("dialog")).to_be_visible()  # Escape before would close nothing
            await look()
            await phone.keyboard.press("Escape")
            await expect(phone.get_by_role("dialog")).to_have_count(0)
        for _ in range(8):
            await answer(phone)
        await look()
        await phone.get_by_role("button", name="Done").click()
        await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
        await look()
        await phone.goto("/evaluate/phone")
        await phone.get_by_role("button", name="Export everything").wait_for()
        await look()
        assert len(offered) > 60
        assert [said for said in offered if re.search(r"\bsave\b", said, re.IGNORECASE)] == []
