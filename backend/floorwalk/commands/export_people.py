"""`floorwalk export people`: the export about people that HR's screen makes, asked for in the name of an account.

The same work, rights, evidence floor and trace; the files are written into a folder instead of being fetched by links.
A formal process is asked for on the screen alone: there a second person reads it.
"""

import argparse
import asyncio
import dataclasses
import shutil
import sys
from pathlib import Path
from typing import Any

from floorwalk.background import work_off
from floorwalk.coaching import files, service
from floorwalk.coaching.model import AT_ONCE, ExportState, Purpose
from floorwalk.coaching.wire import Export, ExportAsked, PopulationAsked
from floorwalk.commands.running import DONE, REFUSED
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, grants_for
from floorwalk.identity.queries import viewer_of_account
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Database
from floorwalk.organisation.service import only_organisation
from floorwalk.settings import Settings

POLL_S = 0.5  # while a running server has taken the work


def add_arguments(parser: argparse.ArgumentParser, day: Any) -> None:
    """`day` reads a calendar day."""
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="an account that may export people")
    parser.add_argument("--purpose", type=Purpose, choices=AT_ONCE, required=True, metavar="|".join(AT_ONCE))
    parser.add_argument("--from", dest="from_on", type=day, required=True, metavar="D", help="first day")
    parser.add_argument("--to", dest="to_on", type=day, required=True, metavar="D", help="last day")
    parser.add_argument("--retain-until", type=day, required=True, metavar="D", help="to be deleted by then")
    parser.add_argument("--area", metavar="CODE", help="only people of this area")
    parser.add_argument("--store", metavar="CODE", help="only people of this store")
    parser.add_argument("--person", metavar="CODE", help="only this person, by staff code")
    parser.add_argument("--language", choices=["en", "de"], default="en")
    parser.add_argument("--dossiers", action="store_true", help="with a PDF for each person")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder for the files")


async def run(arguments: argparse.Namespace, url: str) -> int:
    if arguments.out.exists():
        sys.stderr.write(f"error: {arguments.out} is there already\n")
        return REFUSED
    settings = dataclasses.replace(Settings.from_environment(), database_url=url)
    database = Database(url, pool_size=3)
    try:
        asked = await _asked(database, arguments)
        if isinstance(asked, str):
            sys.stderr.write(f"error: {asked}\n")
            return REFUSED
        viewer, question = asked
        made = await _made(database, settings, viewer, question)
        if made.state is not ExportState.READY or made.manifest is None:
            sys.stderr.write(f"error: the export was not made ({made.fault_code or made.state.value})\n")
            return REFUSED
        await _handed_out(database, settings, viewer, made, arguments.out)
    finally:
        await database.close()
    sys.stdout.write(f"{made.manifest.released} of {made.manifest.people} people in {arguments.out}\n")
    return DONE


async def _asked(database: Database, arguments: argparse.Namespace) -> tuple[Viewer, ExportAsked] | str:
    """Who asks and what; or why not."""
    async with database.transaction() as work:
        connection = await work.connection()
        organisation_id = await only_organisation(connection)
        account_id = await connection.fetchval(
            "select account_id from account where organisation_id = $1 and lower(email) = lower($2)",
            organisation_id, arguments.email,
        )  # fmt: skip
        viewer = None if account_id is None else await viewer_of_account(connection, organisation_id, account_id)
        if viewer is None or not grants_for(viewer, Verb.EXPORT_PEOPLE):
            return f"{arguments.email} may not export figures about people"
        places = {}
        for name, code in (("area", arguments.area), ("store", arguments.store)):
            places[f"{name}_id"] = found = await connection.fetchval(
                f"select {name}_id from {name} where organisation_id = $1 and {name}_code = $2", organisation_id, code
            )
            if code is not None and found is None:
                return f"there is no {name} with the code {code!r}"
        if arguments.person is not None:
            places["staff_member_id"] = found = await connection.fetchval(
                "select staff_member_id from staff_member where organisation_id = $1 and staff_code = $2",
                organisation_id, arguments.person,
            )  # fmt: skip
            if found is None:
                return f"there is no person with the code {arguments.person!r}"
    return viewer, ExportAsked(
        purpose=arguments.purpose,
        from_on=arguments.from_on,
        to_on=arguments.to_on,
        population=PopulationAsked(**places),
        retain_until_on=arguments.retain_until,
        language=arguments.language,
        with_dossiers=arguments.dossiers,
    )


async def _made(database: Database, settings: Settings, viewer: Viewer, question: ExportAsked) -> Export:
    async with database.transaction() as work:
        made = await service.ask(work, viewer, question)
    while made.state in (ExportState.WAITING, ExportState.RUNNING):
        if not await work_off(database, settings):
            await asyncio.sleep(POLL_S)
        async with database.transaction() as work:
            made = await service.export_of(work, viewer, made.export_id)
    return made


async def _handed_out(database: Database, settings: Settings, viewer: Viewer, made: Export, out: Path) -> None:
    """Each file with its trace, which is written first."""
    assert made.manifest is not None  # noqa: S101 it is ready
    async with database.transaction() as work:
        for file in made.manifest.files:
            await audit_log.record(
                await work.connection(), viewer.organisation_id, viewer.account_id, "export.downloaded", "export",
                made.export_id, {"file": file.name, "sha256": file.sha256, "by": "command line"},
            )  # fmt: skip
    place = files.folder_of(settings, viewer.organisation_id) / str(made.export_id)
    await asyncio.to_thread(shutil.copytree, place, out)
