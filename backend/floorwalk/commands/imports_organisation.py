"""`floorwalk import stores FILE`, `… staff FILE`, `… assignments FILE`: lists as they are, taken as a whole or not."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from floorwalk.commands.running import DONE, NOT_UNDERSTOOD, REFUSED, with_database
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.kernel.clock import now
from floorwalk.organisation import imports
from floorwalk.organisation.imports import ImportHasProblems, ImportReport
from floorwalk.organisation.service import only_organisation
from floorwalk.visits.assignment_import import import_assignments

Act = Callable[..., Awaitable[ImportReport]]
LISTS: tuple[tuple[str, Act], ...] = (
    ("stores", imports.import_stores),
    ("staff", imports.import_staff),
    ("assignments", import_assignments),
)


def register(subparsers: Any) -> None:
    """`subparsers` are those of the group `import`, which also brings in visits."""
    for kind, act in LISTS:
        parser = subparsers.add_parser(kind, help=f"bring in a list of {kind} (CSV or XLSX); again changes nothing")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and every problem by row")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=HEADING",
            help="what a heading means, where it does not say; remembered for the next time",
        )
        parser.set_defaults(run=with_database(_runner(act, kind)))


def _runner(act: Act, kind: str) -> Callable[[argparse.Namespace, str], Awaitable[int]]:
    async def run(arguments: argparse.Namespace, url: str) -> int:
        said: dict[str, str] = {}
        for meaning in arguments.map:
            field, equals, heading = meaning.partition("=")
            if not equals:
                sys.stderr.write(f"error: --map {meaning}: write FIELD=HEADING\n")
                return NOT_UNDERSTOOD
            said[field.strip()] = heading.strip()
        content = arguments.file.read_bytes()
        connection = await asyncpg.connect(url)
        try:
            await prepare_connection(connection)
            async with connection.transaction():
                organisation_id = await only_organisation(connection)
                report = await act(
                    connection, organisation_id, None, content, said, dry_run=arguments.dry_run, today=now().date()
                )
        except ImportHasProblems as refusal:
            _say(refusal.report, kind)
            return REFUSED
        finally:
            await connection.close()
        _say(report, kind)
        return REFUSED if report.problems else DONE

    return run


def _say(report: ImportReport, kind: str) -> None:
    meanings = ", ".join(f"{field} = {heading}" for field, heading in report.header_mapping.items())
    print(f"Headings: {meanings}")
    for found in report.problems:
        print(f"row {found.row}\t{found.column}\t{found.code}\t{found.detail}")
    counts = f"{report.created} created, {report.changed} changed, {report.unchanged} unchanged"
    if report.problems:
        print(f"{len(report.problems)} problems in {report.rows} rows of {kind}; nothing was changed.")
    elif report.dry_run:
        print(f"Dry run, nothing was changed. It would be: {counts}.")
    else:
        print(f"{report.rows} rows of {kind}: {counts}.")
