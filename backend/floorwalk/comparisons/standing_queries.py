"""What beside_the_mean.py reads: formats of all stores, sums by month, how alike one visit's interactions are.

The sums of a period are queries.py. Run in the same snapshot.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.periods import Window, by_weeks, month_after
from floorwalk.comparisons.queries import DELTA_ENTRIES, FIGURE, rest_of
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.sums import SixSums

MOST_MONTHS = 12  # the newest of a longer period

# In: $1 organisation, $2 key; $3 to $6 whole weeks of a month (month, store or null for the named ones, first week,
# the week after the last); $7 to $10 single days likewise (both ends inclusive); $11 the named stores. Out: per month
# and store the visits with a score, and their sum; both as they enter the mean.
BY_MONTH = f"""
with weeks as (
    select * from unnest($3::date[], $4::uuid[], $5::date[], $6::date[]) as w (month_on, only_id, from_on, before_on)
),
days as (
    select * from unnest($7::date[], $8::uuid[], $9::date[], $10::date[]) as w (month_on, only_id, from_on, to_on)
),
part (month_on, store_id, m, t_sum) as (
    select weeks.month_on, s.store_id, s.m, s.t_sum
    from weeks join scope_sum s on s.period_start_on >= weeks.from_on and s.period_start_on < weeks.before_on
    where s.organisation_id = $1 and s.scope_kind = 'store' and s.comparability_key = $2
      and (s.store_id = weeks.only_id or (weeks.only_id is null and s.store_id = any($11::uuid[])))
    union all
    select weeks.month_on, d.store_id, e.sign, e.sign * {FIGURE.format(2)}
    from weeks join sum_delta d on d.visited_on >= weeks.from_on and d.visited_on < weeks.before_on {DELTA_ENTRIES}
    where d.organisation_id = $1 and e.scope_kind = 'store' and e.comparability_key = $2
      and (d.store_id = weeks.only_id or (weeks.only_id is null and d.store_id = any($11::uuid[])))
    union all
    select days.month_on, f.store_id, 1, f.t
    from days join visit_fact f on f.visited_on >= days.from_on and f.visited_on <= days.to_on
    where f.organisation_id = $1 and f.scope_kind = 'store' and f.comparability_key = $2
      and (f.store_id = days.only_id or (days.only_id is null and f.store_id = any($11::uuid[])))
)
select month_on, store_id, sum(m)::bigint, sum(t_sum)::bigint from part group by month_on, store_id having sum(m) > 0
"""


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
    weeks: list[tuple[date, UUID | None, date, date]] = []
    days: list[tuple[date, UUID | None, date, date]] = []
    months = months_of(*span)
    spans: list[tuple[UUID | None, date, date]] = [(None, months[0][1], span[1])] if stores else []
    spans += [(window.store_id, window.from_on, window.to_on) for window in partial]
    for store_id, from_on, to_on in spans:
        for month_on, first, last in months_of(max(from_on, months[0][1]), to_on):
            split = by_weeks(first, last)
            if split.whole_from < split.whole_before:
                weeks.append((month_on, store_id, split.whole_from, split.whole_before))
            days += [(month_on, store_id, *rest) for rest in rest_of(split)]
    rows = await connection.fetch(
        BY_MONTH, organisation_id, comparability_key, *_columns(weeks), *_columns(days), list(stores)
    )
    return {(row[1], row[0]): MonthSums(row[2], row[3]) for row in rows}


def _columns(rows: list[tuple[date, UUID | None, date, date]]) -> list[list[date | UUID | None]]:
    return [[row[place] for row in rows] for place in range(4)]


async def formats_of_stores(connection: Connection, organisation_id: UUID) -> dict[UUID, str | None]:
    rows = await connection.fetch("select store_id, format from store where organisation_id = $1", organisation_id)
    return {row["store_id"]: row["format"] for row in rows}


class Alike(NamedTuple):
    """For the design effects: one unit's sums of (interactions, failed ones), and of (interactions, indifferent)."""

    critical: SixSums
    indifferent: SixSums


async def interactions_alike(
    connection: Connection, organisation_id: UUID, comparability_key: str, from_on: date, to_on: date
) -> list[Alike]:
    """For every store of the organisation that has at least two visits in the period."""
    rows = await connection.fetch(
        """
        select count(*), sum(n)::bigint, sum(n * n)::bigint, sum(c)::bigint, sum(n * c)::bigint, sum(c * c)::bigint,
               sum(i)::bigint, sum(n * i)::bigint, sum(i * i)::bigint
        from (
            select f.store_id, f.interactions::bigint as n, f.critical_failed as c, f.indifferent as i
            from visit_fact f
            where f.organisation_id = $1 and f.scope_kind = 'store' and f.comparability_key = $2
              and f.visited_on >= $3 and f.visited_on <= $4
        ) visit
        group by store_id having count(*) > 1
        """,
        organisation_id, comparability_key, from_on, to_on,
    )  # fmt: skip
    return [
        Alike(SixSums(m, n, c, nn, nc, cc), SixSums(m, n, i, nn, ni, ii)) for m, n, nn, c, nc, cc, i, ni, ii in rows
    ]
