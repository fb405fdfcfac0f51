"""`floorwalk work`: does what waits in the background, and ends. The server starts it when something waits."""

import argparse
import asyncio
import os
import sys
from typing import Any

from floorwalk.infrastructure.parent_death import die_with_parent
from floorwalk.infrastructure.postgres import DataFolderRefused, PostgresRefused, open_database
from floorwalk.settings import BadSetting, Settings

DONE, FAILED, NOT_UNDERSTOOD = 0, 1, 2
NICENESS = 5  # phones that send and screens that ask come first


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("work", help="do what waits in the background, such as exports")
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process does")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.parent is not None:
        die_with_parent(arguments.parent)
        os.nice(NICENESS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads would only wait for one another
    try:
        settings = Settings.from_environment()
        with open_database(settings) as url:
            return asyncio.run(_work_off(settings, url))
    except BadSetting as bad:
        sys.stderr.write(f"error: {bad}\n")
        return NOT_UNDERSTOOD
    except (DataFolderRefused, PostgresRefused) as refusal:
        sys.stderr.write(f"error: {refusal}\n")
        return FAILED


async def _work_off(settings: Settings, url: str) -> int:
    from floorwalk.background import work_off
    from floorwalk.infrastructure.database import Database
    from floorwalk.infrastructure.problems import is_unavailable

    database = Database(url, pool_size=3)  # reading, renewing the lease, issuing
    try:
        await work_off(database, settings)
    except Exception as error:
        if not is_unavailable(error):
            raise
        sys.stderr.write(f"work in the background stopped, for the database is away ({type(error).__name__})\n")
        return FAILED
    finally:
        await database.close()
    return DONE
