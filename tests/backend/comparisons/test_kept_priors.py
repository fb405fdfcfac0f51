"""A spread that was worked out before is used again only while it still holds."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from floorwalk.comparisons import kept_priors
from floorwalk.infrastructure.database import Database
from floorwalk.visits.folding import fold_once
from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import Json, accepted


async def fold(database: Database) -> None:
    async with database.transaction() as work:
        while await fold_once(await work.connection()):
            pass


async def asked_twice(chain: Chain) -> Json:
    """The list of stores and one store's page; with what is kept, and with nothing kept, which must be the same."""
    page = f"{STORES}/{chain.linden}"
    with_kept: Any = [await answer_of(chain.ada, STORES), await answer_of(chain.ada, page)]
    kept_priors.forget()
    without: Any = [await answer_of(chain.ada, STORES), await answer_of(chain.ada, page)]
    assert with_kept == without
    found: Json = with_kept[0]
    return found


def width_of(answer: Json, chain: Chain) -> int:
    figure = row_of(answer, chain.linden)["figure"]
    width: int = figure["ci_high_bp"] - figure["ci_low_bp"]
    return width


class TestASpreadThatIsKept:
    @pytest.mark.slow
    async def test_is_used_again_and_given_up_with_every_visit_and_every_fold(
        self, stage: Chain, database: Database
    ) -> None:
        await accepted(stage.mira, *visits_like(stage, stage.linden, "====+"), *visits_like(stage, stage.hafen, "===+"))
        await fold(database)
        before = await asked_twice(stage)
        assert len(kept_priors._kept) >= 2  # of stores, and of what one store's page shows
        again = await asked_twice(stage)
        assert again == before
        await accepted(stage.mira, *visits_like(stage, stage.hafen, "+-+-", first_days_ago=5))
        waiting = await asked_twice(stage)
        assert width_of(waiting, stage) > width_of(before, stage)  # Hafen's spread widens Linden's interval at once
        await fold(database)
        assert await asked_twice(stage) == waiting

    async def test_only_so_many_are_kept(self) -> None:
        kept_priors.forget()
        for number in range(kept_priors.MOST_KEPT + 5):
            question = kept_priors.Question(UUID(int=1), "store", "key", date(2026, 1, 1), date(2026, 2, 1), number)
            kept_priors.keep(question, {})
        assert len(kept_priors._kept) == kept_priors.MOST_KEPT
        assert kept_priors.kept(question) == {}
        kept_priors.forget()
