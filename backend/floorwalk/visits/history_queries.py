"""Every statement of an import of history. Rows that were read wait in a table of the connection's own while the
whole file is looked through: so twice used codes, unknown stores and moves of a store are found by the database, and
memory stays flat. Storing the visits themselves is ingest.py.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.queries import VERSION_COLUMNS, VERSION_FROM
from floorwalk.visits.history_columns import ReadingPlan
from floorwalk.visits.history_rows import HistoricVisit, RowProblem

_LOOKED_THROUGH = """
create temporary table history_row (
    row_number integer not null, visit_code text not null, content_hash text not null, visited_on date not null,
    store_code text not null, store_name text, store_format text, area_code text,
    evaluator_code text not null, staff_code text
)
"""
_COLUMNS = (
    "row_number", "visit_code", "content_hash", "visited_on", "store_code", "store_name", "store_format", "area_code",
    "evaluator_code", "staff_code",
)  # fmt: skip


async def begin(connection: Connection) -> None:
    await connection.execute("drop table if exists pg_temp.history_row")
    await connection.execute(_LOOKED_THROUGH)


async def keep_rows(connection: Connection, visits: Sequence[HistoricVisit], mode: str) -> None:
    await connection.copy_records_to_table(
        "history_row",
        schema_name="pg_temp",
        columns=_COLUMNS,
        records=[
            (
                visit.row, visit.visit_code, visit.content_hash(mode), visit.visited_on, visit.store_code,
                visit.store_name, visit.store_format, visit.area_code, visit.evaluator_code, visit.staff_code,
            )
            for visit in visits
        ],
    )  # fmt: skip


async def all_kept(connection: Connection) -> None:
    """The rows are complete: the planner may count them."""
    await connection.execute("analyze pg_temp.history_row")


async def version_row(
    connection: Connection, organisation_id: UUID, rubric_key: str, version_number: int | None
) -> Mapping[str, Any] | None:
    """That version of the rubric, the newest for None; None if it was never published."""
    found: Mapping[str, Any] | None = await connection.fetchrow(
        f"select {VERSION_COLUMNS} {VERSION_FROM}"
        " where version.organisation_id = $1 and rubric.rubric_key = $2"
        " and version.version_number = coalesce($3, version.version_number)"
        " order by version.version_number desc limit 1",
        organisation_id, rubric_key, version_number,
    )  # fmt: skip
    return found


async def hold_imports(connection: Connection, organisation_id: UUID) -> bool:
    """Whether this connection may import: one at a time for an organisation, until the connection closes."""
    held: bool = await connection.fetchval(
        "select pg_try_advisory_lock(hashtextextended('floorwalk history ' || $1::text, 0))", str(organisation_id)
    )
    return held


# Each answers rows of (row_number, code, other_row): what is wrong, and with which earlier row if with one.
CODE_TWICE = """
select row_number, visit_code as code, first_row as other_row
  from (select row_number, visit_code, content_hash,
               first_value(row_number) over same_code as first_row,
               first_value(content_hash) over same_code as first_hash
          from pg_temp.history_row window same_code as (partition by visit_code order by row_number)) as numbered
 where content_hash <> first_hash and $1::uuid is not null
 order by row_number
"""
VISIT_CHANGED = """
select kept.row_number, kept.visit_code as code, null::integer as other_row
  from pg_temp.history_row kept
  join visit on visit.organisation_id = $1 and visit.visit_code = kept.visit_code
 where visit.content_hash <> kept.content_hash
 order by kept.row_number
"""


def _unknown(table: str, column: str) -> str:
    return f"""
select kept.row_number, kept.{column} as code, null::integer as other_row
  from pg_temp.history_row kept
 where kept.{column} is not null
   and not exists (select from {table} known where known.organisation_id = $1 and known.{column} = kept.{column})
 order by kept.row_number
"""


STORE_UNKNOWN = _unknown("store", "store_code")
EVALUATOR_UNKNOWN = _unknown("evaluator", "evaluator_code")
STAFF_UNKNOWN = _unknown("staff_member", "staff_code")


async def problems(
    connection: Connection, organisation_id: UUID, plan: ReadingPlan, *, create_missing: bool
) -> AsyncIterator[RowProblem]:
    """What only the whole file and the organisation can tell, one kind after the other, each by row."""
    missing = "There is no such {}; --create-missing makes it."
    asked = [
        (CODE_TWICE, plan.visit_code, "history.visit_code_twice", "Row {other} has this code with other content."),
        (
            VISIT_CHANGED, plan.visit_code, "history.visit_changed",
            "This visit was imported before with other content. What is published does not change: leave the row out.",
        ),
        (STAFF_UNKNOWN, plan.staff_code, "history.staff_member_unknown", "There is no such staff member."),
    ]  # fmt: skip
    if not create_missing:
        asked += [
            (STORE_UNKNOWN, plan.store_code, "history.store_unknown", missing.format("store")),
            (EVALUATOR_UNKNOWN, plan.evaluator_code, "history.evaluator_unknown", missing.format("evaluator")),
        ]
    async with connection.transaction(readonly=True):
        for statement, cell, code, detail in asked:
            async for row in connection.cursor(statement, organisation_id, prefetch=500):
                heading = cell.heading if cell is not None else ""
                yield RowProblem(
                    row["row_number"], heading, code, f"{row['code']!r}: {detail.format(other=row['other_row'])}"
                )


# In: organisation. Out: what the file holds, and how much of it is new here.
COUNTS = """
select count(*) as rows, count(distinct visit_code) as visits,
       count(distinct visit_code) filter (where not exists (
           select from visit where visit.organisation_id = $1 and visit.visit_code = kept.visit_code)) as new_visits,
       count(distinct store_code) as stores, count(distinct area_code) as areas,
       count(distinct evaluator_code) as evaluators,
       count(*) filter (where area_code is null) as rows_without_area,
       min(visited_on) as first_on, max(visited_on) as last_on
  from pg_temp.history_row kept
"""


async def counts(connection: Connection, organisation_id: UUID) -> Mapping[str, Any]:
    found: Mapping[str, Any] = await connection.fetchrow(COUNTS, organisation_id)
    return found


async def _missing(connection: Connection, organisation_id: UUID, statement: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = await connection.fetch(statement, organisation_id)
    return found


async def create_evaluators(connection: Connection, organisation_id: UUID) -> int:
    """Evaluators known only by a code: no account."""
    codes = await _missing(
        connection, organisation_id,
        f"select distinct code from ({EVALUATOR_UNKNOWN}) as unknown order by code",
    )  # fmt: skip
    await connection.execute(
        "insert into evaluator (organisation_id, evaluator_id, evaluator_code)"
        " select $1, evaluator_id, code from unnest($2::uuid[], $3::text[]) as made (evaluator_id, code)",
        organisation_id, [new_id() for _ in codes], [row["code"] for row in codes],
    )  # fmt: skip
    return len(codes)


async def create_areas(connection: Connection, organisation_id: UUID) -> int:
    """Areas of stores that do not exist yet, at the top of the tree: the file knows no tree."""
    codes = await _missing(
        connection, organisation_id,
        f"""
        select distinct kept.area_code as code
          from pg_temp.history_row kept join ({STORE_UNKNOWN}) as unknown using (row_number)
         where kept.area_code is not null and not exists (
             select from area where area.organisation_id = $1 and area.area_code = kept.area_code)
         order by 1
        """,
    )  # fmt: skip
    await connection.execute(
        "insert into area (organisation_id, area_id, area_code, name)"
        " select $1, area_id, code, code from unnest($2::uuid[], $3::text[]) as made (area_id, code)",
        organisation_id, [new_id() for _ in codes], [row["code"] for row in codes],
    )  # fmt: skip
    return len(codes)


# In: organisation. Out: each store to be made, with the newest name and format that the file gives it.
_STORES_TO_MAKE = f"""
select kept.store_code,
       coalesce((array_agg(store_name order by visited_on desc, kept.row_number desc)
                 filter (where store_name is not null))[1], kept.store_code) as name,
       (array_agg(store_format order by visited_on desc, kept.row_number desc)
        filter (where store_format is not null))[1] as format
  from pg_temp.history_row kept join ({STORE_UNKNOWN}) as unknown using (row_number)
 group by kept.store_code order by kept.store_code
"""


async def create_stores(connection: Connection, organisation_id: UUID, time_zone: str) -> list[UUID]:
    """The stores that do not exist yet; their ids."""
    stores = await _missing(connection, organisation_id, _STORES_TO_MAKE)
    store_ids = [new_id() for _ in stores]
    await connection.execute(
        """
        insert into store (organisation_id, store_id, store_code, name, time_zone, format)
        select $1, store_id, store_code, name, $2, format
          from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as made (store_id, store_code, name, format)
        """,
        organisation_id, time_zone, store_ids, [row["store_code"] for row in stores], [row["name"] for row in stores],
        [row["format"] for row in stores],
    )  # fmt: skip
    return store_ids


# In: organisation, stores just made, the file's first day. Out: the spells of each store in an area: a new one begins
# with the first visit that names another area (of two on one day, the later row). The first spell begins with the
# file, so that it also covers visits before the first one that names an area.
_SPELLS = """
with placed as (
    select distinct on (store.store_id, kept.visited_on) store.store_id, kept.visited_on, area.area_id
      from pg_temp.history_row kept
      join store on store.organisation_id = $1 and store.store_code = kept.store_code
      join area on area.organisation_id = $1 and area.area_code = kept.area_code
     where store.store_id = any($2::uuid[])
     order by store.store_id, kept.visited_on, kept.row_number desc
), begun as (
    select store_id, visited_on, area_id,
           lag(area_id) over (partition by store_id order by visited_on) as area_before
      from placed
), spell as (
    select store_id, area_id,
           case when area_before is null then $3::date else visited_on end as valid_from
      from begun where area_before is distinct from area_id
)
select store_id, area_id, valid_from,
       lead(valid_from) over (partition by store_id order by valid_from) - 1 as valid_to
  from spell order by store_id, valid_from
"""


async def create_memberships(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], first_on: date
) -> tuple[int, int]:
    """How many of the new stores have an area now, and how many moved within the file."""
    spells = await connection.fetch(_SPELLS, organisation_id, list(store_ids), first_on)
    await connection.execute(
        """
        insert into store_membership (organisation_id, store_membership_id, store_id, area_id, valid_from, valid_to)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::date[])
        """,
        organisation_id, [new_id() for _ in spells], [row["store_id"] for row in spells],
        [row["area_id"] for row in spells], [row["valid_from"] for row in spells], [row["valid_to"] for row in spells],
    )  # fmt: skip
    placed = {row["store_id"] for row in spells}
    moved = {row["store_id"] for row in spells if row["valid_to"] is not None}
    return len(placed), len(moved)


async def ids_by_code(
    connection: Connection, organisation_id: UUID, kind: str, codes: Collection[str]
) -> dict[str, UUID]:
    """`kind` is store, evaluator, staff (for staff_member) or visit."""
    table = "staff_member" if kind == "staff" else kind
    rows = await connection.fetch(
        f"select {kind}_code as code, {table}_id as id from {table}"
        f" where organisation_id = $1 and {kind}_code = any($2::text[])",
        organisation_id, list(codes),
    )  # fmt: skip
    return {row["code"]: row["id"] for row in rows}


async def count_anew(connection: Connection) -> None:
    """After many rows at once the planner's counts are off until the server looks by itself."""
    sums = ("scope_sum", "day_sum", "interaction_sum", "sum_delta")
    for table in ("store", "store_membership", "visit", "evaluation", "visit_fact", *sums):
        await connection.execute(f"analyze {table}")
