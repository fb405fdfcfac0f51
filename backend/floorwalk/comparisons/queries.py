"""The sums of a period, exactly: folded sums of whole months, plus or minus days at the ends ∪ deltas not yet folded.
What is asked for here must run in one snapshot (see service.py); what a viewer may see is a parameter.

Whatever the worker has folded so far, the answer equals a recomputation from the published evaluations
(tests/backend/comparisons/test_exactness.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple
from uuid import UUID

from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.periods import EARLIEST_ON, LATEST_ON, Days, Period, Window, by_fewest_days, touched_months
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.spreads import Spreads

ScopeKind = Literal["store", "staff_member", "business_area", "criterion"]
Row = Mapping[str, Any]

FOLDED = ", ".join(f"s.{name}" for name in ScopeFigures._fields)
SUMMED = ", ".join(f"sum({name})::bigint as {name}" for name in ScopeFigures._fields)
SIGNED = ", ".join(f"{{0}} * s.{name}" for name in ScopeFigures._fields)
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


# Below, `part` has one row for each folded sum and each entry of a delta: its month, key, store, scope and figures.
PART = f"part (month_on, comparability_key, store_id, scope_ref, {', '.join(ScopeFigures._fields)})"
MONTH = "date_trunc('month', {}.visited_on::timestamp)::date"

# In: $1 organisation, $2 scope kind, $3 keys; $4 first whole month, $5 the month after the last; $6 from, $7 to;
# $8 the only stores, or null for all; $9 the only scope, or null; $10 to $12 and $13 to $15 days that are added or
# taken away (sign, from, to). Two branches for them, so that the planner knows how many rows each will find.
PART_OF_ALL_STORES = f"""
with {PART} as (
    select s.month_on, s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from scope_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.month_on >= $4 and s.month_on < $5 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select {MONTH.format("s")}, s.comparability_key, s.store_id, s.scope_ref, {SIGNED.format("$10::bigint")}
    from day_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.visited_on >= $11 and s.visited_on <= $12 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select {MONTH.format("s")}, s.comparability_key, s.store_id, s.scope_ref, {SIGNED.format("$13::bigint")}
    from day_sum s
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($9::text is null or s.scope_ref = $9)
      and s.visited_on >= $14 and s.visited_on <= $15 and ($8::uuid[] is null or s.store_id = any($8))
    union all
    select {MONTH.format("d")}, e.comparability_key, d.store_id, e.scope_ref, {ONE_DELTA}
    from sum_delta d {DELTA_ENTRIES}
    where d.organisation_id = $1 and d.visited_on >= $6 and d.visited_on <= $7
      and e.scope_kind = $2 and e.comparability_key = any($3::text[])
      and ($9::text is null or e.scope_ref = $9) and ($8::uuid[] is null or d.store_id = any($8))
)"""

# Out: per key, store and scope its figures.
ADDED_UP = f"""
select comparability_key, store_id, scope_ref, {SUMMED}
from part group by comparability_key, store_id, scope_ref having sum(m) > 0
"""
# Out: the same, and then as arrays its months, the visits and the sum of scores in bp of each.
ADDED_UP_WITH_MONTHS = f"""
, monthly as (
    select month_on, comparability_key, store_id, scope_ref, {SUMMED}
    from part group by month_on, comparability_key, store_id, scope_ref
)
select comparability_key, store_id, scope_ref, {SUMMED}, array_agg(month_on), array_agg(m), array_agg(t_sum)
from monthly group by comparability_key, store_id, scope_ref having sum(m) > 0
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
# windows of days that are added or taken away (store, from, to) and $13 their signs; $10 to $12 of all days; $14 the
# only scope, or null. The windows of one store share no day.
PART_IN_WINDOWS = f"""
with whole as (select * from unnest($4::uuid[], $5::date[], $6::date[]) as w (store_id, from_on, before_on)),
days as (
    select * from unnest($7::uuid[], $8::date[], $9::date[], $13::bigint[]) as w (store_id, from_on, to_on, sign)
),
every as (select * from unnest($10::uuid[], $11::date[], $12::date[]) as w (store_id, from_on, to_on)),
{PART} as (
    select s.month_on, s.comparability_key, s.store_id, s.scope_ref, {FOLDED}
    from whole join scope_sum s on s.store_id = whole.store_id
        and s.month_on >= whole.from_on and s.month_on < whole.before_on
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($14::text is null or s.scope_ref = $14)
    union all
    select {MONTH.format("s")}, s.comparability_key, s.store_id, s.scope_ref, {SIGNED.format("days.sign")}
    from days join day_sum s on s.store_id = days.store_id
        and s.visited_on >= days.from_on and s.visited_on <= days.to_on
    where s.organisation_id = $1 and s.scope_kind = $2 and s.comparability_key = any($3::text[])
      and ($14::text is null or s.scope_ref = $14)
    union all
    select {MONTH.format("d")}, e.comparability_key, d.store_id, e.scope_ref, {ONE_DELTA}
    from every join sum_delta d on d.store_id = every.store_id
        and d.visited_on >= every.from_on and d.visited_on <= every.to_on {DELTA_ENTRIES}
    where d.organisation_id = $1 and e.scope_kind = $2 and e.comparability_key = any($3::text[])
      and ($14::text is null or e.scope_ref = $14)
)"""

Sums = dict[tuple[str, UUID, str], ScopeFigures]  # by comparability key, store, scope


class MonthSums(NamedTuple):
    """A month by its first day: its visits with a score, and the sum of their scores in bp."""

    month_on: date
    m: int
    t_sum: int


OfStore = tuple[UUID, date, date]
MONTHS_AT = 3 + len(ScopeFigures._fields)  # in a row: behind key, store, scope and figures
NO_DAYS = Days(1, LATEST_ON, EARLIEST_ON)
Months = dict[tuple[str, UUID], tuple[MonthSums, ...]]  # by comparability key and store; in any order


def _by_scope(rows: Iterable[Any]) -> Sums:
    return {(row[0], row[1], row[2]): ScopeFigures(*tuple(row)[3:MONTHS_AT]) for row in rows}


def _by_month(rows: Iterable[Any]) -> Months:
    return {(row[0], row[1]): tuple(map(MonthSums, *tuple(row)[MONTHS_AT:])) for row in rows}


async def sums_of_stores(
    connection: Connection,
    organisation_id: UUID,
    scope_kind: ScopeKind,
    comparability_keys: Collection[str],
    period: Period,
    store_ids: Collection[UUID] | None = None,
    scope_ref: str | None = None,
) -> Sums:
    """The sums of the same span of days for all stores, or for the named ones. Scopes without a visit are left out.

    For criteria there are no sums of single days: ask for whole months.
    """
    rows = await connection.fetch(
        PART_OF_ALL_STORES + ADDED_UP, organisation_id, scope_kind, list(comparability_keys),
        *_parts_of(period, None if store_ids is None else list(store_ids), scope_ref),
    )  # fmt: skip
    return _by_scope(rows)


async def sums_and_months_of_stores(
    connection: Connection,
    organisation_id: UUID,
    comparability_keys: Collection[str],
    period: Period,
    store_ids: Collection[UUID],
) -> tuple[Sums, Months]:
    """The same of the stores as a whole, and of each of its months."""
    rows = await connection.fetch(
        PART_OF_ALL_STORES + ADDED_UP_WITH_MONTHS, organisation_id, "store", list(comparability_keys),
        *_parts_of(period, list(store_ids), None),
    )  # fmt: skip
    return _by_scope(rows), _by_month(rows)


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
    rows = await connection.fetch(
        PART_IN_WINDOWS + ADDED_UP, organisation_id, scope_kind, list(comparability_keys), *_in_parts(windows),
        scope_ref,
    )  # fmt: skip
    return _by_scope(rows)


async def sums_and_months_in_windows(
    connection: Connection, organisation_id: UUID, comparability_keys: Collection[str], windows: Iterable[Window]
) -> tuple[Sums, Months]:
    """The same of the stores as a whole, and of each of its months."""
    rows = await connection.fetch(
        PART_IN_WINDOWS + ADDED_UP_WITH_MONTHS, organisation_id, "store", list(comparability_keys),
        *_in_parts(windows), None,
    )  # fmt: skip
    return _by_scope(rows), _by_month(rows)


def _parts_of(period: Period, store_ids: list[UUID] | None, scope_ref: str | None) -> tuple[Any, ...]:
    """$4 to $15 of PART_OF_ALL_STORES."""
    months_from, months_before, days = by_fewest_days(period.from_on, period.to_on)
    added_or_taken = (*days, NO_DAYS, NO_DAYS)[:2]
    return (
        months_from, months_before, period.from_on, period.to_on, store_ids, scope_ref, *added_or_taken[0],
        *added_or_taken[1],
    )  # fmt: skip


def _in_parts(windows: Iterable[Window]) -> tuple[list[UUID] | list[date] | list[int], ...]:
    """$4 to $13 of PART_IN_WINDOWS."""
    every, whole, days, signs = list(windows), list[OfStore](), list[OfStore](), list[int]()
    for store_id, from_on, to_on in every:
        months_from, months_before, rest = by_fewest_days(from_on, to_on)
        if months_from < months_before:
            whole.append((store_id, months_from, months_before))
        days += [(store_id, one.from_on, one.to_on) for one in rest]
        signs += [one.sign for one in rest]
    return (*_columns(whole), *_columns(days), *_columns(every), signs)


def _columns(rows: Sequence[OfStore]) -> tuple[list[UUID], list[date], list[date]]:
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
