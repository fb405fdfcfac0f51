"""Figures from folded sums and deltas equal a recomputation from the raw evaluations, for any period."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from floorwalk.comparisons.figures import outcomes_of
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.periods import ONE_DAY, Period, Window, month_after, months_of, touched_months
from floorwalk.comparisons.queries import (
    Months,
    MonthSums,
    ScopeKind,
    Sums,
    spreads_of,
    sums_and_months_in_windows,
    sums_and_months_of_stores,
    sums_in_windows,
    sums_of_stores,
)
from floorwalk.comparisons.standing_queries import interactions_alike
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.rubrics.service import CompiledVersion, versions
from floorwalk.scoring.sums import Fact, total_of
from floorwalk.statistics.sums import SixSums
from floorwalk.visits.facts import counted_row, fact_entries
from floorwalk.visits.folding import fold_once
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit, interaction, ratings_of, rubric_document, some_time

pytestmark = pytest.mark.slow  # everything is recomputed from the raw evaluations

DAYS = 200
VISITS = 60
KINDS: tuple[ScopeKind, ...] = ("store", "staff_member", "business_area")


@pytest.fixture
async def history(stage: Chain) -> Chain:
    """Sixty visits of one to three interactions in three stores over two hundred days; some of them voided."""
    chance = random.Random(11)
    document = rubric_document("floor-service")
    people = {
        stage.linden: [stage.staff_ids[code] for code in ("0001", "0002", "0003")],
        stage.hafen: [stage.staff_ids["0006"]],
        stage.schlossberg: [stage.staff_ids["0009"]],
    }
    visits = []
    for _ in range(VISITS):
        store_id, days_ago = chance.choice(list(people)), chance.randint(1, DAYS)
        visits.append(
            floor_visit(
                stage,
                store_id,
                days_ago=days_ago,
                interactions=[
                    interaction(
                        stage.floor_version,
                        ratings_of(document, chance),
                        some_time(days_ago),
                        chance.choice([*people[store_id], None]),
                    )
                    for _ in range(chance.randint(1, 3))
                ],
            )
        )
    for first in range(0, VISITS, 20):
        await accepted(stage.mira, *visits[first : first + 20])
    for visit in visits[::9]:
        answer = await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "A rehearsal."})
        assert answer.status_code in (200, 204), answer.text
    return stage


async def recomputed(connection: Connection, chain: Chain, windows: Iterable[Window]) -> dict[ScopeKind, Sums]:
    """Every published evaluation scored again from its ratings, and summed by the rules of scoring."""
    rows = await connection.fetch(
        "select e.*, v.store_id, v.visited_on from evaluation e join visit v using (organisation_id, visit_id)"
        " where e.state = 'published'"
    )
    compiled: dict[UUID, CompiledVersion] = await versions(
        connection, chain.organisation_id, {row["rubric_version_id"] for row in rows}
    )
    days = list(windows)
    visits: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        if any(one.store_id == row["store_id"] and one.from_on <= row["visited_on"] <= one.to_on for one in days):
            visits[row["visit_id"]].append(row)
    facts: dict[ScopeKind, dict[tuple[str, UUID, str], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for of_visit in visits.values():
        store_id = of_visit[0]["store_id"]
        for kind, ref, key, figures in fact_entries(
            store_id, [counted_row(row, compiled[row["rubric_version_id"]]) for row in of_visit]
        ):
            facts[kind][key, store_id, ref].append(Fact(kind, ref, *figures))  # type: ignore[index, arg-type]
    return {
        kind: {scope: ScopeFigures(*total_of(found)) for scope, found in facts[kind].items()}
        for kind in (*KINDS, "criterion")
    }


async def months_recomputed(
    connection: Connection, chain: Chain, windows: Collection[Window]
) -> dict[tuple[str, UUID], set[MonthSums]]:
    """The visits and the sum of scores of each store's months, from the raw evaluations."""
    found: dict[tuple[str, UUID], set[MonthSums]] = defaultdict(set)
    for month_on in months_of(min(one.from_on for one in windows), max(one.to_on for one in windows)):
        last = month_after(month_on) - ONE_DAY
        parts = [Window(one.store_id, max(one.from_on, month_on), min(one.to_on, last)) for one in windows]
        for (key, store_id, _), figures in (await recomputed(connection, chain, parts))["store"].items():
            found[key, store_id].add(MonthSums(month_on, figures.m, figures.t_sum))
    return found


def with_visits(months: Months) -> dict[tuple[str, UUID], set[MonthSums]]:
    """A month whose days were all taken away, or whose visits are void, says nothing."""
    return {scope: {one for one in found if one != MonthSums(one.month_on, 0, 0)} for scope, found in months.items()}


async def keys_of(connection: Connection) -> list[str]:
    rows = await connection.fetch("select distinct comparability_key from rubric_version")
    return [row["comparability_key"] for row in rows]


def some_days(chance: random.Random) -> tuple[date, date]:
    today = datetime.now(UTC).date()
    one, other = (today - timedelta(days=chance.randint(0, DAYS + 5)) for _ in range(2))
    return min(one, other), max(one, other)


def spreads_in(kind: ScopeKind, sums: Sums) -> dict[str, list[SixSums]]:
    """What a prior is made of: the six sums of every scope in a store that has at least two visits."""
    spreads: dict[str, list[SixSums]] = defaultdict(list)
    for (_, _, ref), figures in sums.items():
        if figures.m > 1:
            spreads["" if kind in ("store", "staff_member") else ref].append(figures.sums)
    return {ref: sorted(found) for ref, found in spreads.items()}


async def floor_key(connection: Connection, chain: Chain) -> str:
    key: str = await connection.fetchval(
        "select comparability_key from rubric_version where rubric_version_id = $1", chain.floor_version
    )
    return key


async def spreads_by_scope(
    connection: Connection, chain: Chain, kind: ScopeKind, period: Period
) -> dict[str, list[SixSums]]:
    found = await spreads_of(connection, chain.organisation_id, kind, await floor_key(connection, chain), period)
    return {ref: sorted(SixSums(*unit) for unit in zip(*units, strict=True)) for ref, units in found.items()}


async def alike_in(connection: Connection, chain: Chain, windows: Iterable[Window]) -> list[tuple[SixSums, SixSums]]:
    """What the design effects are made of, from the raw evaluations: interactions, failed and indifferent ones."""
    found = []
    for window in windows:
        counts: list[tuple[int, int, int]] = []
        rows = await connection.fetch(
            "select e.*, v.store_id from evaluation e join visit v using (organisation_id, visit_id)"
            " where e.state = 'published' and v.store_id = $1 and v.visited_on between $2 and $3",
            *window,
        )
        compiled = await versions(connection, chain.organisation_id, {row["rubric_version_id"] for row in rows})
        for visit_id in {row["visit_id"] for row in rows}:
            scored = [
                counted_row(row, compiled[row["rubric_version_id"]]) for row in rows if row["visit_id"] == visit_id
            ]
            counts += [
                (entry.figures[2], entry.figures[8], entry.figures[11])
                for entry in fact_entries(window.store_id, scored)
                if entry.scope_kind == "store"
            ]
        if len(counts) > 1:
            found.append(tuple(_six([(one[0], one[place]) for one in counts]) for place in (1, 2)))
    return sorted(found)  # type: ignore[arg-type]


def _six(pairs: list[tuple[int, int]]) -> SixSums:
    return SixSums(
        len(pairs), sum(w for w, _ in pairs), sum(t for _, t in pairs), sum(w * w for w, _ in pairs),
        sum(w * t for w, t in pairs), sum(t * t for _, t in pairs),
    )  # fmt: skip


class TestAnyPeriod:
    async def test_the_sums_are_those_of_the_raw_evaluations_before_during_and_after_folding(
        self, history: Chain, connection: Connection, database: Database
    ) -> None:
        chance = random.Random(5)
        keys = await keys_of(connection)
        stores = [history.linden, history.hafen, history.schlossberg]
        for limit in (0, 17, 10_000):
            if limit:
                async with database.transaction() as work:
                    assert await fold_once(await work.connection(), limit) > 0
            for _ in range(12):
                from_on, to_on = some_days(chance)
                expected = await recomputed(connection, history, [Window(store, from_on, to_on) for store in stores])
                months = touched_months(Period(from_on, to_on))
                touched = [Window(store, months.from_on, months.to_on) for store in stores]
                around = await recomputed(connection, history, touched)
                alike = await interactions_alike(
                    connection, history.organisation_id, await floor_key(connection, history), Period(from_on, to_on)
                )
                both = zip(alike.critical.rows(), alike.indifferent.rows(), strict=True)
                assert sorted(both) == await alike_in(connection, history, touched)
                for kind in KINDS:
                    found = await sums_of_stores(
                        connection, history.organisation_id, kind, keys, Period(from_on, to_on)
                    )
                    assert found == expected[kind], (kind, limit, from_on, to_on)
                    assert await spreads_by_scope(connection, history, kind, Period(from_on, to_on)) == spreads_in(
                        kind, around[kind]
                    )
            windows = [Window(store, from_on, to_on) for store in stores]
            sums, by_month = await sums_and_months_of_stores(
                connection, history.organisation_id, keys, Period(from_on, to_on), stores
            )
            assert sums == expected["store"]
            assert with_visits(by_month) == await months_recomputed(connection, history, windows)
        assert await connection.fetchval("select count(*) from sum_delta") == 0

    async def test_so_are_those_of_stores_over_windows_of_their_own(
        self, history: Chain, connection: Connection, database: Database
    ) -> None:
        chance = random.Random(6)
        keys = await keys_of(connection)
        for limit in (0, 17, 10_000):
            if limit:
                async with database.transaction() as work:
                    await fold_once(await work.connection(), limit)
            for _ in range(8):
                windows = [Window(history.hafen, *some_days(chance))]
                first, last = some_days(chance)
                middle = first + (last - first) / 2
                windows.append(Window(history.linden, first, middle))
                if middle + timedelta(days=3) <= last:  # it was away for two days
                    windows.append(Window(history.linden, middle + timedelta(days=3), last))
                expected = await recomputed(connection, history, windows)
                for kind in KINDS:
                    found = await sums_in_windows(connection, history.organisation_id, kind, keys, windows)
                    assert found == expected[kind], (kind, limit, windows)
            sums, by_month = await sums_and_months_in_windows(connection, history.organisation_id, keys, windows)
            assert sums == expected["store"]
            assert with_visits(by_month) == await months_recomputed(connection, history, windows)

    async def test_the_criteria_of_a_store_are_exact_to_the_day(
        self, history: Chain, connection: Connection, database: Database
    ) -> None:
        chance = random.Random(7)
        for limit in (0, 17, 10_000):
            if limit:
                async with database.transaction() as work:
                    await fold_once(await work.connection(), limit)
            for _ in range(8):
                from_on, to_on = some_days(chance)
                answer = await history.ada.get(
                    f"/api/comparisons/stores/{history.linden}",
                    params={"from_on": from_on.isoformat(), "to_on": to_on.isoformat()},
                )
                page = answer.json()
                expected = await recomputed(connection, history, [Window(history.linden, from_on, to_on)])
                months = touched_months(Period(from_on, to_on))
                touched = await recomputed(
                    connection,
                    history,
                    [
                        Window(store, months.from_on, months.to_on)
                        for store in (history.linden, history.hafen, history.schlossberg)
                    ],
                )
                assert await spreads_by_scope(connection, history, "criterion", Period(from_on, to_on)) == spreads_in(
                    "criterion", touched["criterion"]
                )
                criteria = {scope[2]: figures for scope, figures in expected["criterion"].items()}
                shown = {one["criterion_key"]: one for one in page["criteria"] if one["visit_count"]}
                assert set(shown) == set(criteria)
                for key, figures in criteria.items():
                    one = shown[key]
                    outcomes = outcomes_of(figures)
                    assert (one["rating_count"], one["visit_count"]) == (figures.w_sum, figures.m)
                    assert one["outcomes"] == {
                        "exceeded": outcomes.exceeded,
                        "met": outcomes.met,
                        "below": outcomes.below,
                        "gap_bp": outcomes.gap_bp,
                    }
                stores = [figures for scope, figures in expected["store"].items()]
                assert page["critical"]["failed"] == (stores[0].critical_failed if stores else 0)
