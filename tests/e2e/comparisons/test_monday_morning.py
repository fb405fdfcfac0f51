"""The area manager's Monday morning: what stands out, who differs from whom, and what a link shares."""

import csv
import re
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import LAPTOP, Server, opened_page, sign_in

MYSTERY_VISITS = "Mystery visit"


def addressed(page: Page) -> str:
    """What a person would copy out of the address bar, without the server's name."""
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}"


async def chosen_rubric(page: Page, title: str) -> None:
    select = page.get_by_label("Rubric", exact=True)
    option = select.locator("option").filter(has_text=title)
    await select.select_option(value=await option.get_attribute("value"))
    await expect(page.locator("[aria-busy=false]")).to_be_visible()


class TestTheFirstScreen:
    async def test_says_in_at_most_five_sentences_what_needs_attention_and_each_leads_there(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        await expect(phone.get_by_role("heading", level=1, name="My area")).to_be_visible()
        sentences = phone.locator("main ul li a:not(nav a)")
        await expect(sentences.first).to_be_visible()
        assert 1 <= await sentences.count() <= 5

        await phone.get_by_role("link", name="Werft: a critical criterion failed").click()
        await expect(phone.get_by_role("heading", level=1, name="Werft")).to_be_visible()
        await expect(phone.get_by_role("heading", name="Visits", exact=True)).to_be_in_viewport()
        await expect(phone.locator("#visits").get_by_text("critical failed").first).to_be_visible()

    async def test_leads_from_too_few_visits_to_the_stores_that_have_them(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        await phone.get_by_role("link", name="too few visits").click()
        await expect(phone.locator("#tier-none")).to_be_in_viewport()
        group = phone.locator("section").filter(has=phone.locator("#tier-none"))
        await expect(group.get_by_role("link", name="Neumarkt", exact=True)).to_be_visible()
        await expect(group.get_by_role("link", name="Hafen", exact=True)).to_be_visible()


class TestTheStores:
    async def test_stand_in_groups_and_have_a_rank_only_as_a_range(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.get_by_role("link", name="Comparison").click()
        headings = laptop.locator("tbody h2")
        await expect(headings.first).to_contain_text("Below their peers")
        ranks = laptop.get_by_text(re.compile(r"^rank "))
        await expect(ranks.first).to_be_visible()
        for rank in await ranks.all_inner_texts():
            assert re.fullmatch(r"rank \d+ (to \d+ )?of \d+", rank)
        few = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Hafen", exact=True))
        await expect(few).to_contain_text("1 visit: too few for a mean")
        await expect(few).not_to_contain_text("rank")

    async def test_show_the_same_figures_as_groups_as_intervals_and_as_a_funnel(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        row = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Linden", exact=True))
        mean = (await row.get_by_role("cell").nth(0).inner_text()).strip()

        await laptop.get_by_role("link", name="Intervals").click()
        line = laptop.get_by_role("listitem").filter(has=laptop.get_by_role("link", name="Linden", exact=True))
        await expect(line.locator("b")).to_have_text(mean)

        await laptop.get_by_role("link", name="Funnel").click()
        await laptop.get_by_text("The same figures as a table").click()
        row = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Linden", exact=True))
        await expect(row.get_by_role("cell").nth(1)).to_have_text(mean)

    async def test_are_taken_along_as_a_file_with_the_figures_of_the_answer(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        async with laptop.expect_response("**/api/comparisons/stores?*") as asked:
            await laptop.goto("/stores")
        answer = await (await asked.value).json()
        async with laptop.expect_download() as coming:
            await laptop.get_by_role("button", name="Download as CSV").click()
        download = await coming.value
        assert download.suggested_filename == "floorwalk-stores.csv"
        with (await download.path()).open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["scope"] == "store"]
        assert [row["store_code"] for row in rows] == [row["store_code"] for row in answer["rows"]]
        for row, shown in zip(rows, answer["rows"], strict=True):
            figures = shown["figure"] | {"visits": shown["figure"]["visit_count"]}
            for column in ("visits", "raw_mean_bp", "ci_low_bp", "ci_high_bp"):
                assert row[column] == ("" if figures[column] is None else str(figures[column]))
            assert (row["tier"] or None, row["critical_failed"]) == (
                shown["standing"]["tier"],
                str(shown["critical"]["failed"]),
            )

    async def test_on_paper_stand_without_what_only_a_screen_can_do(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        await expect(laptop.get_by_role("button", name="Print or save as PDF")).to_be_visible()
        rubric = laptop.get_by_text(re.compile(r"^Compared with: the stores shown · Service on the floor"))
        await expect(rubric).to_be_hidden()
        await laptop.emulate_media(media="print")
        await expect(rubric).to_be_visible()
        await expect(laptop.get_by_role("heading", name="Stores compared")).to_be_visible()
        await expect(laptop.get_by_role("link", name="Linden", exact=True).first).to_be_visible()
        for name in ("Sign out", "Print or save as PDF", "Download as CSV"):
            await expect(laptop.get_by_role("button", name=name)).to_be_hidden()

    async def test_a_link_shares_picture_rubric_and_peers(self, laptop: Page, browser: Browser, server: Server) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        await chosen_rubric(laptop, MYSTERY_VISITS)
        await laptop.get_by_label("Compared with").select_option(label="all stores")
        await laptop.get_by_role("link", name="Intervals").click()
        shown = laptop.get_by_role("list", name="Means with their intervals")
        await expect(laptop.locator("[aria-busy=true]")).to_have_count(0)  # until then the former answer stands there
        lines = await shown.get_by_role("listitem").all_inner_texts()
        assert lines

        async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as other:
            await sign_in(other, "area_manager")
            await other.goto(addressed(laptop))
            seen = other.get_by_role("list", name="Means with their intervals")
            await expect(seen.get_by_role("listitem")).to_have_text(
                [re.compile(r"\s*".join(map(re.escape, line.split()))) for line in lines]
            )

    async def test_not_distinguishable_is_explained_where_it_stands_with_what_it_would_take(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/criteria/greeting")
        heading = laptop.get_by_role("heading", name="Not distinguishable from their peers")
        await expect(heading).to_be_visible()
        await expect(laptop.get_by_text("That does not mean that the stores are the same")).to_be_visible()
        await expect(laptop.get_by_text(re.compile(r"\d+ more visits would tell")).first).to_be_visible()


class TestTheHeatMap:
    async def test_sorts_by_a_business_area_and_colours_nothing_that_has_too_few_visits(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/heatmap")
        await laptop.get_by_role("button", name="Product", exact=True).click()
        sorted_by = laptop.get_by_role("columnheader", name="Product")
        await expect(sorted_by).to_have_attribute("aria-sort", "ascending")
        await laptop.reload()
        await expect(sorted_by).to_have_attribute("aria-sort", "ascending")
        stores = await laptop.locator("tbody th").all_inner_texts()
        assert sorted(stores[-2:]) == ["Hafen", "Neumarkt"]  # no mean: last in both directions
        few = laptop.get_by_role("row").filter(has=laptop.get_by_role("link", name="Hafen", exact=True))
        colours = await few.locator("td").evaluate_all("cells => cells.map(c => getComputedStyle(c).backgroundColor)")
        assert set(colours) == {"rgba(0, 0, 0, 0)"}


class TestOneAgainstTheOther:
    async def test_is_one_sentence_that_the_address_keeps(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        await phone.goto("/difference")
        await phone.get_by_label("A", exact=True).select_option(label="Store: Linden")
        await phone.get_by_label("B", exact=True).select_option(label="Store: Linden")
        await expect(phone.get_by_text("A and B are the same.")).to_be_visible()
        await phone.get_by_label("B", exact=True).select_option(label="Store: Leuchtturm")
        sentence = phone.get_by_text(re.compile(r"^Linden is higher than Leuchtturm by \d+ points?\.$"))
        await expect(sentence).to_be_visible()
        await expect(phone.get_by_text("in four of five cases")).to_be_visible()
        await phone.reload()
        await expect(sentence).to_be_visible()

    async def test_of_two_periods_that_overlap_says_why_there_is_no_difference(self, phone: Page) -> None:
        await sign_in(phone, "area_manager")
        period = "from_on=2026-01-01&to_on=2026-06-30&b_from_on=2026-06-30&b_to_on=2026-07-31"
        await phone.goto(f"/difference?{period}&a=all&b=all")
        await expect(phone.get_by_text("A and B share visits")).to_be_visible()


class TestOneStore:
    async def test_shows_what_was_measured_beside_the_promise_and_both_lists_at_one_size(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        await laptop.get_by_role("link", name="Linden", exact=True).click()
        await chosen_rubric(laptop, MYSTERY_VISITS)
        queue = laptop.get_by_role("article").filter(has_text="Time in the queue")
        await expect(queue).to_contain_text("Promised: at most 4:00.")
        await expect(queue.get_by_text("promised 4:00")).to_be_visible()
        boxes = [await laptop.get_by_role("region", name=name).bounding_box() for name in ("To improve", "To showcase")]
        sizes = [(box["width"], box["height"]) for box in boxes if box is not None]
        assert len(sizes) == 2
        assert sizes[0] == sizes[1]

    async def test_names_its_people_by_the_alphabet_and_offers_no_other_order(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        await laptop.get_by_role("link", name="Linden", exact=True).click()
        staff = laptop.locator("#staff")
        await expect(staff.get_by_role("heading", level=3).first).to_be_visible()
        names = await staff.get_by_role("heading", level=3).all_inner_texts()
        assert len(names) > 1
        assert names == sorted(names)
        for button in await staff.get_by_role("button").all():
            await expect(button).to_have_accessible_name(re.compile("how is this computed$"))
        assert await staff.get_by_role("combobox").count() == 0


class TestEvaluators:
    async def test_are_shown_to_whoever_leads_calibration_with_why_there_is_no_adjusted_column(
        self, laptop: Page
    ) -> None:
        await sign_in(laptop, "reviewer")
        await laptop.get_by_role("link", name="Evaluators").click()
        conditions = laptop.get_by_role("list", name="The three conditions").get_by_role("listitem")
        await expect(conditions).to_have_count(3)
        await expect(laptop.locator("tbody th").first).to_be_visible()
        codes = await laptop.locator("tbody th").all_inner_texts()
        assert codes == sorted(codes)
        assert len(codes) > 1

    async def test_do_not_exist_for_an_area_manager(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/evaluators")
        await expect(laptop.get_by_role("heading", name="This page does not exist")).to_be_visible()
        await expect(laptop.get_by_role("link", name="Evaluators")).to_have_count(0)
