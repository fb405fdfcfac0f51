"""Whatever happens to visits, in whatever order: the stored sums equal a recomputation from raw ratings, exactly."""

import asyncio
import random
from copy import deepcopy
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalk.infrastructure.database import Connection, prepare_connection
from floorwalk.kernel.errors import Problem
from floorwalk.kernel.ids import new_id
from floorwalk.visits.correcting import by_criterion, original_of
from floorwalk.visits.corrections import Source, correct, remove_staff_link, void_evaluation
from floorwalk.visits.folding import fold_once
from floorwalk.visits.wire import Rating as RatingSent
from tests.cast import ANY_STATE, Chain, chain
from tests.cast_sums import emptied_rows, fact_rows, facts_of_all_visits, recomputed, stored
from tests.cast_visits import (
    Json,
    accepted,
    floor_visit,
    interaction,
    mystery_visit,
    ratings_of,
    rubric_document,
    sent,
    some_time,
    stage,
)

__all__ = ["chain", "stage"]

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "floor",
                "floor",
                "mystery",
                "again",
                "add",
                "rewrite",
                "publish",
                "void",
                "fold",
                "two at once",
                "correct",
                "correct",
                "not me",
                "void one",
            ]
        ),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=14,
)


class Sequence:
    """One sequence of acts through the API, and the visits that it has sent."""

    def __init__(self, chain: Chain, connection: Connection) -> None:
        self.chain = chain
        self.connection = connection
        self.visits: list[Json] = []
        self.said: dict[UUID, Json] = {}  # by evaluation: what its evaluator said, before anything was corrected

    async def act(self, name: str, number: int) -> None:
        chance = random.Random(number)
        match name:
            case "floor":
                store = self._store(chance)
                spoken = [self._floor_interaction(store, chance) for _ in range(chance.randint(1, 3))]
                await self._send(floor_visit(self.chain, store, days_ago=chance.randint(1, 60), interactions=spoken))
            case "mystery":
                await self._send(
                    mystery_visit(self.chain, self._store(chance), chance=chance, days_ago=chance.randint(1, 60))
                )
            case "two at once":
                visit = floor_visit(self.chain, chance=chance)
                await asyncio.gather(sent(self.chain.mira, visit), sent(self.chain.mira, visit))
                self.visits.append(visit)
            case "fold":
                async with self.connection.transaction():
                    await fold_once(self.connection, chance.choice([1, 3, 1000]))
            case _ if self.visits:
                await self._act_on(chance.choice(self.visits), name, chance)

    async def _act_on(self, visit: Json, name: str, chance: random.Random) -> None:
        match name:
            case "again":
                await sent(self.chain.mira, visit)
            case "publish":
                await self.chain.vera.post(f"/api/visits/{visit['visit_id']}/publish", headers=ANY_STATE)
            case "void":
                await self.chain.vera.post(
                    f"/api/visits/{visit['visit_id']}/void", json={"reason": "It was another shop."}
                )
            case "correct" | "not me" | "void one":
                await self._correct(visit, name, chance)
            case "add":
                visit["revision"] += 1
                visit["interactions"].append(self._interaction_like(visit, chance))
                await sent(self.chain.mira, visit)
            case "rewrite":
                changed = deepcopy(visit)
                changed["revision"] += 1
                changed["interactions"] = [self._interaction_like(visit, chance)]
                [result] = await sent(self.chain.mira, changed)
                if result["status"] == "accepted":
                    visit.update(changed)

    async def _correct(self, visit: Json, name: str, chance: random.Random) -> None:
        """By a reviewer or by the decider of a dispute; what the state refuses changes nothing."""
        rows = await self.connection.fetch("select * from evaluation where visit_id = $1", UUID(visit["visit_id"]))
        if not rows:
            return
        row = chance.choice(rows)
        source: Source = chance.choice(["review", "dispute"])
        whose = (self.connection, self.chain.organisation_id, None, row["evaluation_id"])
        if row["original"] is None:
            self.said[row["evaluation_id"]] = original_of(row)
        try:
            async with self.connection.transaction():
                match name:
                    case "not me":
                        await remove_staff_link(*whose, "It was somebody else.", source)
                    case "void one":
                        await void_evaluation(*whose, "It was another shop.", source)
                    case _:
                        document = rubric_document(SAMPLES_BY_MODE[visit["mode"]])
                        chosen = chance.sample(
                            [one for one in ratings_of(document, chance) if one["criterion_key"] != "remark"], 3
                        )
                        await correct(*whose, by_criterion([RatingSent(**one) for one in chosen]), "As it was.", source)
        except Problem as refused:
            if refused.code not in REFUSALS:
                raise

    async def _send(self, visit: Json) -> None:
        await accepted(self.chain.mira, visit)
        self.visits.append(visit)

    def _store(self, chance: random.Random) -> Any:
        return chance.choice([self.chain.linden, self.chain.hafen])

    def _floor_interaction(self, store: Any, chance: random.Random) -> Json:
        codes = ["0001", "0002", "0003"] if store == self.chain.linden else ["0006", "0007"]
        staff = self.chain.staff_ids[chance.choice(codes)] if chance.random() < 0.8 else None
        ratings = ratings_of(rubric_document("floor-service"), chance)
        return interaction(
            self.chain.floor_version,
            ratings,
            some_time(),
            staff,
            weight=chance.randint(1, 3),
            indifferent=chance.random() < 0.2,
        )

    def _interaction_like(self, visit: Json, chance: random.Random) -> Json:
        if visit["mode"] == "floor":
            return self._floor_interaction(UUID(visit["store_id"]), chance)
        return interaction(
            self.chain.mystery_version, ratings_of(rubric_document("mystery-visit"), chance), some_time()
        )


SAMPLES_BY_MODE = {"floor": "floor-service", "covert": "mystery-visit"}
REFUSALS = {
    "visits.void",
    "visits.move_refused",
    "visits.nothing_corrected",
    "visits.correction_refused",
    "visits.starred_and_critical",
}


async def start_over(connection: Connection) -> None:
    await connection.execute(
        "truncate visit, superseded_revision, evaluation, visit_fact, sum_delta, scope_sum, day_sum,"
        " interaction_sum, correction, visit_return cascade"
    )


async def originals_are_untouched(connection: Connection, said: dict[UUID, Json]) -> None:
    """Of whatever was corrected since its evaluator sent it last."""
    for row in await connection.fetch("select * from evaluation where original is not null"):
        assert row["original"] == said[row["evaluation_id"]]


async def publishes_after_review(chain: Chain, connection: Connection) -> None:
    await connection.execute(
        "update programme set publication = 'after_review' where programme_id = $1", chain.mystery_programme
    )


@pytest.mark.slow
class TestAnySequence:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(acts=ACTS)
    async def test_facts_and_sums_equal_a_recomputation_from_the_raw_ratings(
        self, stage: Chain, connection: Connection, acts: list[tuple[str, int]]
    ) -> None:
        await start_over(connection)
        await publishes_after_review(stage, connection)
        sequence = Sequence(stage, connection)
        for name, number in acts:
            await sequence.act(name, number)
        await originals_are_untouched(connection, sequence.said)
        expected = await recomputed(connection)
        facts = await facts_of_all_visits(connection)
        assert await fact_rows(connection) == {key: value for key, value in facts.items() if key[1] != "criterion"}
        assert await stored(connection) == expected
        async with connection.transaction():
            while await fold_once(connection):
                pass
        assert await stored(connection) == expected
        assert await emptied_rows(connection) == 0


class TestWhatTheSumsHold:
    async def test_all_four_kinds_of_scope_get_sums(self, stage: Chain, connection: Connection) -> None:
        await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0001"]))
        assert {key[0] for key in await stored(connection)} == {"store", "staff_member", "business_area", "criterion"}

    async def test_a_visit_that_waits_for_review_is_in_no_sum(self, stage: Chain, connection: Connection) -> None:
        await publishes_after_review(stage, connection)
        visit = mystery_visit(stage)
        await accepted(stage.mira, visit)
        assert await stored(connection) == {}
        answer = await stage.vera.post(f"/api/visits/{visit['visit_id']}/publish", headers=ANY_STATE)
        assert answer.json() == {"visit_id": visit["visit_id"], "published_count": 1}
        assert await stored(connection) != {}

    async def test_a_void_visit_leaves_nothing_once_folded(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        async with connection.transaction():
            await fold_once(connection)
        answer = await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "Wrong store"})
        assert answer.status_code == 200
        async with connection.transaction():
            await fold_once(connection)
        for table in ("scope_sum", "day_sum", "interaction_sum"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0
        assert await connection.fetchval("select count(*) from visit_fact") == 0
        assert await connection.fetchval("select raw_bp from visit") is None


async def another_connection(url: str) -> Connection:
    opened = await asyncpg.connect(url)
    await prepare_connection(opened)
    return opened


@pytest.mark.slow
class TestFoldingUnderLoad:
    async def test_two_folders_beside_eight_writers_lose_and_double_nothing(
        self, stage: Chain, connection: Connection, database_url: str
    ) -> None:
        """Some writers take long, some give up; readers look all the time."""
        await publishes_after_review(stage, connection)
        for number in range(12):
            chance = random.Random(number)
            await accepted(stage.mira, floor_visit(stage, chance=chance, days_ago=chance.randint(1, 40)))
        pattern = await connection.fetch("select * from sum_delta")
        done = asyncio.Event()
        kept: dict[str, int] = {"rows": 0}

        async def write(number: int) -> None:
            chance = random.Random(number)
            own = await another_connection(database_url)
            for _ in range(40):
                transaction = own.transaction()
                await transaction.start()
                row = chance.choice(pattern)
                await own.execute(
                    """
                    insert into sum_delta (organisation_id, delta_id, visit_id, store_id, visited_on, signs,
                                           scope_kinds, scope_refs, comparability_keys, figures)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """,
                    row["organisation_id"], new_id(), row["visit_id"], row["store_id"],
                    row["visited_on"] + timedelta(days=chance.randint(0, 2)), row["signs"], row["scope_kinds"],
                    row["scope_refs"], row["comparability_keys"], row["figures"],
                )  # fmt: skip
                await own.execute("select pg_sleep($1)", chance.choice([0, 0, 0.02]))
                if chance.random() < 0.3:
                    await transaction.rollback()
                else:
                    await transaction.commit()
                    kept["rows"] += 1
            await own.close()

        async def fold(limit: int) -> None:
            own = await another_connection(database_url)
            while not done.is_set():
                async with own.transaction():
                    await fold_once(own, limit)
            await own.close()

        folders = [asyncio.create_task(fold(7)), asyncio.create_task(fold(50))]
        await asyncio.gather(*(write(number) for number in range(8)))
        done.set()
        await asyncio.gather(*folders)
        async with connection.transaction():
            while await fold_once(connection):
                pass
        visits_counted = await connection.fetchval("select sum(m) from scope_sum where scope_kind = 'store'")
        assert visits_counted == 12 + kept["rows"]
