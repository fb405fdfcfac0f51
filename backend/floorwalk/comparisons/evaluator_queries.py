"""Visits by evaluator and store: the cells of the severity model. Run in the same snapshot."""

from uuid import UUID

from floorwalk.comparisons.periods import Window
from floorwalk.comparisons.queries import Row
from floorwalk.infrastructure.database import Connection


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
