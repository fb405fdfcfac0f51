"""Folding deltas into sums: a worker takes what was appended and adds it to the rows by week and month.

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

KEYS = "organisation_id, scope_kind, comparability_key, period_start_on, store_id, scope_ref"
SUMS = (
    "m", "w_sum", "t_sum", "ww_sum", "wt_sum", "tt_sum", "interactions", "exceeded", "met", "below",
    "weight_scored", "weight_applicable", "critical_failed", "below_meets", "stars", "indifferent",
)  # fmt: skip
COUNTS = SUMS[6:]  # figures 3 to 12 of an entry, as they are

# In: organisation, most rows. Takes so many deltas that no other worker holds, adds them up by scope and period
# (week from Monday; a criterion by month), and adds that to the sums in the order of their key, so that two workers
# never wait for each other in a circle. Out: how many were taken, of which stores, and the keys of sums that came to
# nothing.
# The six integers of one entry (w, t) are those of scoring.sums.sums_of.
FOLD = f"""
with taken as (
    delete from sum_delta
     where organisation_id = $1 and ctid = any(array(
           select ctid from sum_delta where organisation_id = $1 limit $2 for update skip locked))
    -- Joining an empty array undoes the compression once, and not at every access below: half the CPU (measured).
    returning store_id, visited_on, signs || '{{}}'::smallint[] as signs, scope_kinds || '{{}}'::text[] as scope_kinds,
              scope_refs || '{{}}'::text[] as scope_refs, comparability_keys || '{{}}'::text[] as comparability_keys,
              figures || '{{}}'::integer[] as figures
), entry as (
    select scope_kinds[i] as scope_kind, comparability_keys[i] as comparability_key,
           case when scope_kinds[i] = 'criterion' then date_trunc('month', visited_on::timestamp)::date
                else visited_on - (extract(isodow from visited_on)::integer - 1) end as period_start_on,
           store_id, scope_refs[i] as scope_ref, signs[i]::bigint as sign,
           figures[i][1]::bigint as w, figures[i][2]::bigint as t,
           {", ".join(f"figures[i][{place}] as {name}" for place, name in enumerate(COUNTS, start=3))}
      from taken, generate_subscripts(signs, 1) as i
), summed as (
    select scope_kind, comparability_key, period_start_on, store_id, scope_ref,
           sum(sign) as m, sum(sign * w) as w_sum, sum(sign * t) as t_sum,
           sum(sign * w * w) as ww_sum, sum(sign * w * t) as wt_sum, sum(sign * t * t) as tt_sum,
           {", ".join(f"sum(sign * {name}) as {name}" for name in COUNTS)}
      from entry
     group by 1, 2, 3, 4, 5
), folded as (
    insert into scope_sum as kept ({KEYS}, {", ".join(SUMS)})
    select $1, scope_kind, comparability_key, period_start_on, store_id, scope_ref, {", ".join(SUMS)}
      from summed
     order by scope_kind, comparability_key, period_start_on, store_id, scope_ref
    on conflict ({KEYS}) do update
       set {", ".join(f"{name} = kept.{name} + excluded.{name}" for name in SUMS)}
    returning scope_kind, comparability_key, period_start_on, store_id, scope_ref, {" = 0 and ".join(SUMS)} = 0 as empty
)
select (select count(*) from taken) as taken,
       array(select distinct store_id from taken) as store_ids,
       array(select row(scope_kind, comparability_key, period_start_on, store_id, scope_ref)
               from folded where empty) as emptied
"""
# The rows that came to nothing; the statement before, in the same transaction, holds their locks.
CLEAR = f"""
delete from scope_sum kept
 using unnest($2::text[], $3::text[], $4::date[], $5::uuid[], $6::text[])
       as emptied (scope_kind, comparability_key, period_start_on, store_id, scope_ref)
 where kept.organisation_id = $1 and kept.scope_kind = emptied.scope_kind
   and kept.comparability_key = emptied.comparability_key and kept.period_start_on = emptied.period_start_on
   and kept.store_id = emptied.store_id and kept.scope_ref = emptied.scope_ref
   and {" and ".join(f"kept.{name} = 0" for name in SUMS)}
"""


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
    if row["emptied"]:
        await connection.execute(
            CLEAR, organisation_id, *(list(column) for column in zip(*row["emptied"], strict=True))
        )
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
