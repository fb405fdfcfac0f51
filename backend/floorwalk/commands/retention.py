"""`floorwalk retention`: what the nightly run does, now; with --dry-run only what it would remove."""

import argparse
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from floorwalk.commands.running import DONE, REFUSED, with_database
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Database
from floorwalk.organisation.service import only_organisation
from floorwalk.rights import queries, retention
from floorwalk.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("retention", help="remove what is kept no longer")
    parser.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")
    parser.set_defaults(run=with_database(run))


async def run(arguments: argparse.Namespace, url: str) -> int:
    """Two counts on standard output."""
    settings = Settings.from_environment()
    database = Database(url, pool_size=3)
    try:
        organisation_id = await database.read(only_organisation)
        (row,) = await database.read(queries.organisations)
        today = datetime.now(ZoneInfo(row["time_zone"])).date()
        report: retention.Report | None
        if arguments.dry_run:
            report = await database.read(lambda connection: retention.due(connection, organisation_id, today))
        else:
            blobs = Blobs(settings.evidence, settings.data_dir)
            report = await retention.run(database, blobs, organisation_id, today)
        if report is None:
            print("Another process is at it.")
            return REFUSED
        would = "would be " if arguments.dry_run else ""
        print(f"{report.links} links to a person {would}removed")
        print(f"{report.pictures} photos {would}removed")
        return DONE
    finally:
        await database.close()
