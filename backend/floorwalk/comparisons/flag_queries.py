"""Which visits have something about them, and which figures they stand behind. Run in the same snapshot as the figures.

Few visits have: the ways there begin with what is missing or disputed, and never with all visits of the days.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from floorwalk.comparisons.periods import Period, Window
from floorwalk.comparisons.queries import Row, ScopeKind
from floorwalk.infrastructure.database import Connection

# In: $1 organisation; $2 stores that are meant over all days from $3 to $4; $5 to $7 windows of others within these
# days (store, from, to). Out: each visit there that waits for a photo or had one refused, and each about which a
# dispute is undecided. What it says of a visit must equal behind_queries.PAGE.
FLAGGED = """
with found as (
    select visit_id, false as disputed, true as photos_missing
    from evidence
    where organisation_id = $1 and state in ('announced', 'refused') and visited_on between $3 and $4
    union all
    select e.visit_id, true, false
    from dispute d join evaluation e using (organisation_id, evaluation_id)
    where d.organisation_id = $1 and d.store_id = any($2::uuid[] || $5::uuid[])
      and e.state = 'published' and e.is_disputed
)
select v.visit_id, v.store_id, bool_or(found.disputed) as disputed, bool_or(found.photos_missing) as photos_missing
from found
join visit v using (visit_id)
where v.organisation_id = $1 and v.voided_at is null and (
    (v.store_id = any($2::uuid[]) and v.visited_on between $3 and $4)
    or exists (
        select from unnest($5::uuid[], $6::date[], $7::date[]) as span (store_id, from_on, to_on)
        where span.store_id = v.store_id and v.visited_on between span.from_on and span.to_on
    )
)
group by v.visit_id, v.store_id
"""


async def flagged_visits(
    connection: Connection,
    organisation_id: UUID,
    throughout: Collection[UUID],
    period: Period,
    partial: Sequence[Window],
) -> list[Row]:
    rows: list[Row] = await connection.fetch(
        FLAGGED, organisation_id, list(throughout), period.from_on, period.to_on, [one.store_id for one in partial],
        [one.from_on for one in partial], [one.to_on for one in partial],
    )  # fmt: skip
    return rows


async def scopes_of(
    connection: Connection,
    organisation_id: UUID,
    visit_ids: Collection[UUID],
    scope_kind: ScopeKind,
    comparability_keys: Collection[str],
) -> list[Row]:
    """In which scopes of the kind the visits count. Not for criteria, which have no facts."""
    rows: list[Row] = await connection.fetch(
        """
        select visit_id, comparability_key, scope_ref from visit_fact
        where organisation_id = $1 and visit_id = any($2::uuid[]) and scope_kind = $3
          and comparability_key = any($4::text[])
        """,
        organisation_id, list(visit_ids), scope_kind, list(comparability_keys),
    )  # fmt: skip
    return rows


async def ratings_of(
    connection: Connection, organisation_id: UUID, visit_ids: Collection[UUID], version_ids: Collection[UUID]
) -> list[Row]:
    """The visits' published evaluations under the versions."""
    rows: list[Row] = await connection.fetch(
        """
        select visit_id, rubric_version_id, scores_bp from evaluation
        where organisation_id = $1 and visit_id = any($2::uuid[]) and rubric_version_id = any($3::uuid[])
          and state = 'published'
        """,
        organisation_id, list(visit_ids), list(version_ids),
    )  # fmt: skip
    return rows
