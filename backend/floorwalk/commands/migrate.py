"""`floorwalk migrate`: brings the tables up to date, for those who run their own PostgreSQL."""

import argparse
from typing import Any

from floorwalk.commands.running import DONE, run_with_database


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help="bring the database's tables up to date")
    parser.set_defaults(run=lambda arguments: run_with_database(arguments, _say_done, needs_organisation=False))


async def _say_done(_arguments: argparse.Namespace, _url: str) -> int:
    print("The tables are up to date.")
    return DONE
