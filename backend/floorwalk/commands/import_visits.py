"""`floorwalk import visits FILE --mapping FILE`: the visits of another system. The work is visits/history.py."""

import argparse
import sys
from pathlib import Path
from typing import Any

import asyncpg

from floorwalk.commands.progress import Progress
from floorwalk.commands.running import DONE, REFUSED, with_database
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.organisation.service import only_organisation
from floorwalk.visits.history import BroughtIn, LookedThrough, bring_in, look_through, settle
from floorwalk.visits.history_file import HistoryFile
from floorwalk.visits.history_mapping import mapping_of
from floorwalk.visits.history_rows import RowProblem


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("visits", help="bring in the visits of another system")
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV file, one row a visit")
    parser.add_argument("--mapping", type=Path, required=True, metavar="FILE", help="which column means what (JSON)")
    parser.add_argument("--dry-run", action="store_true", help="list every problem and store nothing")
    parser.add_argument(
        "--create-missing", action="store_true", help="make the stores, areas and evaluators that do not exist"
    )
    parser.set_defaults(run=with_database(run))


async def run(arguments: argparse.Namespace, url: str) -> int:
    mapping = mapping_of(arguments.mapping.read_bytes())
    file = HistoryFile(arguments.file)
    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        organisation_id = await only_organisation(connection)
        with Progress("Looking through the file") as progress:
            looked = await look_through(
                connection,
                organisation_id,
                mapping,
                file,
                create_missing=arguments.create_missing,
                report=_say_problem,
                advance=progress.advance,
            )
        _say_looked(looked, file)
        if looked.problems:
            sys.stderr.write(f"error: {_many(looked.problems, 'problem')}; nothing was stored\n")
            return REFUSED
        if arguments.dry_run:
            print("A dry run: nothing was stored.")
            return DONE
        with Progress("Bringing visits in", looked.rows) as progress:
            done = await bring_in(
                connection,
                organisation_id,
                file,
                looked,
                create_missing=arguments.create_missing,
                advance=progress.advance,
            )
        _say_done(done)
        if done.created_visits:
            with Progress("Adding up", done.created_visits, unit="visits") as progress:
                await settle(connection, done, advance=progress.advance)
        return DONE
    finally:
        await connection.close()


def _say_problem(problem: RowProblem) -> None:
    column = f", column {problem.column}" if problem.column else ""
    print(f"row {problem.row}{column}: {problem.code}: {problem.detail}")


def _say_looked(looked: LookedThrough, file: HistoryFile) -> None:
    days = f" from {looked.first_on} to {looked.last_on}" if looked.first_on else ""
    print(
        f"{_many(looked.rows, 'row')} read as {file.encoding}:"
        f" {_many(looked.visits, 'visit')}{days}, {looked.new_visits:,} of them new;"
        f" {_many(looked.stores, 'store')}, {_many(looked.areas, 'area')}, {_many(looked.evaluators, 'evaluator')}."
    )
    if looked.rows_without_area:
        print(f"{_many(looked.rows_without_area, 'row')} without an area: such visits count for the organisation only.")


def _say_done(done: BroughtIn) -> None:
    print(f"{_many(done.created_visits, 'visit')} stored, {done.unchanged_visits:,} unchanged.")
    made = [(done.created_stores, "store"), (done.created_areas, "area"), (done.created_evaluators, "evaluator")]
    if any(count for count, _ in made):
        print("Created: " + ", ".join(_many(count, what) for count, what in made) + ".")
    if done.stores_without_area:
        print(f"{_many(done.stores_without_area, 'store')} of these belong to no area.")
    if done.stores_moved:
        print(f"{_many(done.stores_moved, 'store')} changed area within the file: each visit counts where it says.")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
