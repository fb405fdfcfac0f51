"""What stands out: at most five findings, each from figures of the other screens, and none where nothing does."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import accepted

pytestmark = pytest.mark.slow  # dozens of visits for each

MY_AREA = "/api/comparisons/my-area"


def days() -> dict[str, str]:
    """The last thirty days."""
    today = datetime.now(UTC).date()
    return {"from_on": (today - timedelta(days=29)).isoformat(), "to_on": today.isoformat()}


@pytest.fixture
async def steady(stage: Chain) -> Chain:
    """Every store of the north as it was a month before."""
    for store_id in (stage.linden, stage.hafen, stage.neumarkt):
        for first in (1, 31):
            await accepted(stage.mira, *visits_like(stage, store_id, "=+==-==", first_days_ago=first))
    return stage


class TestNothingStandsOut:
    async def test_then_there_is_no_finding(self, steady: Chain) -> None:
        answer = await answer_of(steady.ada, MY_AREA, **days())
        assert (answer["findings"], answer["store_count"], answer["visit_count"]) == ([], 3, 21)


class TestAStoreThatFell:
    async def test_it_is_named_first_with_both_periods_and_a_link_to_its_page(self, steady: Chain) -> None:
        await accepted(steady.mira, *visits_like(steady, steady.hafen, "-" * 14, first_days_ago=9))
        question = days()
        (finding,) = (await answer_of(steady.ada, MY_AREA, **question))["findings"]
        assert (finding["kind"], finding["stores"][0]["name"]) == ("changed", "Hafen")
        change = finding["change"]
        assert change["difference_bp"] < 0
        assert change["ci_high_bp"] < 0
        assert change["p_adjusted_ppm"] <= 100_000
        assert finding["link"] | question == finding["link"]
        assert (finding["link"]["screen"], finding["link"]["store_id"]) == ("store", str(steady.hafen))
        assert change["figure"] == row_of(await answer_of(steady.ada, STORES, **question), steady.hafen)["figure"]

    async def test_a_rise_is_told_after_a_critical_failure(self, steady: Chain) -> None:
        await accepted(steady.mira, *visits_like(steady, steady.linden, "+" * 14, first_days_ago=9))
        await accepted(steady.mira, *visits_like(steady, steady.linden, "-" * 14, first_days_ago=39))
        await accepted(steady.mira, *visits_like(steady, steady.neumarkt, "=", first_days_ago=9, honest=False))
        findings = (await answer_of(steady.ada, MY_AREA, **days()))["findings"]
        assert [(one["kind"], one["stores"][0]["name"]) for one in findings] == [
            ("critical_failed", "Neumarkt"), ("changed", "Linden"),
        ]  # fmt: skip
        assert findings[0]["critical"]["failed"] == 1
        assert findings[0]["newest_on"] is not None
        assert findings[1]["change"]["difference_bp"] > 0


class TestStoresWithTooFewVisits:
    async def test_they_are_one_finding_that_leads_to_the_list(self, stage: Chain) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.linden, "=+-=="))
        (finding,) = (await answer_of(stage.ada, MY_AREA))["findings"]
        assert (finding["kind"], finding["store_count"]) == ("too_few_visits", 2)
        assert [one["name"] for one in finding["stores"]] == ["Hafen", "Neumarkt"]
        assert (finding["link"]["screen"], finding["link"]["store_id"]) == ("stores", None)

    async def test_without_any_visit_all_are_named(self, stage: Chain) -> None:
        (finding,) = (await answer_of(stage.ada, MY_AREA))["findings"]
        assert finding["store_count"] == 3


class TestNotMoreThanFive:
    async def test_of_the_stores_with_critical_failures_two_are_named(self, stage: Chain) -> None:
        for store_id in (stage.linden, stage.hafen, stage.neumarkt):
            await accepted(stage.mira, *visits_like(stage, store_id, "=+", honest=False))
        findings = (await answer_of(stage.ada, MY_AREA))["findings"]
        assert [one["kind"] for one in findings] == ["critical_failed", "critical_failed", "too_few_visits"]

    async def test_nothing_of_a_store_out_of_sight_is_told(self, stage: Chain) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.schlossberg, "----", honest=False))
        findings = (await answer_of(stage.ada, MY_AREA))["findings"]
        assert [one["kind"] for one in findings] == ["too_few_visits"]


async def test_the_period_before_the_first_day_there_can_be_is_not_asked_for(stage: Chain) -> None:
    answer = await answer_of(stage.ada, MY_AREA, from_on="2000-01-10", to_on="2000-03-01")
    assert [one["kind"] for one in answer["findings"]] == ["too_few_visits"]
