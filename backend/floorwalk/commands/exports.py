"""`floorwalk export evaluations`: every evaluation as CSV, for those who run the system. Streams by COPY.

The columns are schemas/exports/evaluations.schema.json. No person observed stands in it: figures about people leave
through the HR export alone, which asks for a purpose and holds rule P5.
"""

import argparse
import os
import re
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import asyncpg

from floorwalk.commands import export_audit_log, export_comparison, export_people
from floorwalk.commands.running import DONE, NOT_UNDERSTOOD, REFUSED, with_database
from floorwalk.organisation.service import only_organisation

# Must equal coaching/csv_cells.safe_text.
SAFE = """case when {0} ~ E'^[=+@\\t\\r\\n＝＋－＠''-]' then '''' || {0} else {0} end"""
STATES = ("published", "submitted", "in_review", "returned", "void")
BROKEN_PIPE = 141  # 128 + SIGPIPE, as shells have it
EARLIEST_ON, LATEST_ON = date(1, 1, 1), date(9999, 12, 31)

# In: $1 organisation, $2 and $3 days, $4 store or null, $5 states. A row for each evaluation, in an order that no
# later export of the same data can change.
EVALUATIONS = f"""
select {SAFE.format("v.visit_code")} as visit_code,
       v.visit_id,
       e.evaluation_id,
       e.position + 1 as interaction,
       {SAFE.format("store.store_code")} as store_code,
       v.visited_on,
       v.mode,
       v.origin,
       {SAFE.format("evaluator.evaluator_code")} as evaluator_code,
       {SAFE.format("rubric.rubric_key")} as rubric_key,
       version.version_number as rubric_version,
       {SAFE.format("version.version_label")} as rubric_version_label,
       e.comparability_key,
       e.scoring_version,
       e.state,
       {SAFE.format("e.touchpoint_key")} as touchpoint_key,
       e.raw_bp as raw_mean_bp,
       e.final_bp,
       e.critical_failed::text as critical_failed,
       e.exceeded,
       e.met,
       e.below,
       e.weight_scored,
       e.weight_applicable,
       jsonb_array_length(e.stars) as stars,
       (e.indifferent_ticked or e.indifferent_by_markers)::text as indifferent
from visit v
join evaluation e using (organisation_id, visit_id)
join store using (organisation_id, store_id)
join evaluator using (organisation_id, evaluator_id)
join rubric_version version using (organisation_id, rubric_version_id)
join rubric using (organisation_id, rubric_id)
where v.organisation_id = $1 and v.visited_on between $2 and $3
  and ($4::uuid is null or v.store_id = $4) and e.state = any($5::text[])
order by v.visited_on, v.visit_code collate "C" nulls last, v.visit_id, e.position
"""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("export", help="write data out as a file")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    evaluations = kinds.add_parser("evaluations", help="one row for each evaluation")
    evaluations.add_argument("--format", choices=["csv"], default="csv")
    evaluations.add_argument("--from", dest="from_on", type=_day, default=EARLIEST_ON, metavar="D", help="first day")
    evaluations.add_argument("--to", dest="to_on", type=_day, default=LATEST_ON, metavar="D", help="last day")
    evaluations.add_argument("--store", metavar="CODE", help="one store, by its code")
    evaluations.add_argument(
        "--state", action="append", choices=STATES, help="also others than published ones; may be given several times"
    )
    evaluations.add_argument("--out", type=Path, metavar="FILE", help="a file instead of the terminal")
    evaluations.set_defaults(run=with_database(run))
    comparison = kinds.add_parser("comparison", help="the figures of the comparisons")
    export_comparison.add_arguments(comparison, _day)
    comparison.set_defaults(run=with_database(export_comparison.run))
    people = kinds.add_parser("people", help="figures about people, with a purpose, in the name of an account")
    export_people.add_arguments(people, _day)
    people.set_defaults(run=with_database(export_people.run))
    audit_log = kinds.add_parser("audit-log", help="who did and saw what")
    export_audit_log.add_arguments(audit_log, _day)
    audit_log.set_defaults(run=with_database(export_audit_log.run))


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-23")
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-23") from fault


async def run(arguments: argparse.Namespace, url: str) -> int:
    """A file appears under its name only when it is whole."""
    if arguments.from_on > arguments.to_on:
        sys.stderr.write("error: --from comes after --to\n")
        return NOT_UNDERSTOOD
    connection = await asyncpg.connect(url, server_settings={"application_name": "floorwalk", "jit": "off"})
    try:
        organisation_id = await only_organisation(connection)
        store_id = await connection.fetchval(
            "select store_id from store where organisation_id = $1 and store_code = $2",
            organisation_id, arguments.store,
        )  # fmt: skip
        if arguments.store is not None and store_id is None:
            sys.stderr.write(f"error: there is no store with the code {arguments.store!r}\n")
            return REFUSED
        states = arguments.state or ["published"]
        wanted = (organisation_id, arguments.from_on, arguments.to_on, store_id, states)
        if arguments.out is None:
            await _copy(connection, wanted, sys.stdout.buffer)
        else:
            await _copy_to_file(connection, wanted, arguments.out)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    finally:
        connection.terminate()
    return DONE


async def _copy_to_file(connection: Any, wanted: tuple[Any, ...], path: Path) -> None:
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as out:  # nothing else waits in this process
            await _copy(connection, wanted, out)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


async def _copy(connection: Any, wanted: tuple[Any, ...], out: BinaryIO) -> None:
    await connection.copy_from_query(EVALUATIONS, *wanted, output=_sink(out), format="csv", header=True)
    out.flush()


def _sink(out: BinaryIO) -> Callable[[bytes], Awaitable[None]]:
    async def write(piece: bytes) -> None:
        out.write(piece)

    return write
