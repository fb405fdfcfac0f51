"""Evaluators beside each other, for whoever leads calibration: how severe, how sure, and why a column is refused."""

import random
from collections.abc import Sequence
from uuid import UUID

import pytest

from floorwalk.comparisons.evaluator_queries import visits_by_evaluator
from floorwalk.comparisons.periods import Window
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.backend.comparisons.arranging import answer_of, visits_like
from tests.cast import Chain
from tests.cast_visits import accepted

pytestmark = pytest.mark.slow  # dozens of visits for each

EVALUATORS = "/api/comparisons/evaluators"


async def rated(
    chain: Chain, connection: Connection, store_ids: Sequence[UUID], shift_bp: Sequence[int], spread_bp: int = 400
) -> None:
    """Two visits to each store by each of as many further evaluators as there are shifts, straight into the facts."""
    chance = random.Random(3)
    key = await connection.fetchval(
        "select comparability_key from rubric_version where rubric_version_id = $1", chain.floor_version
    )
    visited_on = await connection.fetchval("delete from visit_fact returning visited_on")  # Mira's own visit
    for number, shift in enumerate(shift_bp):
        evaluator_id = new_id()
        await connection.execute(
            "insert into evaluator (organisation_id, evaluator_id, evaluator_code) values ($1, $2, $3)",
            chain.organisation_id, evaluator_id, f"EV-{number}",
        )  # fmt: skip
        for store_id in store_ids:
            for _ in range(2):
                score_bp = 6_000 + shift + chance.randint(-spread_bp, spread_bp)
                await connection.execute(
                    "insert into visit_fact (organisation_id, visit_id, scope_kind, scope_ref, comparability_key,"
                    " store_id, evaluator_id, visited_on, w, t, interactions, exceeded, met, below, weight_scored,"
                    " weight_applicable, critical_failed, below_meets, stars, indifferent)"
                    " values ($1, $2, 'store', $3, $4, $5, $6, $7, 1, $8, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0)",
                    chain.organisation_id, new_id(), str(store_id), key, store_id, evaluator_id,
                    visited_on, score_bp,
                )  # fmt: skip


@pytest.fixture
async def begun(stage: Chain) -> Chain:
    """Mira has been to Linden once: the key has visits."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "="))
    return stage


def four_stores(chain: Chain) -> list[UUID]:
    return [chain.linden, chain.hafen, chain.neumarkt, chain.schlossberg]


@pytest.mark.slow  # the first fit loads the library of its optimiser
class TestEvaluatorsWhoDiffer:
    async def test_the_severe_one_is_found_and_an_adjusted_mean_stands_beside_the_raw_one(
        self, begun: Chain, connection: Connection
    ) -> None:
        await rated(begun, connection, four_stores(begun), [0, 0, 300, 0, 300, -1_500])
        answer = await answer_of(begun.vera, EVALUATORS)
        assert (answer["is_adjusted_offered"], answer["refusal"]) == (True, None)
        assert answer["gates"]["evaluators_with_enough"] == 6
        severe = next(row for row in answer["rows"] if row["evaluator_code"] == "EV-5")
        assert severe["ci_low_bp"] < severe["effect_bp"] < severe["ci_high_bp"] < 0
        assert severe["adjusted_mean_bp"] == pytest.approx(severe["raw_mean_bp"] - severe["effect_bp"], abs=1)
        assert (severe["visit_count"], severe["store_count"], severe["area_count"]) == (8, 4, 3)

    async def test_they_stand_in_the_order_of_their_codes(self, begun: Chain, connection: Connection) -> None:
        await rated(begun, connection, four_stores(begun), [900, -900, 300, 0, 100])
        codes = [row["evaluator_code"] for row in (await answer_of(begun.vera, EVALUATORS))["rows"]]
        assert codes == sorted(codes)

    async def test_with_four_the_column_is_refused_and_the_differences_are_said(
        self, begun: Chain, connection: Connection
    ) -> None:
        await rated(begun, connection, four_stores(begun), [0, 300, 0, -1_500])
        answer = await answer_of(begun.vera, EVALUATORS)
        assert (answer["is_adjusted_offered"], answer["refusal"]) == (False, "too_few_evaluators")
        assert {row["adjusted_mean_bp"] for row in answer["rows"]} == {None}
        assert any(row["effect_bp"] is not None for row in answer["rows"])

    async def test_where_they_do_not_differ_there_is_no_difference_and_no_column(
        self, begun: Chain, connection: Connection
    ) -> None:
        await rated(begun, connection, four_stores(begun), [0] * 6, spread_bp=2_000)
        answer = await answer_of(begun.vera, EVALUATORS)
        assert answer["refusal"] == "not_significant"


class TestHardlyAnyVisits:
    async def test_two_of_them_fit_nothing_and_it_says_why(self, begun: Chain) -> None:
        answer = await answer_of(begun.vera, EVALUATORS)
        assert (answer["refusal"], answer["evaluator_sd_bp"]) == ("no_spread", None)
        assert [row["effect_bp"] for row in answer["rows"]] == [None]

    async def test_none_at_all_is_an_empty_list(self, stage: Chain) -> None:
        answer = await answer_of(stage.vera, EVALUATORS)
        assert (answer["rows"], answer["refusal"]) == ([], "no_spread")


class TestWhoMaySeeThem:
    @pytest.mark.parametrize("who", ["mira", "jonas", "ada", "rhea", "otto", "sam", "nils"])
    async def test_nobody_but_who_leads_calibration(self, begun: Chain, who: str) -> None:
        assert (await begun.clients[who].get(EVALUATORS)).status_code == 403


async def test_a_cell_holds_the_visits_of_the_stores_own_days(begun: Chain, connection: Connection) -> None:
    await accepted(begun.emil, *visits_like(begun, begun.linden, "+-", first_days_ago=5))
    key = await connection.fetchval("select comparability_key from visit_fact limit 1")
    days = await connection.fetch("select visited_on from visit order by visited_on")
    window = Window(begun.linden, days[1]["visited_on"], days[2]["visited_on"])
    cells = await visits_by_evaluator(connection, begun.organisation_id, key, [window])
    assert [(cell["evaluator_code"], cell["m"]) for cell in cells] == [("EV-EMIL", 1), ("EV-MIRA", 1)]
