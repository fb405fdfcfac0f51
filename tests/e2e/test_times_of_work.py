"""How much a practised person does and reads at a quarter's end and for one review: neither grows unnoticed.

What time a published model makes of it is said in docs/performance.md.
"""

from playwright.async_api import Page

from tests.e2e.conftest import Server
from tests.e2e.evaluator.walking import signed_in_client
from tests.e2e.working import Effort, quarter_end, review_of_a_visit


def beyond(effort: Effort, **most: int) -> dict[str, int]:
    """What is more than it may be."""
    return {name: found for name, limit in most.items() if (found := getattr(effort, name)) > limit}


class TestAQuartersEnd:
    async def test_is_seven_presses_on_five_screens_from_the_sign_in_to_workbook_and_manifest(
        self, laptop: Page
    ) -> None:
        effort = await quarter_end(laptop)
        assert beyond(effort, points=7, keys=50, thoughts=14, screens=5, words=300) == {}


class TestReviewingAVisitOf31Criteria:
    async def test_is_nine_pointings_and_a_screenful_of_words_with_a_correction_and_a_question(
        self, laptop: Page, server: Server
    ) -> None:
        async with signed_in_client(server, "evaluator") as mira:
            effort, visit = await review_of_a_visit(laptop, mira)
        assert len(visit["interactions"][0]["ratings"]) == 31
        assert beyond(effort, points=9, keys=95, thoughts=42, screens=4, words=500) == {}
