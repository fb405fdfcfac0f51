"""An evaluator's own severity: told to that evaluator alone, and only where the data can tell it."""

from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.comparisons.arranging import answer_of, visits_like
from tests.backend.comparisons.test_evaluators import EVALUATORS, four_stores, rated
from tests.cast import Chain
from tests.cast_visits import Json, accepted

MINE = "/api/comparisons/my-severity"


async def is_mira(connection: Connection, chain: Chain, code: str) -> None:
    """Gives the facts and visits of a further evaluator to Mira: each fact gets a visit of hers."""
    mira = await connection.fetchval(
        "select evaluator_id from visit where organisation_id = $1 limit 1", chain.organisation_id
    )
    other = await connection.fetchval("select evaluator_id from evaluator where evaluator_code = $1", code)
    await connection.execute("update visit_fact set evaluator_id = $1 where evaluator_id = $2", mira, other)
    columns = [
        row["column_name"]
        for row in await connection.fetch(
            "select column_name from information_schema.columns where table_name = 'visit' and is_generated = 'NEVER'"
        )
    ]
    replaced = {
        "visit_id": "f.visit_id", "store_id": "f.store_id", "visited_on": "f.visited_on", "receipt_id": "f.visit_id",
        "visit_code": "null",
    }  # fmt: skip
    await connection.execute(
        f"""
        insert into visit ({", ".join(columns)})
        select {", ".join(replaced.get(column, f"v.{column}") for column in columns)}
        from visit_fact f, (select * from visit limit 1) v where f.evaluator_id = $1
        """,
        mira,
    )


@pytest.fixture
async def begun(stage: Chain) -> Chain:
    """Mira has been to Linden once: the key has visits."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "="))
    return stage


def values_of(answer: object) -> set[str]:
    if isinstance(answer, dict):
        return {found for value in answer.values() for found in values_of(value)}
    if isinstance(answer, list):
        return {found for value in answer for found in values_of(value)}
    return {str(answer)}


@pytest.mark.slow  # the first fit loads the library of its optimiser
class TestAnEvaluatorWhoIsSevere:
    @pytest.fixture
    async def told(self, begun: Chain, connection: Connection) -> Json:
        await rated(begun, connection, four_stores(begun), [0, 0, 300, 0, 300, -1_500])
        await is_mira(connection, begun, "EV-5")
        return await answer_of(begun.mira, MINE)

    async def test_is_told_so_with_an_interval_as_the_calibration_lead_is(self, begun: Chain, told: Json) -> None:
        assert (told["untold"], told["visit_count"], told["store_count"]) == (None, 8, 4)
        assert told["ci_low_bp"] < told["effect_bp"] < told["ci_high_bp"] < 0
        lead = await answer_of(begun.vera, EVALUATORS)
        assert told["effect_bp"] == min(row["effect_bp"] for row in lead["rows"])
        assert told["gates"] == lead["gates"]

    async def test_reads_the_rubric_by_its_title_and_versions_with_the_visits_of_ones_own(
        self, begun: Chain, told: Json
    ) -> None:
        lead = await answer_of(begun.vera, EVALUATORS)
        [own], [everybodys] = told["comparability_keys"], lead["comparability_keys"]
        assert own == everybodys | {"visit_count": 8}

    async def test_learns_nothing_of_any_other_evaluator(
        self, begun: Chain, told: Json, connection: Connection
    ) -> None:
        others = await connection.fetch("select evaluator_id, evaluator_code from evaluator")
        assert not values_of(told) & {str(value) for row in others for value in row.values()}

    async def test_leaves_a_trace_of_having_looked(self, begun: Chain, told: Json, connection: Connection) -> None:
        row = await connection.fetchrow("select * from audit_log where act = 'comparison.own_severity_read'")
        assert (row["object_kind"], row["detail"]["comparability_key"]) == ("evaluator", told["comparability_key"])
        assert UUID(str(row["object_id"])) == await connection.fetchval("select distinct evaluator_id from visit")


@pytest.mark.slow
class TestWhereItCannotBeTold:
    async def test_fewer_than_eight_visits_of_ones_own(self, begun: Chain, connection: Connection) -> None:
        answer = await answer_of(begun.mira, MINE)
        assert (answer["untold"], answer["visit_count"], answer["effect_bp"]) == ("too_few_visits", 1, None)

    async def test_evaluators_who_do_not_differ(self, begun: Chain, connection: Connection) -> None:
        await rated(begun, connection, four_stores(begun), [0] * 6)
        await is_mira(connection, begun, "EV-5")
        answer = await answer_of(begun.mira, MINE)
        assert (answer["untold"], answer["effect_bp"], answer["visit_count"]) == ("not_significant", None, 8)

    async def test_no_visit_in_the_period(self, begun: Chain) -> None:
        answer = await answer_of(begun.mira, MINE, from_on="2020-01-01", to_on="2020-02-01")
        assert (answer["untold"], answer["comparability_key"], answer["visit_count"]) == ("no_visits", None, 0)

    async def test_a_key_without_visits_of_ones_own_is_not_there(self, begun: Chain) -> None:
        answer = await begun.mira.get(MINE, params={"comparability_key": "0123456789abcdef"})
        assert answer.status_code == 404
