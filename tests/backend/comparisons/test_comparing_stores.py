"""Stores beside each other: what an area manager sees, and what nobody can make her see."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.scoring.rounding import rdiv
from tests.backend.comparisons.arranging import STORES, answer_of, row_of
from tests.cast import Chain
from tests.cast_visits import (
    Json,
    accepted,
    floor_visit,
    mystery_visit,
)


def some_visits(chain: Chain, count: int, store_id: UUID, seed: int = 1) -> list[Json]:
    chance = random.Random(seed)
    return [floor_visit(chain, store_id, days_ago=1 + number, chance=chance) for number in range(count)]


async def raw_scores(connection: Connection, store_id: UUID) -> list[int]:
    rows = await connection.fetch("select raw_bp from visit where store_id = $1 and raw_bp is not null", store_id)
    return [row["raw_bp"] for row in rows]


class TestTheStoresOfMyArea:
    async def test_a_store_with_many_visits_shows_its_mean_interval_outcomes_and_coverage(
        self, stage: Chain, connection: Connection
    ) -> None:
        await accepted(stage.mira, *some_visits(stage, 8, stage.linden))
        await accepted(stage.mira, *some_visits(stage, 6, stage.hafen, seed=2))
        row = row_of(await answer_of(stage.ada, STORES), stage.linden)
        scores = await raw_scores(connection, stage.linden)
        figure = row["figure"]
        assert figure["raw_mean_bp"] == rdiv(sum(scores), len(scores))
        assert (figure["visit_count"], figure["interaction_count"]) == (8, 8)
        assert figure["ci_low_bp"] < figure["raw_mean_bp"] < figure["ci_high_bp"]
        assert (figure["display"], figure["flags"]) == ("shown", [])
        counts = await connection.fetchrow(
            "select sum(exceeded) e, sum(met) m, sum(below) b, sum(weight_scored) s, sum(weight_applicable) a,"
            " count(*) filter (where critical_failed) c"
            " from evaluation join visit using (organisation_id, visit_id) where store_id = $1",
            stage.linden,
        )
        exceeded, met, below = counts["e"], counts["m"], counts["b"]
        assert row["outcomes"] == {
            "exceeded": exceeded,
            "met": met,
            "below": below,
            "gap_bp": rdiv(10_000 * (exceeded - below), exceeded + met + below),
        }
        assert row["coverage_bp"] == rdiv(10_000 * counts["s"], counts["a"])
        critical = row["critical"]
        assert (critical["failed"], critical["of"]) == (counts["c"], 8)
        assert critical["share_bp"] == rdiv(10_000 * counts["c"], 8)
        assert critical["ci_low_bp"] <= critical["share_bp"] < critical["ci_high_bp"]

    async def test_one_visit_is_no_mean_and_no_visit_is_not_left_out(self, stage: Chain) -> None:
        await accepted(stage.mira, *some_visits(stage, 5, stage.linden), *some_visits(stage, 1, stage.hafen))
        answer = await answer_of(stage.ada, STORES)
        hafen, neumarkt = row_of(answer, stage.hafen), row_of(answer, stage.neumarkt)
        assert (hafen["figure"]["raw_mean_bp"], hafen["figure"]["visit_count"]) == (None, 1)
        assert (hafen["figure"]["display"], hafen["figure"]["flags"]) == ("hidden", ["too_few_visits"])
        assert (neumarkt["figure"]["raw_mean_bp"], neumarkt["figure"]["visit_count"]) == (None, 0)

    async def test_the_overall_mean_counts_each_store_once(self, stage: Chain, connection: Connection) -> None:
        await accepted(stage.mira, *some_visits(stage, 9, stage.linden), *some_visits(stage, 3, stage.hafen, seed=5))
        overall = (await answer_of(stage.ada, STORES))["overall"]
        means = [
            rdiv(sum(scores), len(scores))
            for store in (stage.linden, stage.hafen)
            if (scores := await raw_scores(connection, store))
        ]
        assert overall["raw_mean_bp"] == rdiv(sum(means), 2)
        assert (overall["store_count"], overall["visit_count"]) == (2, 12)

    async def test_stores_stand_in_the_order_of_their_names(self, stage: Chain) -> None:
        await accepted(stage.mira, *some_visits(stage, 3, stage.neumarkt))
        rows = (await answer_of(stage.ada, STORES))["rows"]
        assert [row["name"] for row in rows] == ["Hafen", "Linden", "Neumarkt"]

    async def test_before_the_first_visit_there_is_no_key_and_no_figure(self, stage: Chain) -> None:
        answer = await answer_of(stage.ada, STORES)
        assert (answer["comparability_key"], answer["comparability_keys"]) == (None, [])
        assert {row["figure"]["raw_mean_bp"] for row in answer["rows"]} == {None}

    async def test_a_voided_visit_is_in_no_figure(self, stage: Chain) -> None:
        visits = some_visits(stage, 6, stage.linden)
        await accepted(stage.mira, *visits[:5])
        before = row_of(await answer_of(stage.ada, STORES), stage.linden)
        await accepted(stage.mira, visits[5])
        assert row_of(await answer_of(stage.ada, STORES), stage.linden)["figure"]["visit_count"] == 6
        answer = await stage.vera.post(f"/api/visits/{visits[5]['visit_id']}/void", json={"reason": "A rehearsal."})
        assert answer.status_code in (200, 204), answer.text
        assert row_of(await answer_of(stage.ada, STORES), stage.linden) == before


class TestNothingOutsideTheScope:
    async def test_ada_sees_no_store_of_the_south_and_vera_sees_all(self, stage: Chain) -> None:
        await accepted(stage.mira, *some_visits(stage, 5, stage.schlossberg))
        seen = {row["store_id"] for row in (await answer_of(stage.ada, STORES))["rows"]}
        assert seen == {str(stage.linden), str(stage.hafen), str(stage.neumarkt)}
        assert str(stage.schlossberg) in {row["store_id"] for row in (await answer_of(stage.vera, STORES))["rows"]}

    async def test_a_store_manager_sees_the_own_store_alone(self, stage: Chain) -> None:
        assert [row["name"] for row in (await answer_of(stage.jonas, STORES))["rows"]] == ["Linden"]

    async def test_an_area_outside_the_scope_looks_like_one_that_never_was(self, stage: Chain) -> None:
        bodies = []
        for area_id in (stage.area_ids["south"], new_id()):
            answer = await stage.ada.get(STORES, params={"area_id": str(area_id)})
            bodies.append({**answer.json(), "instance": None})
            assert answer.status_code == 404
        assert bodies[0] == bodies[1]

    async def test_a_store_outside_the_scope_looks_like_one_that_never_was(self, stage: Chain) -> None:
        bodies = []
        for store_id in (stage.schlossberg, new_id()):
            answer = await stage.ada.get(f"{STORES}/{store_id}")
            bodies.append({**answer.json(), "instance": None})
            assert answer.status_code == 404
        assert bodies[0] == bodies[1]

    @pytest.mark.parametrize("who", ["mira", "otto", "nils", "rubi", "sam"])
    async def test_who_has_no_right_to_compare_gets_no_figure(self, stage: Chain, who: str) -> None:
        for address in (STORES, "/api/comparisons/heatmap", f"{STORES}/{stage.linden}"):
            assert (await stage.clients[who].get(address)).status_code == 403

    async def test_who_is_not_signed_in_gets_none_either(self, stage: Chain, client: httpx.AsyncClient) -> None:
        assert (await client.get(STORES)).status_code == 401

    async def test_an_interval_does_not_depend_on_who_looks(self, stage: Chain) -> None:
        for seed, store in enumerate((stage.linden, stage.hafen, stage.schlossberg)):
            await accepted(stage.mira, *some_visits(stage, 5, store, seed))
        rows = [row_of(await answer_of(who, STORES), stage.linden) for who in (stage.jonas, stage.ada, stage.vera)]
        standings = [row.pop("standing") for row in rows]  # among the stores that each of them sees
        assert rows[0] == rows[1] == rows[2]
        assert [one["no_tier"] for one in standings] == ["too_few_peers", None, None]


class TestVersionsAreNeverMixed:
    async def test_the_key_with_most_visits_is_chosen_and_the_others_are_offered(self, stage: Chain) -> None:
        chance = random.Random(3)
        covert = [mystery_visit(stage, stage.linden, days_ago=1 + number, chance=chance) for number in range(3)]
        await accepted(stage.mira, *some_visits(stage, 5, stage.linden), *covert)
        answer = await answer_of(stage.ada, STORES)
        offered = [(one["rubric_key"], one["visit_count"]) for one in answer["comparability_keys"]]
        assert offered == [("floor-service", 5), ("mystery-visit", 3)]
        assert answer["comparability_key"] == answer["comparability_keys"][0]["comparability_key"]
        assert row_of(answer, stage.linden)["figure"]["visit_count"] == 5
        other = answer["comparability_keys"][1]["comparability_key"]
        answer = await answer_of(stage.ada, STORES, comparability_key=other)
        assert row_of(answer, stage.linden)["figure"]["visit_count"] == 3

    async def test_a_key_that_no_version_has_is_not_found(self, stage: Chain) -> None:
        assert (await stage.ada.get(STORES, params={"comparability_key": "0" * 16})).status_code == 404


class TestAPeriodThatCannotBeMeant:
    @pytest.mark.parametrize(
        ("filters", "path"),
        [
            ({"from_on": "2026-02-02", "to_on": "2026-02-01"}, "from_on"),
            ({"from_on": "2020-01-01", "to_on": "2026-01-01"}, "from_on"),
            ({"from_on": "2026-02-30"}, "from_on"),
            ({"to_on": "9999-12-31"}, "to_on"),
            ({"to_on": "yesterday"}, "to_on"),
            ({"area_id": "north"}, "area_id"),
            ({"comparability_key": "x'; --"}, "comparability_key"),
        ],
    )
    async def test_it_is_refused_with_the_parameter_named(
        self, stage: Chain, filters: dict[str, str], path: str
    ) -> None:
        answer = await stage.ada.get(STORES, params=filters)
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert [fault["path"] for fault in answer.json()["errors"]] == [path]


class TestAStoreThatMoved:
    @pytest.fixture
    async def moved(self, stage: Chain, connection: Connection) -> Chain:
        """Linden: ten visits, one a day; it left the north for the south five days ago."""
        await accepted(stage.mira, *some_visits(stage, 10, stage.linden))
        left_on = datetime.now(UTC).date() - timedelta(days=5)
        await connection.execute(
            "update store_membership set valid_to = $2 where store_id = $1", stage.linden, left_on - timedelta(days=1)
        )
        await connection.execute(
            "insert into store_membership (organisation_id, store_membership_id, store_id, area_id, valid_from)"
            " values ($1, $2, $3, $4, $5)",
            stage.organisation_id, new_id(), stage.linden, stage.area_ids["south"], left_on,
        )  # fmt: skip
        return stage

    async def test_each_area_keeps_the_visits_of_its_own_days(self, moved: Chain) -> None:
        counts = {}
        for code in ("north", "south"):
            answer = await answer_of(moved.vera, STORES, area_id=moved.area_ids[code])
            counts[code] = row_of(answer, moved.linden)["figure"]["visit_count"]
        assert counts == {"north": 5, "south": 5}

    async def test_without_an_area_all_its_days_count(self, moved: Chain) -> None:
        assert row_of(await answer_of(moved.vera, STORES), moved.linden)["figure"]["visit_count"] == 10

    async def test_the_page_of_the_store_says_the_same_as_the_row_it_was_opened_from(self, moved: Chain) -> None:
        north = moved.area_ids["north"]
        row = row_of(await answer_of(moved.vera, STORES, area_id=north), moved.linden)
        page = await answer_of(moved.vera, f"{STORES}/{moved.linden}", area_id=north)
        assert page["figure"] == row["figure"]
        assert len(page["visits"]) == 5
        assert {one["rating_count"] for one in page["criteria"]} <= set(range(6))
        assert max(one["visit_count"] for one in page["criteria"]) == 5

    async def test_who_manages_the_north_no_longer_sees_it(self, moved: Chain) -> None:
        assert (await moved.ada.get(f"{STORES}/{moved.linden}")).status_code == 404
