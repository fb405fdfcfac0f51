"""Which visits stand behind a figure: from the facts, or for a criterion from the packed ratings.

Run in the same snapshot as the rest of the answer. What a viewer may see is a parameter.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.comparisons.periods import Window
from floorwalk.comparisons.queries import Row, ScopeKind
from floorwalk.infrastructure.database import Connection

# In: $1 organisation, $2 to $4 windows (store, from, to) that share no day, $5 key, $6 scope kind, $7 the only scope or
# null, $8 code of the only evaluator or null. Out: one row for each visit with a fact there.
OF_FACTS = """
    select f.visit_id, f.store_id, f.visited_on, f.w::bigint as w, f.t, f.interactions, f.critical_failed > 0 as failed
    from unnest($2::uuid[], $3::date[], $4::date[]) as span (store_id, from_on, to_on)
    join visit_fact f on f.store_id = span.store_id and f.visited_on between span.from_on and span.to_on
    where f.organisation_id = $1 and f.scope_kind = $6 and f.comparability_key = $5
      and ($7::text is null or f.scope_ref = $7)
      and ($8::text is null or f.evaluator_id = (
          select evaluator_id from evaluator where organisation_id = $1 and evaluator_code = $8))
"""

# In: $1 to $4 as above; $5 and $6 the versions of the key with the criterion's place in each, from 1. Out: as above,
# one row for each visit with a score of the criterion. Must equal criterion_queries.ON_DAYS.
OF_RATINGS = """
    select v.visit_id, v.store_id, v.visited_on, count(*) as w, sum(e.scores_bp[version.place]::bigint)::bigint as t,
           count(*)::integer as interactions, bool_or(e.critical_failed) as failed
    from unnest($2::uuid[], $3::date[], $4::date[]) as span (store_id, from_on, to_on)
    join visit v on v.store_id = span.store_id and v.visited_on between span.from_on and span.to_on
    join evaluation e using (organisation_id, visit_id)
    join unnest($5::uuid[], $6::int[]) as version (rubric_version_id, place) using (rubric_version_id)
    where v.organisation_id = $1 and v.voided_at is null and e.state = 'published'
      and e.scores_bp[version.place] is not null
    group by v.visit_id, v.store_id, v.visited_on
"""

# In: organisation $1, and the four last: stores whose visits may be listed, position (day, id) or null, limit. Out: the
# page, and on each row how many visits there are in all, how many of them wait for a photo, and how many are disputed:
# in which an undecided dispute is about an interaction, behind a person's figure about one with that person.
PAGE = """
with behind as ({behind}),
flagged as (
    select behind.*, exists (
        select from evidence
        where evidence.organisation_id = $1 and evidence.visit_id = behind.visit_id
          and evidence.state in ('announced', 'refused')) as photos_missing,
        exists (
            select from evaluation e
            where e.organisation_id = $1 and e.visit_id = behind.visit_id and e.state = 'published' and e.is_disputed
              and {whose}) as disputed
    from behind
),
page as (
    select flagged.*, store.store_code, store.name as store_name, visit.mode
    from flagged
    join store on store.organisation_id = $1 and store.store_id = flagged.store_id
    join visit on visit.organisation_id = $1 and visit.visit_id = flagged.visit_id
    where flagged.store_id = any({stores}::uuid[])
      and ({day}::date is null or (flagged.visited_on, flagged.visit_id) < ({day}, {visit}::uuid))
    order by flagged.visited_on desc, flagged.visit_id desc limit {limit}
)
select total.*, page.*
from (
    select count(*) as visit_count, count(*) filter (where photos_missing) as missing_count,
           count(*) filter (where disputed) as disputed_count
    from flagged) total
left join page on true
order by page.visited_on desc, page.visit_id desc
"""


def _paged(behind: str, first: int, whose: str) -> str:
    """The page of these visits; its own parameters begin with the number `first`. `whose`: the evaluations of a visit
    by which it is disputed."""
    names = ("stores", "day", "visit", "limit")
    return PAGE.format(behind=behind, whose=whose, **{name: f"${first + place}" for place, name in enumerate(names)})


PAGE_OF_FACTS = _paged(OF_FACTS, 9, "($6 <> 'staff_member' or e.staff_member_id::text = $7)")
PAGE_OF_RATINGS = _paged(OF_RATINGS, 7, "true")


async def behind_facts(
    connection: Connection,
    organisation_id: UUID,
    windows: Sequence[Window],
    comparability_key: str,
    scope_kind: ScopeKind,
    scope_ref: str | None,
    evaluator_code: str | None,
    listed: Collection[UUID],
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Row]:
    """`listed`: the stores whose visits may be listed. At least one row; with nothing to list its columns are null."""
    rows: list[Row] = await connection.fetch(
        PAGE_OF_FACTS, organisation_id, *_columns(windows), comparability_key, scope_kind, scope_ref, evaluator_code,
        list(listed), *(after or (None, None)), limit,
    )  # fmt: skip
    return rows


async def behind_ratings(
    connection: Connection,
    organisation_id: UUID,
    windows: Sequence[Window],
    place_in: Mapping[UUID, int],
    listed: Collection[UUID],
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Row]:
    """Likewise of one criterion. `place_in`: its place in each version of the key, from 0."""
    rows: list[Row] = await connection.fetch(
        PAGE_OF_RATINGS, organisation_id, *_columns(windows), list(place_in),
        [place + 1 for place in place_in.values()], list(listed), *(after or (None, None)), limit,
    )  # fmt: skip
    return rows


def _columns(windows: Sequence[Window]) -> tuple[Any, ...]:
    return (
        [window.store_id for window in windows],
        [window.from_on for window in windows],
        [window.to_on for window in windows],
    )
