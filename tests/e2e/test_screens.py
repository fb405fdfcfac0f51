"""Every screen, on a phone and on a laptop, light and dark, German, at twice the text size, right to left.

What a machine can see: nothing sticks out sideways, axe finds no fault, nothing is thrown. README's pictures are taken
on the way (`./dev screenshots` renews those that README shows).
"""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.e2e.coaching.arranging import waiting_for_a_second_person
from tests.e2e.comparisons.versions import at_common_criteria, at_versions, change_a_rubric
from tests.e2e.conftest import LAPTOP, PHONE, ROOT, Server, opened_page, sign_in
from tests.e2e.evaluator.photo_proof import ask_for_photos, choose_photo, log_with_photo
from tests.e2e.evaluator.walking import (
    RECEIVED,
    RECEIVED_MS,
    kept,
    open_store,
    signed_in_client,
    start_visit,
    take_mark,
)
from tests.e2e.reviews.arranging import returned, waiting_visit

PICTURES = ROOT / "docs" / "pictures"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes would be written out too, several times as much
}

INTERACTION = re.compile("Interaction|Interaktion")
APPROACH = re.compile("Approach|Ansprache")

NOT_POSSIBLE = re.compile("Visit not possible|Besuch nicht möglich")
START = re.compile("Start the visit|Besuch beginnen")
NEXT = re.compile("Next|Weiter")
UNKNOWN = re.compile("Unknown|Unbekannt")
COMMENT_NEEDED = re.compile("Comment needed|Bemerkung nötig")
COMMENT_MISSING = re.compile("1 comment is missing|1 Bemerkung fehlt")
REVIEW = re.compile("^(Review|Prüfen)$")

TAKE_UP = re.compile("^(Take up|Zur Prüfung nehmen)$")
CORRECT = re.compile("^(Correct|Berichtigen): ")
TO_CORRECT = re.compile("Correct or take back|Berichtigen oder")
ASK = re.compile("^(Ask|Nachfragen): ")

# No language of the app is written so yet; the screens are to be ready for one.
RIGHT_TO_LEFT = "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })"
# What lies beyond the left or right edge, whoever would have to scroll for it; not what scrolls or is cut on purpose.
BEYOND = """(width) => [...document.querySelectorAll('body *')].filter((one) => {
  const { left, right, width: wide, height } = one.getBoundingClientRect();
  if ((left >= -1 && right <= width + 1) || wide <= 1 || height <= 1) return false;
  for (let above = one; above; above = above.parentElement)
    if (getComputedStyle(above).overflowX !== 'visible' || getComputedStyle(above).position === 'fixed') return false;
  return true;
}).map((one) => one.outerHTML.slice(0, 160))"""

Steps = Callable[[Page], Awaitable[Any]]
Screen = tuple[str, str | None, Steps]  # its name, the role that sees it, the way there


async def at_sign_in(page: Page) -> None:
    await page.goto("/")


async def at_store(page: Page) -> None:
    await page.goto("/evaluate")
    await page.get_by_role("link", name="0101").click()
    await page.get_by_role("heading", level=1, name="Linden").wait_for()


async def at_staff(page: Page) -> None:
    await page.get_by_role("button", name=INTERACTION).click()
    await page.locator("main button").filter(has_text="Carla").wait_for()


async def at_criterion(page: Page) -> None:
    await page.locator("main button").filter(has_text="Carla").click()
    await page.locator("main button").filter(has_text="Carla").wait_for(state="detached")
    await page.get_by_role("button", name=APPROACH).click()
    await page.get_by_role("radio").first.wait_for()


async def at_one_photo(page: Page) -> None:
    await page.locator("main .photos li button").click()
    await page.locator("dialog img").wait_for()


async def at_reasons(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button").last.click()
    await page.locator("header button").first.click()
    await page.get_by_role("heading", level=1, name="Linden").wait_for()
    await page.get_by_role("button", name=NOT_POSSIBLE).click()
    await page.get_by_role("dialog").get_by_role("button").first.wait_for()


async def at_marks(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button").last.click()
    await page.get_by_role("button", name=START).click()
    await page.locator(".item").first.click()
    await page.locator(".item[aria-pressed=true]").wait_for()


async def at_covert_criterion(page: Page) -> None:
    await page.get_by_role("button", name=NEXT).click()
    await page.get_by_role("button", name=UNKNOWN).click()
    await page.locator("fieldset label").nth(1).click()
    await page.get_by_role("button", name=COMMENT_NEEDED).wait_for()


async def at_covert_review(page: Page) -> None:
    await page.locator("button.progress").click()
    await page.get_by_role("button", name=REVIEW, exact=True).click()
    await page.get_by_role("heading", name=COMMENT_MISSING).wait_for()


async def at_phone(page: Page) -> None:
    await page.goto("/evaluate/phone")
    await page.locator("fieldset").wait_for()


async def at_assignment(page: Page) -> None:
    await page.locator("a[href*='/evaluate/assignments/']").filter(has_text="Schlossberg").click()
    await page.locator("main dd").first.wait_for()


def at(address: str) -> Steps:
    async def go(page: Page) -> None:
        await page.goto(address)

    return go


async def at_one_store(page: Page) -> None:
    await page.goto("/stores")
    await page.get_by_role("link", name="Linden", exact=True).first.click()
    await page.get_by_role("heading", level=1, name="Linden").wait_for()


async def at_how_computed(page: Page) -> None:
    await page.goto("/stores")
    await page.locator("main button[aria-haspopup=dialog]").first.click()
    await page.locator("dialog[open] a[href*='/visits?']").wait_for()


async def at_keys(page: Page) -> None:
    await page.locator("main button[aria-haspopup=dialog]").first.wait_for()
    await page.keyboard.press("?")
    await page.locator("dialog[open] kbd").first.wait_for()


async def at_visits_behind(page: Page) -> None:
    await at_how_computed(page)
    await page.locator("dialog[open] a[href*='/visits?']").click()
    await page.locator("main li a[href*='/visits/']").first.wait_for()


async def at_one_visit(page: Page) -> None:
    await at_one_store(page)
    await page.locator("a[href*='/visits/']").first.click()
    await page.wait_for_url("**/visits/**")


async def at_measured_waits(page: Page) -> None:
    """The page of a store under the rubric that measures."""
    await at_one_store(page)
    rubric = page.locator("select").filter(has=page.locator("option", has_text=re.compile("Mystery|Testbesuch")))
    option = rubric.locator("option").filter(has_text=re.compile("Mystery|Testbesuch"))
    key = await option.get_attribute("value")
    await page.goto(f"{page.url}&comparability_key={key}")
    await page.locator("#waits article").first.wait_for()


async def at_own_result(page: Page) -> None:
    await page.goto("/my-results")
    await page.locator("a[href*='/my-results/']").first.click()
    await page.locator("main details summary").first.wait_for()


async def at_own_dispute(page: Page) -> None:
    await page.locator(".acts button").last.click()
    await page.locator("dialog textarea").first.wait_for()


async def at_new_dispute(page: Page) -> None:
    await at_one_visit(page)
    await page.locator("a[href*='/disputes/new']").click()
    await page.locator("form textarea").first.wait_for()


async def at_correction(page: Page) -> None:
    """The visit that should be read first; whoever has it already goes on reading it."""
    await page.locator("main nav li a").first.click()
    await page.locator("main h2[tabindex]").wait_for()
    await page.locator("main h2[tabindex]").focus()
    take_up, corrects = page.get_by_role("button", name=TAKE_UP), page.get_by_role("button", name=CORRECT)
    await take_up.or_(corrects.first).first.wait_for()
    if await take_up.is_visible():
        await take_up.click()
    await corrects.first.click()
    await page.locator("dialog select").wait_for()


async def at_question(page: Page) -> None:
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=ASK).first.click()
    await page.locator("main section textarea").wait_for()


async def at_difference(page: Page) -> None:
    await page.goto("/difference")
    for position, name in enumerate(("Linden", "Leuchtturm")):
        select = page.locator("form select").filter(has=page.locator("option[value=all]")).nth(position)
        await select.select_option(label=await select.locator("option").filter(has_text=name).inner_text())
    await page.locator(".sentence").wait_for()


async def at_one_export(page: Page) -> None:
    """Asked for on the screen, and ready."""
    await page.goto("/exports/new")
    await page.locator("label").filter(has_text=re.compile("Training planning|Schulungs.?planung")).click()
    await page.locator("input[type=checkbox]").uncheck()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("button", name=re.compile("Create export|Export für")).click()
    await page.get_by_text(re.compile("SHA-256")).first.wait_for(timeout=60_000)


async def at_one_persons_export(page: Page) -> None:
    """The form with a person chosen, and what may leave of them."""
    await page.goto("/exports/new")
    await page.locator("label").filter(has_text=re.compile("Coaching")).first.click()
    await page.locator("select").filter(has_text=re.compile("One person|Eine Person")).select_option(value="person")
    await page.locator("#export-person button").click()
    await page.locator("dialog input[type=search]").fill("an")
    await page.locator("dialog button[type=submit]").click()
    await page.locator("dialog li button").first.click()
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("heading", name=re.compile("Preview|Vorschau")).wait_for()


async def at_finding_a_person(page: Page) -> None:
    """The dialog over that form, with whom it has found."""
    await at_one_persons_export(page)
    await page.locator("#export-person button").click()
    await page.locator("dialog input[type=search]").fill("an")
    await page.locator("dialog button[type=submit]").click()
    await page.locator("dialog li button").first.wait_for()


async def at_formal_process(page: Page) -> None:
    """The form of an export for it, before anything is filled in."""
    await page.goto("/exports/new")
    await page.locator("label").filter(has_text=re.compile("Formal process|Förmliches Verfahren")).click()
    await page.locator("#export-country").wait_for()


async def at_one_plan(page: Page) -> None:
    await page.goto("/coaching")
    await page.locator("main li h2 a").first.click()
    await page.locator("#outcome").wait_for()


async def at_new_plan(page: Page) -> None:
    """From somebody's card on the page of their store."""
    await at_one_store(page)
    await page.locator("#staff li a").first.click()
    await page.locator("#plan-agreement").wait_for()


async def at_one_item(page: Page) -> None:
    await page.goto("/coaching/action-items")
    await page.locator("main li h2 a").first.click()
    await page.locator("#task").wait_for()


async def at_new_item(page: Page) -> None:
    await at_one_store(page)
    await page.locator("a[href*='action-items/new']").first.click()
    await page.locator("#item-task").wait_for()


async def at_rights(page: Page) -> None:
    await page.goto("/organisation/staff")
    await page.locator("tbody button").first.click()
    await page.locator("dialog[open] a[download]").wait_for()


async def at_people(page: Page) -> None:
    """Some who are found."""
    await page.goto("/people")
    await page.locator("input[type=search]").fill("an")
    await page.locator("form button[type=submit]").click()
    await page.locator("main li button").first.wait_for()


async def at_one_person(page: Page) -> None:
    await page.locator("main li button").first.click()
    await page.locator("dialog[open] a[download]").wait_for()


async def at_dispute_days(page: Page) -> None:
    await page.locator("main li button").first.click()
    await page.locator("dialog[open] #dispute-decision-days").wait_for()


async def at_taking_back(page: Page) -> None:
    """A published visit, opened by its reviewer."""
    await at_one_visit(page)
    await page.locator("a[href*='/reviews/']").filter(has_text=TO_CORRECT).click()
    await page.locator("article .act").last.click()
    await page.locator("dialog textarea").wait_for()


# An evaluator's screens follow one another: opening the app afresh would go back to the interaction begun.
SCREENS: list[Screen] = [
    ("sign-in", None, at_sign_in),
    ("evaluate-stores", "evaluator", at("/evaluate")),
    ("evaluate-assignment", "evaluator", at_assignment),
    ("evaluate-store", "evaluator", at_store),
    ("evaluate-staff", "evaluator", at_staff),
    ("evaluate-criterion", "evaluator", at_criterion),
    ("evaluate-photo", "evaluator", choose_photo),
    ("evaluate-one-photo", "evaluator", at_one_photo),
    ("evaluate-not-possible", "evaluator", at_reasons),
    ("evaluate-list", "evaluator", at_marks),
    ("evaluate-covert-criterion", "evaluator", at_covert_criterion),
    ("evaluate-covert-review", "evaluator", at_covert_review),
    ("evaluate-phone", "evaluator", at_phone),
    ("evaluate-own-severity", "evaluator", at("/my-severity")),
    ("my-area", "area_manager", at("/my-area")),
    ("compare-stores", "area_manager", at("/stores")),
    ("keys", "area_manager", at_keys),
    ("compare-intervals", "area_manager", at("/stores?picture=intervals")),
    ("compare-funnel", "area_manager", at("/stores?picture=funnel")),
    ("compare-difference", "area_manager", at_difference),
    ("compare-one-criterion", "area_manager", at("/criteria/greeting")),
    ("compare-one-business-area", "area_manager", at("/business-areas/product")),
    ("compare-versions", "hr", at_versions),
    ("compare-common-criteria", "hr", at_common_criteria),
    ("compare-heat-map", "area_manager", at("/heatmap")),
    ("compare-how-computed", "area_manager", at_how_computed),
    ("compare-visits-behind", "area_manager", at_visits_behind),
    ("compare-one-store", "area_manager", at_one_store),
    ("compare-one-visit", "area_manager", at_one_visit),
    ("assignments", "area_manager", at("/assignments")),
    ("coaching-plans", "area_manager", at("/coaching")),
    ("coaching-plan", "area_manager", at_one_plan),
    ("coaching-plan-new", "area_manager", at_new_plan),
    ("coaching-items", "area_manager", at("/coaching/action-items")),
    ("coaching-item", "area_manager", at_one_item),
    ("coaching-item-new", "area_manager", at_new_item),
    ("showcase", "area_manager", at("/showcase")),
    ("compare-measured-waits", "area_manager", at_measured_waits),
    ("account", "reviewer", at("/account")),
    ("compare-evaluators", "reviewer", at("/evaluators")),
    ("own-results", "staff_member", at("/my-results")),
    ("own-result", "staff_member", at_own_result),
    ("own-dispute", "staff_member", at_own_dispute),
    ("dispute-list", "hr", at("/disputes")),
    ("dispute-listed", "area_manager", at("/disputes")),
    ("dispute-ledger", "hr", at("/disputes/ledger")),
    ("people", "hr", at_people),
    ("people-one", "hr", at_one_person),
    ("result-links", "hr", at("/result-links")),
    ("late-joiners", "store_manager", at("/late-joiners")),
    ("dispute-new", "store_manager", at_new_dispute),
    ("reviews", "reviewer", at("/reviews")),
    ("review-correct", "reviewer", at_correction),
    ("review-return", "reviewer", at_question),
    ("review-take-back", "reviewer", at_taking_back),
    ("export-list", "hr", at("/exports")),
    ("export-new", "hr", at("/exports/new")),
    ("export-one", "hr", at_one_export),
    ("export-person", "hr", at_one_persons_export),
    ("export-person-found", "hr", at_finding_a_person),
    ("export-approvals", "administrator", at("/approvals")),
    ("organisation-stores", "administrator", at("/organisation")),
    ("organisation-import", "administrator", at("/organisation/import")),
    ("organisation-programmes", "administrator", at("/organisation/programmes")),
    ("organisation-dispute-days", "administrator", at_dispute_days),
    ("organisation-notices", "administrator", at("/organisation/notices")),
    ("organisation-accounts", "administrator", at("/organisation/accounts")),
    ("organisation-staff", "administrator", at("/organisation/staff")),
    ("organisation-rights", "administrator", at_rights),
    ("organisation-log", "administrator", at("/organisation/log")),
    ("organisation-rescue", "administrator", at("/organisation/rescue")),
    ("assignment-new", "administrator", at("/assignments/new")),
    ("assignment-import", "administrator", at("/assignments/import")),
    ("scenarios", "administrator", at("/assignments/scenarios")),
    ("rubrics", "rubric_author", at("/rubrics")),
    ("own-plans", "staff_member", at("/own/plans")),
    ("nowhere", "area_manager", at("/there-is-no-such-screen")),
]
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("phone-light", {"viewport": PHONE, "locale": "en-GB", "color_scheme": "light", "device_scale_factor": 2}),
    ("phone-dark-german", {"viewport": PHONE, "locale": "de-DE", "color_scheme": "dark"}),
    ("phone-large-text-german", {"viewport": PHONE, "locale": "de-DE", "color_scheme": "light"}),
    ("laptop-light", {"viewport": LAPTOP, "locale": "en-GB", "color_scheme": "light"}),
    ("phone-right-to-left", {"viewport": PHONE, "locale": "en-GB", "color_scheme": "light"}),
    ("laptop-dark-german", {"viewport": LAPTOP, "locale": "de-DE", "color_scheme": "dark"}),
]


@pytest.fixture(scope="module")
async def visits_made(browser: Browser, server: Server) -> list[Screen]:
    """The sample chain's visits have neither photos nor time marks: one with a photo, and an attempt with a mark."""
    await ask_for_photos(server)
    await change_a_rubric(server)
    async with opened_page(browser, server, viewport=PHONE, locale="en-GB") as page:
        await sign_in(page, "evaluator")
        photographed = await log_with_photo(page)
        await page.goto("/evaluate")
        await open_store(page, "Brunnenhof")
        await start_visit(page)
        await take_mark(page, "Entered")
        await page.get_by_role("button", name="Not possible").click()
        await page.get_by_role("dialog").get_by_role("button", name="I was recognised").click()
        await expect(page.get_by_text(RECEIVED)).to_be_visible(timeout=RECEIVED_MS)
        [marked] = [visit["visit_id"] for visit in await kept(page, "visits") if visit["visit_id"] != photographed]
    async with signed_in_client(server, "evaluator") as mira, signed_in_client(server, "reviewer") as vera:
        return_id = await returned(vera, await waiting_visit(mira))
    async with signed_in_client(server, "hr") as rhea, signed_in_client(server, "administrator") as otto:
        waiting = await waiting_for_a_second_person(rhea, otto)
    return [
        ("export-waiting", "hr", at(f"/exports/{waiting}")),
        ("export-formal", "hr", at_formal_process),
        ("export-approval", "administrator", at(f"/export-approvals/{waiting}")),
        ("evaluate-return", "evaluator", at(f"/evaluate/returns/{return_id}")),
        ("visit-photos", "reviewer", at(f"/visits/{photographed}")),
        ("visit-marks", "reviewer", at(f"/visits/{marked}")),
    ]


@pytest.mark.parametrize(("way", "options"), WAYS, ids=[name for name, _ in WAYS])
class TestEveryScreen:
    async def test_nothing_is_cut_off_and_axe_finds_no_fault(
        self,
        browser: Browser,
        server: Server,
        tmp_path: Path,
        visits_made: list[Screen],
        way: str,
        options: dict[str, Any],
    ) -> None:
        faults: list[str] = []
        screens = [*SCREENS, *visits_made]
        shown = set(re.findall(r"docs/pictures/([\w-]+\.png)", (ROOT / "README.md").read_text(encoding="utf-8")))
        for role in dict.fromkeys(role for _, role, _ in screens):
            async with opened_page(browser, server, **options) as page:
                if "right-to-left" in way:
                    await page.add_init_script(RIGHT_TO_LEFT)
                if role is not None:
                    await sign_in(page, role)
                for name, needed, steps in screens:
                    if needed == role:
                        await steps(page)
                        found = [f"{way} {name}: {fault}" for fault in await faults_of(page, way)]
                        faults += found
                        picture = f"{name}-{way}.png"
                        renewed = picture in shown and os.environ.get("FLOORWALK_SCREENSHOTS")
                        if renewed or found:
                            await page.screenshot(path=(PICTURES if renewed else tmp_path) / picture)
        assert faults == []


async def faults_of(page: Page, way: str) -> list[str]:
    """What sticks out, and what axe says."""
    await expect(page.get_by_role("heading", level=1).first).to_be_visible()
    await page.wait_for_load_state("networkidle")
    if "large-text" in way:
        await page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        # What a bar at the edge covers can be scrolled out from under it.
        await page.evaluate("() => document.querySelector('main .beside')?.scrollIntoView({ block: 'center' })")
    width = page.viewport_size["width"] if page.viewport_size else 0
    # The width that was asked for: innerWidth grows with what sticks out on an emulated phone.
    reach = await page.evaluate("() => document.scrollingElement.scrollWidth")
    faults = [f"sticks out to {reach} of {width}"] if reach > width else []
    if "right-to-left" in way:  # what axe looks at is the same in both directions
        return faults + [f"beyond the edge: {one}" for one in await page.evaluate(BEYOND, width)]
    found = await Axe().run(page, options=RULES)
    return faults + [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
