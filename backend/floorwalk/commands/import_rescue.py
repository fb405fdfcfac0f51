"""`floorwalk import rescue FILE`: what waited on a phone, from the file that the phone exported."""

import argparse
from pathlib import Path
from typing import Any

import asyncpg

from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.commands.running import DONE, REFUSED, with_database
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Database, prepare_connection
from floorwalk.kernel.clock import now
from floorwalk.organisation.service import only_organisation
from floorwalk.settings import Settings
from floorwalk.sync.errors import RescueFileRefused
from floorwalk.sync.rescue import take_rescue
from floorwalk.sync.rescue_archive import LARGEST_RESCUE_BYTES, RescueArchive
from floorwalk.sync.rescue_wire import RescuedDraftBody, RescuedVisitBody, RescueReportBody


def register(subparsers: Any) -> None:
    """`subparsers` are those of the group `import`."""
    parser = subparsers.add_parser(
        "rescue", help="bring in what waited on a phone, from its rescue file; again changes nothing"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the ZIP that “On this phone” made")
    parser.set_defaults(run=with_database(run))


async def run(arguments: argparse.Namespace, url: str) -> int:
    with arguments.file.open("rb") as file:
        if arguments.file.stat().st_size > LARGEST_RESCUE_BYTES:
            raise RescueFileRefused(reason=f"it is larger than {LARGEST_RESCUE_BYTES // 1024**2} MB")
        archive = RescueArchive(file)
        organisation_id = await _organisation(url)
        database = Database(url, pool_size=1)
        settings = Settings.from_environment()
        blobs = Blobs(settings.evidence, settings.data_dir)
        try:
            async with database.transaction() as work:
                report = await take_rescue(work, organisation_id, None, archive, now(), blobs, LookingAtPictures())
        finally:
            await database.close()
    _say(report)
    return REFUSED if any(visit.status == "refused" for visit in report.visits) or report.unreadable else DONE


async def _organisation(url: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        return await only_organisation(connection)
    finally:
        await connection.close()


def _say(report: RescueReportBody) -> None:
    print(f"Rescue file of {report.author}, made {report.made_at:%Y-%m-%d %H:%M} by app {report.app_version}.")
    for visit in report.visits:
        print(_visit_line(visit))
    for draft in report.drafts:
        print(_draft_line(draft))
    said = [visit.status for visit in report.visits]
    print(
        f"{len(said)} visits: {said.count('accepted')} accepted, {said.count('known')} known already,"
        f" {said.count('refused')} refused. {len(report.drafts)} drafts, not stored."
    )
    if report.photos:
        print(f"{report.photos} photos: {report.photos_taken} taken, {report.photos - report.photos_taken} not taken.")
    if report.assignment_answers:
        left = report.assignment_answers - report.assignment_answers_taken
        print(
            f"{report.assignment_answers} answers to assignments: {report.assignment_answers_taken} taken, {left} not."
        )
    if report.unreadable:
        print(f"{report.unreadable} records could not be read.")


def _visit_line(visit: RescuedVisitBody) -> str:
    what = f"{visit.store_name or 'unknown store'}\t{visit.begun_on or 'unknown day'}\tvisit {visit.visit_id}"
    if visit.problem is not None:
        return f"refused\t{what}\t{visit.problem.code}: {visit.problem.detail}"
    return f"{visit.status}\t{what}\treceipt {visit.receipt_id}"


def _draft_line(draft: RescuedDraftBody) -> str:
    of = f"{draft.answered} of {draft.criteria if draft.criteria is not None else '?'} answers"
    return f"draft\t{draft.store_name or 'unknown store'}\t{draft.begun_on or 'unknown day'}\t{of}; not stored"
