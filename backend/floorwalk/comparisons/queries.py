"""The sums of a period, exactly: folded sums of whole months and of the days at the ends ∪ deltas not yet folded. What
is asked for here must run in one snapshot (see service.py); what a viewer may see is a parameter.

Whatever the worker has folded so far, the answer equals a recomputation from the published evaluations
(tests/backend/comparisons/test_exactness.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.periods import ONE_DAY, Period, Split, Window, by_months, touched_months
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.spreads import Spreads

ScopeKind = Literal["store", "staff_member", "business_area", "criterion"]
Row = Mapping[str, Any]

FOLDED = """
    s.m, s.w_sum, s.t_sum, s.ww_sum, s.wt_sum, s.tt_sum, s.interactions, s.exceeded, s.met, s.below,
    s.weight_scored, s.weight_applicable, s.critical_failed, s.below_meets, s.stars, s.indifferent
"""
SUMMED = """
    sum(m)::bigint, sum(w_sum)::bigint, sum(t_sum)::bigint, sum(ww_sum)::bigint, sum(wt_sum)::bigint,
    sum(tt_sum)::bigint, sum(interactions)::bigint, sum(exceeded)::bigint, sum(met)::bigint, sum(below)::bigint,
    sum(weight_scored)::bigint, sum(weight_applicable)::bigint, sum(critical_failed)::bigint,
    sum(below_meets)::bigint, sum(stars)::bigint, sum(indifferent)::bigint
"""
FIGURE = "d.figures[e.place][{}]::bigint"  # a delta keeps a row of twelve for each of its entries
PAIR = FIGURE.format(1), FIGURE.format(2)
SIX_OF_DELTA = ", ".join(
    f"e.sign * {figure}"
    for figure in (
        "1::bigint", PAIR[0], PAIR[1], f"{PAIR[0]} * {PAIR[0]}", f"{PAIR[0]} * {PAIR[1]}", f"{PAIR[1]} * {PAIR[1]}",
    )
)  # fmt: skip
ONE_DELTA = ", ".join([SIX_OF_DELTA, *(f"e.sign * {FIGURE.format(place)}" for place in range(3, 13))])
DELTA_ENTRIES = """
    cross join lateral unnest(d.signs, d.scope_kinds, d.scope_refs, d.comparability_keys) with ordinality
        as e (sign, scope_kind, scope_ref, comparability_key, place)
"""


# In: $1 organisation, $2 scope kind, $3 keys; $4 first whole month, $5 the month after the last; $6 from, $7 to;
# $8 the only stores, or null for all; $9 the only scope, or null. Out: per key, store and scope its figures.
OF_ALL_STORES = f"""
with part (comparability_key, store_id, scope_ref, m, w_sum, t_sum, ww_sum, wt_sum, tt_sum, interactions, exceeded,
           met, below, weight_scored, weight_applicable, critical_failed, below_meets, stars, indifferent) as (
    select s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from scope_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.month_on >= $4 and s.month_on < $5 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from day_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.visited_on >= $6 and s.visited_on < $4 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from day_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.visited_on >= $5 and s.visited_on <= $7 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select e.comparability_key, d.store_id, e.scope_ref, {ONE_DELTA}
    from sum_delta d {DELTA_ENTRIES}
    where d.organisation_id = $1 and d.visited_on >= $6 and d.visited_on <= $7
      and e.scope_kind = $2 and e.comparability_key = any($3::text[])
      and ($9::text is null or e.scope_ref = $9) and ($8::uuid[] is null or d.store_id = any($8))
)
select comparability_key, store_id, scope_ref, {SUMMED}
from part group by comparability_key, store_id, scope_ref having sum(m) > 0
"""

# In: $1 to $3 as above with one key; $4 first month, $5 the month after the last; $6 the only scope, or null. Out: by
# scope, over all stores, the six sums alone, as one array each: of stores that have at least two visits, for only those
# say anything about spread.
SPREADS = f"""
with part (scope_ref, store_id, m, w_sum, t_sum, ww_sum, wt_sum, tt_sum) as (
    select s.scope_ref, s.store_id, s.m, s.w_sum, s.t_sum, s.ww_sum, s.wt_sum, s.tt_sum
    from scope_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = $3
      and ($6::text is null or s.scope_ref = $6) and s.month_on >= $4 and s.month_on < $5
    union all
    select e.scope_ref, d.store_id, {SIX_OF_DELTA}
    from sum_delta d {DELTA_ENTRIES}
    where d.organisation_id = $1 and d.visited_on >= $4 and d.visited_on < $5
      and e.scope_kind = $2 and e.comparability_key = $3 and ($6::text is null or e.scope_ref = $6)
), unit (scope_ref, m, w_sum, t_sum, ww_sum, wt_sum, tt_sum) as (
    select scope_ref, sum(m)::bigint, sum(w_sum)::bigint, sum(t_sum)::bigint, sum(ww_sum)::bigint,
           sum(wt_sum)::bigint, sum(tt_sum)::bigint
    from part group by store_id, scope_ref having sum(m) > 1
)
select case when $2 in ('store', 'staff_member') then '' else scope_ref end as scope_ref, array_agg(m),
       array_agg(w_sum), array_agg(t_sum), array_agg(ww_sum), array_agg(wt_sum), array_agg(tt_sum)
from unit group by 1
"""

# In: $1 to $3 as above; $4 to $6 windows of whole months (store, first month, the month after the last); $7 to $9
# windows of single days and $10 to $12 of all days (store, from, to); $13 the only scope, or null. The windows of one
# store share no day. Out: as above.
IN_WINDOWS = f"""
with whole as (select * from unnest($4::uuid[], $5::date[], $6::date[]) as w (store_id, from_on, before_on)),
days as (select * from unnest($7::uuid[], $8::date[], $9::date[]) as w (store_id, from_on, to_on)),
every as (select * from unnest($10::uuid[], $11::date[], $12::date[]) as w (store_id, from_on, to_on)),
part (comparability_key, store_id, scope_ref, m, w_sum, t_sum, ww_sum, wt_sum, tt_sum, interactions, exceeded,
      met, below, weight_scored, weight_applicable, critical_failed, below_meets, stars, indifferent) as (
    select s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from whole join scope_sum s on s.store_id = whole.store_id
        and s.month_on >= whole.from_on and s.month_on < whole.before_on
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($13::text is null or s.scope_ref = $13)
    union all
    select s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from days join day_sum s on s.store_id = days.store_id
        and s.visited_on >= days.from_on and s.visited_on <= days.to_on
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($13::text is null or s.scope_ref = $13)
    union all
    select e.comparability_key, d.store_id, e.scope_ref, {ONE_DELTA}
    from every join sum_delta d on d.store_id = every.store_id
        and d.visited_on >= every.from_on and d.visited_on <= every.to_on {DELTA_ENTRIES}
    where d.organisation_id = $1 and e.scope_kind = $2 and e.comparability_key = any($3::text[])
      and ($13::text is null or e.scope_ref = $13)
)
select comparability_key, store_id, scope_ref, {SUMMED}
from part group by comparability_key, store_id, scope_ref having sum(m) > 0
"""
Sums = dict[tuple[str, UUID, str], ScopeFigures]  # by comparability key, store, scope


def _by_scope(rows: Iterable[Any]) -> Sums:
    return {(row[0], row[1], row[2]): ScopeFigures(*tuple(row)[3:]) for row in rows}


async def sums_of_stores(
    connection: Connection,
    organisation_id: UUID,
    scope_kind: ScopeKind,
    comparability_keys: Collection[str],
    split: Split,
    store_ids: Collection[UUID] | None = None,
    scope_ref: str | None = None,
) -> Sums:
    """The sums of the same span of days for all stores, or for the named ones. Scopes without a visit are left out.

    For criteria there are no sums of single days: pass a split that has none.
    """
    rows = await connection.fetch(
        OF_ALL_STORES, organisation_id, scope_kind, list(comparability_keys), split.whole_from, split.whole_before,
        split.from_on, split.to_on, None if store_ids is None else list(store_ids), scope_ref,
    )  # fmt: skip
    return _by_scope(rows)


async def spreads_of(
    connection: Connection,
    organisation_id: UUID,
    scope_kind: ScopeKind,
    comparability_key: str,
    period: Period,
    scope_ref: str | None = None,
) -> dict[str, Spreads]:
    """For the priors: the sums of every scope in every store of the organisation over the months that the period
    touches; by scope, but of stores and of people all under the empty one: they are compared with each other. Units
    with a single visit are left out."""
    split = touched_months(period)
    rows = await connection.fetch(
        SPREADS, organisation_id, scope_kind, comparability_key, split.whole_from, split.whole_before, scope_ref
    )
    return {row[0]: Spreads(*tuple(row)[1:]) for row in rows}


async def sums_in_windows(
    connection: Connection,
    organisation_id: UUID,
    scope_kind: ScopeKind,
    comparability_keys: Collection[str],
    windows: Iterable[Window],
    scope_ref: str | None = None,
) -> Sums:
    """The sums of each store over its own windows, which share no day. Not for criteria."""
    every, whole, days = list(windows), list[tuple[UUID, date, date]](), list[tuple[UUID, date, date]]()
    for store_id, from_on, to_on in every:
        split = by_months(from_on, to_on)
        if split.whole_from < split.whole_before:
            whole.append((store_id, split.whole_from, split.whole_before))
        days += [(store_id, first, last) for first, last in rest_of(split)]
    rows = await connection.fetch(
        IN_WINDOWS, organisation_id, scope_kind, list(comparability_keys), *_columns(whole), *_columns(days),
        *_columns(every), scope_ref,
    )  # fmt: skip
    return _by_scope(rows)


def rest_of(split: Split) -> list[tuple[date, date]]:
    """The days of a split outside its whole months, as spans with both ends inclusive."""
    before = (split.from_on, min(split.whole_from - ONE_DAY, split.to_on))
    after = (split.whole_before, split.to_on)
    return [span for span in (before, after) if span[0] <= span[1]]


def _columns(rows: Sequence[tuple[UUID, date, date]]) -> tuple[list[UUID], list[date], list[date]]:
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


async def windows_in_areas(
    connection: Connection, organisation_id: UUID, area_id: UUID, store_ids: Collection[UUID], period: Period
) -> list[Window]:
    """When each of the stores belonged to the area or one below it, within the period."""
    rows = await connection.fetch(
        """
        with recursive below as (
            select area_id from area where organisation_id = $1 and area_id = $2
            union
            select area.area_id from area join below on area.parent_area_id = below.area_id
            where area.organisation_id = $1
        )
        select store_id, greatest(valid_from, $4), least(coalesce(valid_to, $5), $5)
        from store_membership join below using (area_id)
        where organisation_id = $1 and store_id = any($3) and valid_from <= $5
          and (valid_to is null or valid_to >= $4)
        """,
        organisation_id, area_id, list(store_ids), period.from_on, period.to_on,
    )  # fmt: skip
    return [Window(*row) for row in rows]


async def area_by_id(connection: Connection, organisation_id: UUID, area_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(
        "select area_id, area_code, name from area where organisation_id = $1 and area_id = $2",
        organisation_id, area_id,
    )  # fmt: skip
    return row


async def stores_by_id(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], period: Period
) -> list[Row]:
    """The stores open on a day of the period, by name, each with the area that it was last in within the period."""
    rows: list[Row] = await connection.fetch(
        """
        select store.store_id, store.store_code, store.name, store.time_zone, store.format,
               place.area_id, area.area_code, area.name as area_name
        from store
        left join lateral (
            select m.area_id from store_membership m
            where m.organisation_id = $1 and m.store_id = store.store_id and m.valid_from <= $4
            order by m.valid_from desc limit 1
        ) place on true
        left join area on area.organisation_id = $1 and area.area_id = place.area_id
        where store.organisation_id = $1 and store.store_id = any($2)
          and (store.opened_on is null or store.opened_on <= $4)
          and (store.closed_on is null or store.closed_on >= $3)
        order by store.name collate "C", store.store_code collate "C"
        """,
        organisation_id, list(store_ids), period.from_on, period.to_on,
    )  # fmt: skip
    return rows


async def versions_by_key(connection: Connection, organisation_id: UUID) -> list[Row]:
    """Every published version with its key, newest last."""
    rows: list[Row] = await connection.fetch(
        """
        select version.comparability_key, rubric.rubric_key, version.rubric_version_id, version.version_label
        from rubric_version version join rubric using (organisation_id, rubric_id)
        where version.organisation_id = $1
        order by version.published_at, version.version_number
        """,
        organisation_id,
    )
    return rows


async def business_areas(connection: Connection, organisation_id: UUID) -> list[Row]:
    rows: list[Row] = await connection.fetch(
        "select business_area_key, title from business_area where organisation_id = $1 order by position",
        organisation_id,
    )
    return rows


async def time_zone_of(connection: Connection, organisation_id: UUID) -> str:
    zone: str = await connection.fetchval(
        "select time_zone from organisation where organisation_id = $1", organisation_id
    )
    return zone


async def areas_by_code(connection: Connection, organisation_id: UUID) -> list[Row]:
    rows: list[Row] = await connection.fetch(
        'select area_id, area_code from area where organisation_id = $1 order by area_code collate "C"',
        organisation_id,
    )
    return rows
