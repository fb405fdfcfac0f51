"""Many visits, quickly and the same in every run: 200 are scored by our own code, the rest are copies of these made by
SQL, spread over the stores, their people and over three years. Facts and sums are filled as if all had been folded.

In each store half of the visits meet one person, a twentieth a second one, the rest the eighteen others by turns: so
that at ten times the visits somebody has as many as somebody else had before.
"""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.versions import version
from floorwalk.visits.changed_stores import say_changed
from floorwalk.visits.facts import counted, fact_entries
from floorwalk.visits.folding import COUNTS, DAY_KEYS, INTERACTION_KEYS, INTERACTION_SUMS, MONTH_KEYS, SUMS
from floorwalk.visits.imported import imported_visit
from floorwalk.visits.service import take_imported
from floorwalk.visits.wire import Rating
from tests.bench.chain import CRITERIA, PEOPLE_EACH, BenchChain, answer_of

PATTERNS = 200  # different visits; the others are copies
SPREAD_DAYS = 1_095  # three years
PART = 20_000
LAST_ON = date(2026, 11, 20)

_PATTERN_TABLES = """
create table bench_pattern (place integer primary key, visit_id uuid not null);
create table bench_entry (place integer not null, scope_kind text not null, scope_ref text not null,
                          comparability_key text not null, figures integer[] not null)
"""


async def patterns(connection: Connection, chain: BenchChain) -> None:
    """Stores the visits that are copied; they are visits like any other."""
    compiled = await version(connection, chain.organisation_id, chain.rubric_version_id)
    made = []
    for seed in range(PATTERNS):
        ratings = [
            Rating(criterion_key=f"criterion-{number:02}", state="scored", answer=answer_of(number, seed), basis="seen")
            for number in range(CRITERIA)
        ]
        made.append(
            imported_visit(
                f"pattern-{seed}",
                chain.store_ids[seed % len(chain.store_ids)],
                chain.evaluator_id,
                LAST_ON - timedelta(days=seed % SPREAD_DAYS),
                ZoneInfo("Europe/Berlin"),
                compiled,
                ratings,
                f"{seed:064x}",
            )
        )
    async with connection.transaction():
        await connection.execute(_PATTERN_TABLES)
        await take_imported(connection, chain.organisation_id, None, made)
        await connection.executemany(
            "insert into bench_pattern values ($1, $2)", [(place, visit.visit_id) for place, visit in enumerate(made)]
        )
        entries = [
            (place, entry.scope_kind, entry.scope_ref, entry.comparability_key, list(entry.figures))
            for place, visit in enumerate(made)
            for entry in fact_entries(visit.store_id, [counted(evaluation) for evaluation in visit.evaluations])
        ]
        await connection.copy_records_to_table("bench_entry", records=entries)
        columns = await _columns(connection, "visit_fact")
        replaced = {"scope_kind": "'staff_member'", "scope_ref": "$2::uuid::text"}
        values = ", ".join(replaced.get(column, f"pattern.{column}") for column in columns)
        named = _NAMED.format(columns=", ".join(columns), values=values)
        await connection.execute(named, chain.organisation_id, chain.staff_ids[0])


# What the copied visits have and the imported ones have not: a person who was observed, and the fact of it.
_NAMED = """
with named as (
    update evaluation set staff_kind = 'named', staff_member_id = $2
     where organisation_id = $1 and visit_id in (select visit_id from bench_pattern) returning visit_id
)
insert into visit_fact ({columns})
select {values} from visit_fact pattern
 where pattern.organisation_id = $1 and pattern.scope_kind = 'store'
   and pattern.visit_id in (select visit_id from named)
"""
# In: organisation, first and last number, stores, last day, people, the other evaluator. A number says everything
# about its visit.
_NUMBERED = f"""
with placed_in as (
    select number, 1 + (number * 7 + number / 450) % cardinality($4::uuid[]) as store,
           case when number % {PEOPLE_EACH} < 10 then 1 when number % {PEOPLE_EACH} = 10 then 2
                else 3 + number / {PEOPLE_EACH} % {PEOPLE_EACH - 2} end as person
      from generate_series($2::bigint, $3::bigint) as number
), numbered as materialized (
    select number, ($4::uuid[])[store] as store_id,
           ($6::uuid[])[(store - 1) * {PEOPLE_EACH} + person] as staff_member_id,
           case when number % 3 = 0 then $7::uuid end as other_evaluator_id,
           $5::date - (number * 37 % {SPREAD_DAYS})::integer as visited_on, number % {PATTERNS} as place,
           (lpad(to_hex(number), 8, '0') || '-0000-7000-8000-000000000001')::uuid as visit_id,
           (lpad(to_hex(number), 8, '0') || '-0000-7000-8000-000000000002')::uuid as evaluation_id
      from placed_in
)
"""


def _copied(table: str, columns: list[str], replaced: dict[str, str]) -> str:
    values = ", ".join(replaced.get(column, f"pattern.{column}") for column in columns)
    return (
        f"{_NUMBERED} insert into {table} ({', '.join(columns)}) select {values}"
        f" from numbered join bench_pattern using (place)"
        f" join {table} pattern on pattern.organisation_id = $1 and pattern.visit_id = bench_pattern.visit_id"
    )


async def _columns(connection: Connection, table: str) -> list[str]:
    rows = await connection.fetch(
        "select column_name from information_schema.columns where table_name = $1 order by ordinal_position", table
    )
    return [row["column_name"] for row in rows]


async def fill(connection: Connection, chain: BenchChain, target: int) -> None:
    """Brings the number of stored visits to `target`; call it again with a larger one to go on. Sums: `sum_up`."""
    stored: int = await connection.fetchval("select count(*) from visit")
    if stored == 0:
        await patterns(connection, chain)
        stored = PATTERNS
        await connection.execute("delete from sum_delta")
        await connection.execute("analyze")
    replaced = {
        "visit": {
            "visit_id": "numbered.visit_id", "visit_code": "null", "store_id": "numbered.store_id",
            "visited_on": "numbered.visited_on", "receipt_id": "numbered.evaluation_id",
            "started_at": "numbered.visited_on + interval '11 hours'", "origin": "'device'",
            "evaluator_id": "coalesce(numbered.other_evaluator_id, pattern.evaluator_id)",
        },
        "evaluation": {
            "evaluation_id": "numbered.evaluation_id", "interaction_id": "numbered.evaluation_id",
            "visit_id": "numbered.visit_id", "staff_member_id": "numbered.staff_member_id",
        },
        "visit_fact": {
            "visit_id": "numbered.visit_id", "store_id": "numbered.store_id", "visited_on": "numbered.visited_on",
            "evaluator_id": "coalesce(numbered.other_evaluator_id, pattern.evaluator_id)",
            "scope_ref": "case pattern.scope_kind when 'store' then numbered.store_id::text"
            " when 'staff_member' then numbered.staff_member_id::text else pattern.scope_ref end",
        },
    }  # fmt: skip
    for table, columns in replaced.items():
        statement = _copied(table, await _columns(connection, table), columns)
        for first in range(stored + 1, target + 1, PART):
            last = min(first + PART - 1, target)
            await connection.execute(statement, *_numbers(chain, first, last))
            if first == stored + 1:
                # Foreign keys are checked by plans that were made while a table was empty, until it is counted.
                await connection.execute(f"analyze {table}")
    await connection.execute("vacuum analyze")


# What folding adds up, straight from the facts; criteria have none, see _sums_of_criteria.
_COUNTED = ", ".join(f"sum({name})" for name in COUNTS)
_SUMMED = {
    "day_sum": f"""
        insert into day_sum ({DAY_KEYS}, {", ".join(SUMS)})
        select {DAY_KEYS}, count(*), sum(w), sum(t), sum(w::bigint * w), sum(w * t), sum(t * t), {_COUNTED}
          from visit_fact group by {DAY_KEYS}
         order by visited_on, scope_kind, store_id, scope_ref -- as days of folding leave them on the disk
        """,
    "scope_sum": f"""
        insert into scope_sum ({MONTH_KEYS}, {", ".join(SUMS)})
        select organisation_id, scope_kind, comparability_key, date_trunc('month', visited_on::timestamp)::date,
               store_id, scope_ref, {", ".join(f"sum({name})" for name in SUMS)}
          from day_sum group by 1, 2, 3, 4, 5, 6 order by 4, 2, 5, 6
        """,
    "interaction_sum": f"""
        insert into interaction_sum ({INTERACTION_KEYS}, {", ".join(INTERACTION_SUMS)})
        select organisation_id, comparability_key, date_trunc('month', visited_on::timestamp)::date, store_id, count(*),
               sum(interactions), sum(interactions * interactions), sum(critical_failed),
               sum(interactions * critical_failed), sum(critical_failed * critical_failed), sum(indifferent),
               sum(interactions * indifferent), sum(indifferent * indifferent)
          from visit_fact where scope_kind = 'store' group by 1, 2, 3, 4 order by 3, 4
        """,
}
# In: organisation, the first copied number, the last, the stores, the last day. Out: by store and month, how many
# visits are copies of each pattern, the pattern itself included.
_COPIES = f"""
{_NUMBERED}, placed as (
    select store_id, visited_on, place from numbered
    union all
    select visit.store_id, visit.visited_on, bench_pattern.place
      from bench_pattern join visit on visit.organisation_id = $1 and visit.visit_id = bench_pattern.visit_id
)
select date_trunc('month', visited_on::timestamp)::date as month_on, store_id, place, count(*) as visits
  from placed group by 1, 2, 3 order by 1, 2
"""


def _numbers(chain: BenchChain, first: int, last: int) -> tuple[Any, ...]:
    """The parameters of `_NUMBERED`."""
    return (
        chain.organisation_id, first, last, chain.store_ids, LAST_ON, chain.staff_ids, chain.other_evaluator_id
    )  # fmt: skip


async def sum_up(connection: Connection, chain: BenchChain) -> None:
    """What folding would have made of all visits that `fill` stored; no comparison is right before."""
    for table, statement in _SUMMED.items():
        await connection.execute(statement)
        await connection.execute(f"vacuum analyze {table}")
    await connection.copy_records_to_table(
        "scope_sum",
        columns=[*MONTH_KEYS.split(", "), *SUMS],
        records=await _sums_of_criteria(connection, chain),
    )
    await connection.execute("vacuum analyze scope_sum")
    await say_changed(
        connection, chain.organisation_id, chain.store_ids
    )  # as folding does: nothing kept holds any more


async def _sums_of_criteria(connection: Connection, chain: BenchChain) -> list[tuple[Any, ...]]:
    """By month and store: how often each pattern was copied, times what it adds to each criterion."""
    entries = await connection.fetch("select * from bench_entry where scope_kind = 'criterion'")
    places: dict[tuple[str, str], int] = {}
    adds = np.zeros((PATTERNS, len(entries), len(SUMS)), dtype=np.int64)
    for entry in entries:
        criterion = places.setdefault((entry["comparability_key"], entry["scope_ref"]), len(places))
        w, t, *counts = entry["figures"]
        adds[entry["place"], criterion] += (1, w, t, w * w, w * t, t * t, *counts)
    stored: int = await connection.fetchval("select count(*) from visit")
    rows = await connection.fetch(_COPIES, *_numbers(chain, PATTERNS + 1, stored))
    months: dict[tuple[date, Any], int] = {}
    for row in rows:
        months.setdefault((row["month_on"], row["store_id"]), len(months))
    copies = np.zeros((len(months), PATTERNS), dtype=np.int64)
    for month_on, store_id, place, visits in rows:
        copies[months[month_on, store_id], place] = visits
    sums = (copies @ adds[:, : len(places)].reshape(PATTERNS, -1)).reshape(len(months), len(places), len(SUMS)).tolist()
    return [
        (chain.organisation_id, "criterion", key, month_on, store_id, criterion_key, *sums[at][criterion])
        for (month_on, store_id), at in months.items()
        for (key, criterion_key), criterion in places.items()
        if sums[at][criterion][0]
    ]
