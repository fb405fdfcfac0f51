"""What beside_the_mean.py reads: formats of all stores, sums by month, how alike one visit's interactions are.

The sums of a period are queries.py. Run in the same snapshot.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.periods import Period, Window, by_months, month_after, touched_months
from floorwalk.comparisons.queries import DELTA_ENTRIES, FIGURE, rest_of
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.spreads import Spreads

MOST_MONTHS = 12  # the newest of a longer period

# In: $1 organisation, $2 key; $3 to $6 whole months (month, store or null for the named ones, the same month, the
# one after it); $7 to $10 single days and $11 to $14 all days likewise (month, store or null, from, to); $15 the named
# stores. Out: per month and store the visits with a score, and their sum; both as they enter the mean.
BY_MONTH = f"""
with whole as (
    select * from unnest($3::date[], $4::uuid[], $5::date[], $6::date[]) as w (month_on, only_id, from_on, before_on)
),
days as (
    select * from unnest($7::date[], $8::uuid[], $9::date[], $10::date[]) as w (month_on, only_id, from_on, to_on)
),
every as (
    select * from unnest($11::date[], $12::uuid[], $13::date[], $14::date[]) as w (month_on, only_id, from_on, to_on)
),
part (month_on, store_id, m, t_sum) as (
    select whole.month_on, s.store_id, s.m, s.t_sum
    from whole join scope_sum s on s.month_on = whole.from_on
    where s.organisation_id = $1 and s.scope_kind = 'store' and s.comparability_key = $2
      and (s.store_id = whole.only_id or (whole.only_id is null and s.store_id = any($15::uuid[])))
    union all
    select days.month_on, s.store_id, s.m, s.t_sum
    from days join day_sum s on s.visited_on >= days.from_on and s.visited_on <= days.to_on
    where s.organisation_id = $1 and s.scope_kind = 'store' and s.comparability_key = $2
      and (s.store_id = days.only_id or (days.only_id is null and s.store_id = any($15::uuid[])))
    union all
    select every.month_on, d.store_id, e.sign, e.sign * {FIGURE.format(2)}
    from every join sum_delta d on d.visited_on >= every.from_on and d.visited_on <= every.to_on {DELTA_ENTRIES}
    where d.organisation_id = $1 and e.scope_kind = 'store' and e.comparability_key = $2
      and (d.store_id = every.only_id or (every.only_id is null and d.store_id = any($15::uuid[])))
)
select month_on, store_id, sum(m)::bigint, sum(t_sum)::bigint from part group by month_on, store_id having sum(m) > 0
"""

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


OfMonth = tuple[date, UUID | None, date, date]  # a month, one store or the named ones, and two days in it


class MonthSums(NamedTuple):
    """Visits, and the sum of their scores in bp."""

    m: int
    t_sum: int


def months_of(from_on: date, to_on: date) -> list[tuple[date, date, date]]:
    """The calendar months of a span, the newest twelve: the month's first day, and its days within the span."""
    months = []
    month_on = from_on.replace(day=1)
    while month_on <= to_on:
        after = month_after(month_on)
        last = date.fromordinal(after.toordinal() - 1)
        months.append((month_on, max(from_on, month_on), min(to_on, last)))
        month_on = after
    return months[-MOST_MONTHS:]


async def sums_by_month(
    connection: Connection,
    organisation_id: UUID,
    comparability_key: str,
    span: tuple[date, date],
    stores: Collection[UUID],
    partial: Iterable[Window],
) -> dict[tuple[UUID, date], MonthSums]:
    """By store and month: of the stores over the whole span, and of others over windows of their own within it."""
    whole: list[OfMonth] = []
    days: list[OfMonth] = []
    every: list[OfMonth] = []
    months = months_of(*span)
    spans: list[tuple[UUID | None, date, date]] = [(None, months[0][1], span[1])] if stores else []
    spans += [(window.store_id, window.from_on, window.to_on) for window in partial]
    for store_id, from_on, to_on in spans:
        for month_on, first, last in months_of(max(from_on, months[0][1]), to_on):
            split = by_months(first, last)
            if split.whole_from < split.whole_before:
                whole.append((month_on, store_id, split.whole_from, split.whole_before))
            days += [(month_on, store_id, *rest) for rest in rest_of(split)]
            every.append((month_on, store_id, first, last))
    rows = await connection.fetch(
        BY_MONTH, organisation_id, comparability_key, *_columns(whole), *_columns(days), *_columns(every), list(stores)
    )
    return {(row[1], row[0]): MonthSums(row[2], row[3]) for row in rows}


def _columns(rows: list[OfMonth]) -> list[list[date | UUID | None]]:
    return [[row[place] for row in rows] for place in range(4)]


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
