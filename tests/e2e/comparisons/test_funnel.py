"""The funnel names whoever lies outside the limits of chance, and says how many do."""

import re

from playwright.async_api import Page, expect

from tests.e2e.comparisons.taking_along import Json, has_mean
from tests.e2e.comparisons.test_monday_morning import MYSTERY_VISITS, chosen_rubric
from tests.e2e.conftest import sign_in


def outside(answer: Json) -> list[str]:
    """By the limits that the server drew: there is one for each number of visits up to forty."""
    [group] = answer["peer_groups"]
    limits = {limit["visit_count"]: limit for limit in group["funnel"]}
    found = []
    for row in filter(lambda row: has_mean(row["figure"]), answer["rows"]):
        limit = limits[row["figure"]["visit_count"]]
        if not limit["lower_bp"] <= row["figure"]["raw_mean_bp"] <= limit["upper_bp"]:
            found.append(row["name"])
    return found


class TestStoresOutsideTheLimits:
    async def test_are_named_and_counted(self, laptop: Page) -> None:
        await sign_in(laptop, "hr")
        await laptop.goto("/stores?picture=funnel")
        async with laptop.expect_response(re.compile("/api/comparisons/stores.*comparability_key")) as answered:
            await chosen_rubric(laptop, MYSTERY_VISITS)
        answer = await (await answered.value).json()
        expected = outside(answer)
        assert expected
        figure = laptop.get_by_role("figure")
        of = sum(has_mean(row["figure"]) for row in answer["rows"])
        await expect(figure).to_contain_text(f"{len(expected)} of {of} stores")
        names = await figure.locator(".label").all_inner_texts()
        assert [name for name in expected if name not in names] == []
