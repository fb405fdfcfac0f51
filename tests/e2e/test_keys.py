"""A laptop's keys: `/` to the search, `?` for the list of keys, arrows through rows; the first two can be off."""

from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Server, opened_page, sign_in

CHARACTERS = "Use the keys"


def keys(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keys", exact=True)


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox")


class TestTheListOfKeys:
    async def test_names_the_keys_of_the_screen_it_is_opened_on_and_gives_the_focus_back(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        link = laptop.get_by_role("link", name="Linden", exact=True)
        await link.focus()
        await laptop.keyboard.press("?")
        await expect(keys(laptop)).to_contain_text("from row to row")
        await expect(keys(laptop)).not_to_contain_text("to the search")
        await laptop.keyboard.press("Escape")
        await expect(keys(laptop)).to_be_hidden()
        await expect(link).to_be_focused()

        await laptop.goto("/heatmap")
        await laptop.locator("td button").first.wait_for()
        await laptop.keyboard.press("?")
        await expect(keys(laptop)).to_contain_text("from cell to cell")


class TestSearching:
    async def test_begins_with_a_slash_and_letters_in_a_field_stay_letters(self, laptop: Page) -> None:
        await sign_in(laptop, "administrator")
        await laptop.goto("/organisation")
        await search(laptop).wait_for()
        await laptop.keyboard.press("/")
        await expect(search(laptop)).to_be_focused()
        await laptop.keyboard.type("lin/?")
        await expect(search(laptop)).to_have_value("lin/?")
        await expect(keys(laptop)).to_be_hidden()

    async def test_leaves_the_slash_alone_where_nothing_can_be_searched(self, laptop: Page) -> None:
        await sign_in(laptop, "hr")
        await laptop.goto("/exports/new")
        period = laptop.get_by_label("Period")
        await period.focus()
        await laptop.keyboard.press("?")  # in a list of choices a character chooses
        await expect(keys(laptop)).to_be_hidden()
        await expect(period).to_be_focused()


class TestArrows:
    async def test_go_down_and_up_a_column_of_a_table_over_the_headings_of_its_groups(self, laptop: Page) -> None:
        await sign_in(laptop, "area_manager")
        await laptop.goto("/stores")
        await laptop.get_by_role("link", name="Linden", exact=True).wait_for()
        names = laptop.locator("tbody th[scope=row] a")
        last = await names.count() - 1
        assert last > 2
        await names.first.focus()
        for place in (*range(1, last + 1), last):  # past the last row the page scrolls
            await laptop.keyboard.press("ArrowDown")
            await expect(names.nth(place)).to_be_focused()
        await laptop.keyboard.press("ArrowUp")
        await expect(names.nth(last - 1)).to_be_focused()
        means = laptop.locator("tbody tr > td:nth-child(2) button")
        await means.first.focus()
        await laptop.keyboard.press("ArrowDown")
        await expect(means.nth(1)).to_be_focused()

    async def test_go_to_the_card_below_and_not_to_the_one_beside(self, browser: Browser, server: Server) -> None:
        half = {"width": 800, "height": 800}  # cards in two columns
        async with opened_page(browser, server, viewport=half, locale="en-GB") as page:
            await sign_in(page, "area_manager")
            await page.goto("/stores?order=name")
            cards = page.locator("main .cards > li")
            await cards.nth(3).wait_for()
            await cards.first.get_by_role("link").first.focus()
            await page.keyboard.press("ArrowDown")
            await expect(cards.nth(2).get_by_role("link").first).to_be_focused()


class TestTheTwoCharacters:
    async def test_are_switched_off_for_good_and_on_again_from_the_account(self, laptop: Page) -> None:
        await sign_in(laptop, "administrator")
        await laptop.goto("/organisation")
        await search(laptop).wait_for()
        await laptop.keyboard.press("?")
        await expect(keys(laptop)).to_contain_text("to the search")
        await keys(laptop).get_by_role("checkbox", name=CHARACTERS).uncheck()
        await expect(keys(laptop)).not_to_contain_text("to the search")
        await keys(laptop).get_by_role("button", name="Close").click()
        await laptop.reload()
        await search(laptop).wait_for()
        for key in "/?":
            await laptop.keyboard.press(key)
        await expect(search(laptop)).not_to_be_focused()
        await expect(keys(laptop)).to_be_hidden()

        await laptop.goto("/account")
        await laptop.get_by_role("button", name="Show the keys").click()
        await keys(laptop).get_by_role("checkbox", name=CHARACTERS).check()
        await laptop.keyboard.press("Escape")
        await laptop.goto("/organisation")
        await search(laptop).wait_for()
        await laptop.keyboard.press("/")
        await expect(search(laptop)).to_be_focused()
