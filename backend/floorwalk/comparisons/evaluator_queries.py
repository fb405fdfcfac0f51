"""Visits by evaluator and store: the cells of the severity model. Run in the same snapshot."""

from uuid import UUID

from floorwalk.comparisons.periods import Period, Window
from floorwalk.comparisons.queries import Row
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.severity import Cell


async def visits_by_evaluator(
    connection: Connection, organisation_id: UUID, comparability_key: str, windows: list[Window]
) -> list[Row]:
    """Per store and evaluator: the visits with a score in the store's windows, the sum of their scores in bp and that
    of the squares. Which store had which evaluator is kept in no folded sum."""
    rows: list[Row] = await connection.fetch(
        """
        select f.store_id, evaluator.evaluator_code, count(*) as m, sum(f.t)::bigint as t_sum,
               sum(f.t * f.t)::bigint as tt_sum
        from unnest($3::uuid[], $4::date[], $5::date[]) as span (store_id, from_on, to_on)
        join visit_fact f on f.store_id = span.store_id and f.visited_on between span.from_on and span.to_on
        join evaluator using (organisation_id, evaluator_id)
        where f.organisation_id = $1 and f.scope_kind = 'store' and f.comparability_key = $2
        group by f.store_id, evaluator.evaluator_code
        """,
        organisation_id, comparability_key, [one.store_id for one in windows], [one.from_on for one in windows],
        [one.to_on for one in windows],
    )  # fmt: skip
    return rows


async def visits_of_evaluator(
    connection: Connection, organisation_id: UUID, evaluator_id: UUID, period: Period
) -> list[tuple[str, int]]:
    """The evaluator's own visits with a score, by comparability key, most visits first."""
    rows = await connection.fetch(
        """
        select f.comparability_key, count(*) as visits
        from visit v join visit_fact f using (organisation_id, visit_id)
        where v.organisation_id = $1 and v.evaluator_id = $2 and v.visited_on between $3 and $4
          and f.scope_kind = 'store'
        group by f.comparability_key order by visits desc, f.comparability_key
        """,
        organisation_id, evaluator_id, period.from_on, period.to_on,
    )  # fmt: skip
    return [(row["comparability_key"], row["visits"]) for row in rows]


async def cells_of_everybody(
    connection: Connection, organisation_id: UUID, comparability_key: str, period: Period
) -> list[Cell]:
    """The cells of the severity model over all stores; evaluators by id."""
    rows = await connection.fetch(
        """
        select f.store_id, f.evaluator_id, count(*) as m, sum(f.t)::bigint as t_sum, sum(f.t * f.t)::bigint as tt_sum
        from store join visit_fact f using (organisation_id, store_id)
        where store.organisation_id = $1 and f.scope_kind = 'store' and f.comparability_key = $2
          and f.visited_on between $3 and $4
        group by f.store_id, f.evaluator_id
        """,
        organisation_id, comparability_key, period.from_on, period.to_on,
    )  # fmt: skip
    return [Cell(str(row["store_id"]), str(row["evaluator_id"]), row["m"], row["t_sum"], row["tt_sum"]) for row in rows]
