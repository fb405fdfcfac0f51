"""What beside_the_mean.py reads: formats of all stores, how alike one visit's interactions are.

The sums of a period are queries.py. Run in the same snapshot.
"""

from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.periods import Period, touched_months
from floorwalk.comparisons.queries import DELTA_ENTRIES, FIGURE
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.spreads import Spreads

# In: $1 organisation, $2 key, $3 first month, $4 the month after the last. Out: for every store with at least two
# visits the sums of interaction_sum; each column as one array.
ALIKE_NAMES = ("m", "n_sum", "nn_sum", "c_sum", "nc_sum", "cc_sum", "i_sum", "ni_sum", "ii_sum")
# Of a delta: its interactions, those that failed, those that were indifferent.
N, FAILED, INDIFFERENT = (FIGURE.format(place) for place in (3, 9, 12))
OF_DELTA = (
    N, f"{N} * {N}", FAILED, f"{N} * {FAILED}", f"{FAILED} * {FAILED}", INDIFFERENT, f"{N} * {INDIFFERENT}",
    f"{INDIFFERENT} * {INDIFFERENT}",
)  # fmt: skip
ALIKE = f"""
with part (store_id, {", ".join(ALIKE_NAMES)}) as (
    select s.store_id, {", ".join(f"s.{name}" for name in ALIKE_NAMES)}
    from interaction_sum s
    where s.organisation_id = $1 and s.comparability_key = $2 and s.month_on >= $3 and s.month_on < $4
    union all
    select d.store_id, e.sign, {", ".join(f"e.sign * {one}" for one in OF_DELTA)}
    from sum_delta d {DELTA_ENTRIES}
    where d.organisation_id = $1 and d.visited_on >= $3 and d.visited_on < $4
      and e.scope_kind = 'store' and e.comparability_key = $2
)
select {", ".join(f"coalesce(array_agg({name}), '{{}}')" for name in ALIKE_NAMES)}
from (
    select {", ".join(f"sum({name})::bigint as {name}" for name in ALIKE_NAMES)}
    from part group by store_id having sum(m) > 1
) store
"""


async def formats_of_stores(connection: Connection, organisation_id: UUID) -> dict[UUID, str | None]:
    rows = await connection.fetch("select store_id, format from store where organisation_id = $1", organisation_id)
    return {row["store_id"]: row["format"] for row in rows}


class Alike(NamedTuple):
    """For the design effects: the stores' sums of (interactions, failed ones), and of (interactions, indifferent)."""

    critical: Spreads
    indifferent: Spreads


async def interactions_alike(
    connection: Connection, organisation_id: UUID, comparability_key: str, period: Period
) -> Alike:
    """Of every store of the organisation that has at least two visits in the months that the period touches."""
    split = touched_months(period)
    m, n, nn, c, nc, cc, i, ni, ii = await connection.fetchrow(
        ALIKE, organisation_id, comparability_key, split.whole_from, split.whole_before
    )
    return Alike(Spreads(m, n, c, nn, nc, cc), Spreads(m, n, i, nn, ni, ii))
