"""One criterion over many stores, from the packed ratings of the days outside whole months. Run in the same snapshot.

The months are queries.py; criterion_sums.py adds them.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from floorwalk.comparisons.model import ScopeFigures
from floorwalk.infrastructure.database import Connection

# In: $1 organisation; $2 and $3 versions of one key, each with the criterion's place in it, from 1; $4 to $6 spans of
# days (store or null for the named ones, from, to); $7 the named stores. Out: per store what criteria.py makes of the
# same evaluations.
ON_DAYS = """
with span as (select * from unnest($4::uuid[], $5::date[], $6::date[]) as s (only_id, from_on, to_on)),
version as (select * from unnest($2::uuid[], $3::int[]) as v (rubric_version_id, place)),
pair as (
    select v.store_id, count(*) as w, sum(e.scores_bp[version.place]::bigint) as t,
           count(*) filter (where e.outcomes[version.place] = 1) as exceeded,
           count(*) filter (where e.outcomes[version.place] = 0) as met,
           count(*) filter (where e.outcomes[version.place] = -1) as below
    from span
    join visit v on v.visited_on >= span.from_on and v.visited_on <= span.to_on
        and (v.store_id = span.only_id or (span.only_id is null and v.store_id = any($7::uuid[])))
    join evaluation e using (organisation_id, visit_id)
    join version using (rubric_version_id)
    where v.organisation_id = $1 and v.voided_at is null and e.state = 'published'
      and e.scores_bp[version.place] is not null
    group by v.store_id, v.visit_id
)
select store_id, count(*), sum(w)::bigint, sum(t)::bigint, sum(w * w)::bigint, sum(w * t)::bigint, sum(t * t)::bigint,
       sum(w)::bigint, sum(exceeded)::bigint, sum(met)::bigint, sum(below)::bigint
from pair group by store_id
"""

Span = tuple[UUID | None, date, date]  # of one store, or of all that are named


async def sums_on_days(
    connection: Connection,
    organisation_id: UUID,
    place_in: Mapping[UUID, int],
    days: Sequence[Span],
    store_ids: Collection[UUID],
) -> dict[UUID, ScopeFigures]:
    """By store. `place_in`: the criterion's place in each version of one key, from 0."""
    rows = await connection.fetch(
        ON_DAYS, organisation_id, list(place_in), [place + 1 for place in place_in.values()],
        [span[0] for span in days], [span[1] for span in days], [span[2] for span in days], list(store_ids),
    )  # fmt: skip
    return {row[0]: ScopeFigures(*tuple(row)[1:]) for row in rows}


async def stores_of(connection: Connection, organisation_id: UUID) -> list[UUID]:
    rows = await connection.fetch("select store_id from store where organisation_id = $1", organisation_id)
    return [row["store_id"] for row in rows]
