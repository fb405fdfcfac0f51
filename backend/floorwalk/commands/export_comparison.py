"""`floorwalk export comparison`: the figures of the screens as CSV, for those who run the system.

The columns are schemas/exports/comparison-*.schema.json; the rows comparisons/tables_of_figures.py.
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import asyncpg

from floorwalk.coaching.csv_cells import CsvLines, safe_text
from floorwalk.commands.running import DONE, NOT_UNDERSTOOD, REFUSED
from floorwalk.comparisons.exported import Cells, Digits
from floorwalk.comparisons.periods import EARLIEST_ON
from floorwalk.comparisons.service import Asked, read_one_state
from floorwalk.comparisons.standing import Peers
from floorwalk.comparisons.tables_of_figures import COLUMNS, By, rows_of
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.organisation.service import only_organisation


def add_arguments(parser: argparse.ArgumentParser, day: Any) -> None:
    """`day` reads a calendar day."""
    parser.add_argument("--by", type=By, choices=list(By), required=True, metavar="|".join(By), help="what a row is")
    parser.add_argument("--format", choices=["csv"], default="csv")
    parser.add_argument("--from", dest="from_on", type=day, default=EARLIEST_ON, metavar="D", help="first day")
    parser.add_argument("--to", dest="to_on", type=day, metavar="D", help="last day, by default today")
    parser.add_argument("--area", metavar="CODE", help="only stores while they belonged to this area or one below it")
    parser.add_argument("--key", metavar="KEY", help="only versions with this comparability key")
    parser.add_argument(
        "--peers", type=Peers, choices=list(Peers), default=Peers.AREA, metavar="|".join(Peers),
        help="whom a store is compared with: those in the table, those of its format, or all",
    )  # fmt: skip
    parser.add_argument("--exact", action="store_true", help="figures unrounded")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a file instead of the terminal")


async def run(arguments: argparse.Namespace, url: str) -> int:
    """A file appears under its name only when it is whole."""
    if arguments.to_on is not None and arguments.from_on > arguments.to_on:
        sys.stderr.write("error: --from comes after --to\n")
        return NOT_UNDERSTOOD
    connection = await asyncpg.connect(url, server_settings={"application_name": "floorwalk", "jit": "off"})
    try:
        await prepare_connection(connection)
        organisation_id = await only_organisation(connection)
        area_id = await connection.fetchval(
            "select area_id from area where organisation_id = $1 and area_code = $2", organisation_id, arguments.area
        )
        if arguments.area is not None and area_id is None:
            sys.stderr.write(f"error: there is no area with the code {arguments.area!r}\n")
            return REFUSED
        asked = Asked(arguments.from_on, arguments.to_on, area_id, arguments.key)
        async with connection.transaction():
            await read_one_state(connection)
            rows = [
                row
                async for row in rows_of(
                    connection, organisation_id, arguments.by, asked, arguments.peers, Digits(arguments.exact)
                )
            ]
    finally:
        connection.terminate()
    if arguments.out is None:
        write(sys.stdout.buffer, COLUMNS[arguments.by], rows)
        return DONE
    draft = arguments.out.with_name(arguments.out.name + ".part")
    try:
        with draft.open("wb") as out:
            write(out, COLUMNS[arguments.by], rows)
        draft.replace(arguments.out)
    finally:
        draft.unlink(missing_ok=True)
    return DONE


def write(out: BinaryIO, columns: tuple[str, ...], rows: list[Cells]) -> None:
    lines = CsvLines()
    out.write(lines.of(*columns))
    for row in rows:
        out.write(lines.of(*map(_cell, row)))
    out.flush()


def _cell(value: object) -> object:
    """Absent is an empty cell; a text may begin no formula."""
    match value:
        case None:
            return ""
        case str():
            return safe_text(value)
        case date():
            return value.isoformat()
        case float():
            return repr(value)
        case _:
            return value
