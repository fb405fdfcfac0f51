"""Folding deltas into sums: a worker takes what was appended and adds it to the rows by month and by day.

Ingest only appends (a hot sum row would allow one commit at a time); readers add what is not folded yet, so every
figure is exact at every moment, whether this runs or not. Any number of workers may run at once.
"""

import asyncio
import logging
from uuid import UUID

from floorwalk.infrastructure.database import Connection, Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.visits.changed_stores import say_changed

BATCH = 500  # deltas a transaction: about half a second with 40 criteria; a stop or a lock waits no longer
PAUSE_S = 1.0  # between looks at an empty table
PAUSE_AFTER_FAULT_S = 3.0
logger = logging.getLogger("floorwalk")

MONTH_KEYS = "organisation_id, scope_kind, comparability_key, month_on, store_id, scope_ref"
DAY_KEYS = "organisation_id, scope_kind, comparability_key, visited_on, store_id, scope_ref"
INTERACTION_KEYS = "organisation_id, comparability_key, month_on, store_id"
SUMS = (
    "m", "w_sum", "t_sum", "ww_sum", "wt_sum", "tt_sum", "interactions", "exceeded", "met", "below",
    "weight_scored", "weight_applicable", "critical_failed", "below_meets", "stars", "indifferent",
)  # fmt: skip
COUNTS = SUMS[6:]  # figures 3 to 12 of an entry, as they are
INTERACTION_SUMS = ("m", "n_sum", "nn_sum", "c_sum", "nc_sum", "cc_sum", "i_sum", "ni_sum", "ii_sum")


def _added(sums: tuple[str, ...]) -> str:
    return ", ".join(f"{name} = kept.{name} + excluded.{name}" for name in sums)


def _is_empty(sums: tuple[str, ...]) -> str:
    return f"{' = 0 and '.join(sums)} = 0 as empty"


# In: organisation, most rows. Takes so many deltas that no other worker holds, adds them up by scope and month, by
# scope and day (not criteria), and what the design effects need by store and month; and adds that to the sums, each
# table in the order of its key, so that two workers never wait for each other in a circle. Out: how many were taken,
# of which stores, and the keys of sums that came to nothing. The six integers of one entry (w, t) are those of
# scoring.sums.sums_of.
FOLD = f"""
with taken as (
    delete from sum_delta
     where organisation_id = $1 and ctid = any(array(
           select ctid from sum_delta where organisation_id = $1 limit $2 for update skip locked))
    -- Joining an empty array undoes the compression once, and not at every access below: half the CPU (measured).
    returning store_id, visited_on, signs || '{{}}'::smallint[] as signs, scope_kinds || '{{}}'::text[] as scope_kinds,
              scope_refs || '{{}}'::text[] as scope_refs, comparability_keys || '{{}}'::text[] as comparability_keys,
              figures || '{{}}'::integer[] as figures
), entry as materialized (
    select scope_kinds[i] as scope_kind, comparability_keys[i] as comparability_key, visited_on,
           date_trunc('month', visited_on::timestamp)::date as month_on,
           store_id, scope_refs[i] as scope_ref, signs[i]::bigint as sign,
           figures[i][1]::bigint as w, figures[i][2]::bigint as t,
           {", ".join(f"figures[i][{place}] as {name}" for place, name in enumerate(COUNTS, start=3))}
      from taken, generate_subscripts(signs, 1) as i
), by_day as (
    select scope_kind, comparability_key, month_on,
           case when scope_kind <> 'criterion' then visited_on end as visited_on, store_id, scope_ref,
           sum(sign) as m, sum(sign * w) as w_sum, sum(sign * t) as t_sum,
           sum(sign * w * w) as ww_sum, sum(sign * w * t) as wt_sum, sum(sign * t * t) as tt_sum,
           {", ".join(f"sum(sign * {name}) as {name}" for name in COUNTS)}
      from entry group by 1, 2, 3, 4, 5, 6
), months as (
    insert into scope_sum as kept ({MONTH_KEYS}, {", ".join(SUMS)})
    select $1, scope_kind, comparability_key, month_on, store_id, scope_ref,
           {", ".join(f"sum({name})" for name in SUMS)}
      from by_day group by 2, 3, 4, 5, 6
     order by scope_kind, comparability_key, month_on, store_id, scope_ref
    on conflict ({MONTH_KEYS}) do update set {_added(SUMS)}
    returning scope_kind, comparability_key, month_on, store_id, scope_ref, {_is_empty(SUMS)}
), days as (
    insert into day_sum as kept ({DAY_KEYS}, {", ".join(SUMS)})
    select $1, scope_kind, comparability_key, visited_on, store_id, scope_ref, {", ".join(SUMS)}
      from by_day where visited_on is not null
     order by scope_kind, comparability_key, visited_on, store_id, scope_ref
    on conflict ({DAY_KEYS}) do update set {_added(SUMS)}
    returning scope_kind, comparability_key, visited_on, store_id, scope_ref, {_is_empty(SUMS)}
), interactions_alike as (
    insert into interaction_sum as kept ({INTERACTION_KEYS}, {", ".join(INTERACTION_SUMS)})
    select $1, comparability_key, month_on, store_id, sum(sign), sum(sign * interactions),
           sum(sign * interactions * interactions), sum(sign * critical_failed),
           sum(sign * interactions * critical_failed), sum(sign * critical_failed * critical_failed),
           sum(sign * indifferent), sum(sign * interactions * indifferent), sum(sign * indifferent * indifferent)
      from entry where scope_kind = 'store'
     group by comparability_key, month_on, store_id order by comparability_key, month_on, store_id
    on conflict ({INTERACTION_KEYS}) do update set {_added(INTERACTION_SUMS)}
    returning comparability_key, month_on, store_id, {_is_empty(INTERACTION_SUMS)}
)
select (select count(*) from taken) as taken,
       array(select distinct store_id from taken) as store_ids,
       array(select row(scope_kind, comparability_key, month_on, store_id, scope_ref)
               from months where empty) as months,
       array(select row(scope_kind, comparability_key, visited_on, store_id, scope_ref) from days where empty) as days,
       array(select row(comparability_key, month_on, store_id) from interactions_alike where empty) as interactions
"""


def _clear(table: str, day: str) -> str:
    """Removes the rows that came to nothing; the statement before, in the same transaction, holds their locks."""
    return f"""
    delete from {table} kept
     using unnest($2::text[], $3::text[], $4::date[], $5::uuid[], $6::text[])
           as emptied (scope_kind, comparability_key, day, store_id, scope_ref)
     where kept.organisation_id = $1 and kept.scope_kind = emptied.scope_kind
       and kept.comparability_key = emptied.comparability_key and kept.{day} = emptied.day
       and kept.store_id = emptied.store_id and kept.scope_ref = emptied.scope_ref
       and {" and ".join(f"kept.{name} = 0" for name in SUMS)}
    """


CLEAR = {
    "months": _clear("scope_sum", "month_on"),
    "days": _clear("day_sum", "visited_on"),
    "interactions": f"""
    delete from interaction_sum kept
     using unnest($2::text[], $3::date[], $4::uuid[]) as emptied (comparability_key, month_on, store_id)
     where kept.organisation_id = $1 and kept.comparability_key = emptied.comparability_key
       and kept.month_on = emptied.month_on and kept.store_id = emptied.store_id
       and {" and ".join(f"kept.{name} = 0" for name in INTERACTION_SUMS)}
    """,
}


async def fold_once(connection: Connection, limit: int = BATCH) -> int:
    """Folds up to `limit` deltas of every organisation; how many there were. Needs a transaction.

    Says last of all which stores' figures have changed, so that open screens ask again.
    """
    folded = 0
    changed: dict[UUID, list[UUID]] = {}
    # In one order for all workers: what says a change holds a lock of its organisation until the end.
    for row in await connection.fetch("select distinct organisation_id from sum_delta order by organisation_id"):
        organisation_id: UUID = row["organisation_id"]
        taken, store_ids = await _fold_of(connection, organisation_id, limit)
        folded += taken
        if store_ids:
            changed[organisation_id] = store_ids
    for organisation_id, store_ids in changed.items():
        await say_changed(connection, organisation_id, store_ids)
    return folded


async def _fold_of(connection: Connection, organisation_id: UUID, limit: int) -> tuple[int, list[UUID]]:
    """How many deltas, and the stores that they belong to."""
    row = await connection.fetchrow(FOLD, organisation_id, limit)
    for emptied, statement in CLEAR.items():
        if row[emptied]:
            keys = [list(column) for column in zip(*row[emptied], strict=True)]
            await connection.execute(statement, organisation_id, *keys)
    return row["taken"], row["store_ids"]


async def run_worker(database: Database) -> None:
    """Folds for as long as the server process lives; a database that is away is waited for. Ends by cancellation."""
    while True:
        pause_s = PAUSE_S
        try:
            async with database.transaction() as work:
                folded = await fold_once(await work.connection())
            if folded >= BATCH:
                pause_s = 0
        except Exception as error:
            pause_s = PAUSE_AFTER_FAULT_S
            if is_unavailable(error):
                logger.info("folding waits for the database (%s)", type(error).__name__)
            else:
                logger.exception("folding failed; the deltas are kept and tried again")
        await asyncio.sleep(pause_s)
