"""HR prepares one conversation on a phone: finds the person, sees whether anything may leave, and gets one dossier."""

import io
import re
import zipfile
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.coaching.test_quarter_end import MADE_MS, fetched
from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import signed_in_client

PREVIEWED = re.compile("1 person: 1 releasable|1 people: 1 releasable")


async def a_releasable_person(server: Server, days: dict[str, str]) -> dict[str, Any]:
    """By what HR's preview of everybody says."""
    question = {"purpose": "recognition", "population": {}, "retain_until_on": days["to_on"]} | days
    async with signed_in_client(server, "hr") as rhea:
        preview = (await rhea.post("/api/exports/preview", json=question)).json()
    person: dict[str, Any] = next(row for row in preview["rows"] if row["releasable"])
    return person


async def days_on(page: Page) -> dict[str, str]:
    return {
        "from_on": await page.get_by_label("First day").input_value(),
        "to_on": await page.get_by_label("Last day").input_value(),
    }


async def test_hr_asks_about_one_person_and_gets_their_dossier_alone(phone: Page, server: Server) -> None:
    await sign_in(phone, "hr")
    await phone.goto("/exports/new")
    await phone.locator("label").filter(has_text="Coaching").first.click()
    await phone.get_by_label("Period").select_option(label="Last 90 days")
    person = await a_releasable_person(server, await days_on(phone))
    name = person["display_name"]
    await phone.get_by_label("People", exact=True).select_option(label="One person…")
    await phone.get_by_role("button", name="Preview").click()
    await expect(phone.get_by_role("link", name="Choose the person")).to_be_visible()

    await phone.get_by_role("button", name="Choose a person").click()
    dialog = phone.get_by_role("dialog")
    await dialog.get_by_label("Name or staff code").fill(person["staff_code"])
    await dialog.get_by_role("button", name="Search").click()
    await dialog.get_by_role("button", name=f"Choose {name}").click()
    await expect(dialog).to_be_hidden()
    await expect(phone.get_by_role("button", name="Choose somebody else")).to_be_visible()
    await phone.get_by_role("button", name="Preview").click()
    await expect(phone.get_by_text(PREVIEWED)).to_be_visible()

    await phone.get_by_role("button", name="Create export for 1 person").click()
    await expect(phone.get_by_text("Files available until")).to_be_visible(timeout=MADE_MS)
    await expect(phone.get_by_text(name)).to_be_visible()
    archive = zipfile.ZipFile(io.BytesIO(await fetched(phone, "dossiers.zip")))
    assert len(archive.namelist()) == 1
    await phone.goto("/exports")
    await expect(phone.get_by_text(name).first).to_be_visible()
