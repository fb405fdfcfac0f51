"""HR serves what a person asks for on one screen: everything held about them, the name put right, deletion."""

import zipfile
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client

NEW_NAME = "Quirina Zauberfloh"


async def somebody(server: Server) -> dict[str, Any]:
    """Who comes last in the list of staff: no other test is about them."""
    async with signed_in_client(server, "hr") as rhea:
        page = (await rhea.get("/api/staff-members", params={"limit": 200})).json()
        while page["next_cursor"]:
            page = (await rhea.get("/api/staff-members", params={"limit": 200, "cursor": page["next_cursor"]})).json()
    last: dict[str, Any] = page["staff_members"][-1]
    return last


async def opened(page: Page, words: str, name: str) -> None:
    await page.get_by_label("Name or staff code").fill(words)
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("button", name=f"Open the data of {name}").click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"Data of {name}")


async def test_hr_finds_a_person_hands_out_corrects_and_deletes(laptop: Page, server: Server) -> None:
    person = await somebody(server)
    name, code = person["display_name"], person["staff_code"]
    await sign_in(laptop, "hr")
    await laptop.get_by_role("navigation", name="Menu").get_by_role("link", name="Staff").click()
    await expect(laptop.get_by_role("heading", name="What went because its time was over")).to_be_visible()
    await laptop.get_by_role("button", name="Search").click()
    await expect(laptop.get_by_text("Write at least two characters.")).to_be_visible()
    await opened(laptop, name.lower(), name)
    dialog = laptop.get_by_role("dialog")

    async with laptop.expect_download() as arriving:
        await dialog.get_by_role("link", name="Download everything").click()
    archive = await arriving.value
    assert archive.suggested_filename == f"about-{code}.zip"
    with zipfile.ZipFile(await archive.path()) as held:
        assert any(name.encode() in held.read(file) for file in held.namelist())

    await dialog.get_by_label("Full name").fill(NEW_NAME)
    await dialog.get_by_label("First name").fill("Quirina")
    await dialog.get_by_role("button", name="Save the name").click()
    await expect(laptop.get_by_text(f"The name is now {NEW_NAME}.")).to_be_visible()

    await opened(laptop, code, NEW_NAME)
    await expect(dialog.get_by_text("no figure of a store changes")).to_be_visible()
    confirm = dialog.get_by_label(f"To delete {NEW_NAME}, write the code {code}")
    await confirm.fill("0000")
    await dialog.get_by_role("button", name="Delete for good").click()
    await expect(dialog.get_by_text("That is not the code.")).to_be_visible()
    await confirm.fill(code)
    await dialog.get_by_role("button", name="Delete for good").click()
    await expect(laptop.get_by_text(f"{NEW_NAME} is deleted")).to_be_visible()
    await expect(laptop.get_by_text("Nobody fits.")).to_be_visible()
    async with signed_in_client(server, "hr") as rhea:
        gone = await rhea.get(f"/api/staff-members/{person['staff_member_id']}/archive")
    assert gone.status_code == 404
