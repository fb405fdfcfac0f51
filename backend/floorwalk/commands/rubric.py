"""`floorwalk rubric check|publish FILE`: says every problem of a rubric at its path, or freezes it as a version."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from floorwalk.commands.documents import FileUnreadable, document_in
from floorwalk.commands.running import DONE, REFUSED, run_with_database
from floorwalk.kernel.errors import Fault


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("rubric", help="check or publish a rubric")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    check = acts.add_parser("check", help="say every problem of the file; nothing is stored, no database is needed")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=_check)
    publish = acts.add_parser("publish", help="freeze the file as the next version of its rubric")
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.set_defaults(run=_publish)


def _check(arguments: argparse.Namespace) -> int:
    from floorwalk.rubrics.check import check
    from floorwalk.rubrics.compiled import comparability_key_of

    try:
        document = document_in(arguments.file)
    except FileUnreadable as unreadable:
        sys.stderr.write(f"error: {unreadable}\n")
        return REFUSED
    found = check(document)
    if found:
        return _say(arguments.file, found)
    count = sum(len(section["criteria"]) for section in document["sections"])
    print(
        f"{arguments.file}: nothing to object to. {count} criteria, comparability key {comparability_key_of(document)}"
    )
    return DONE


def _publish(arguments: argparse.Namespace) -> int:
    try:
        document = document_in(arguments.file)
    except FileUnreadable as unreadable:
        sys.stderr.write(f"error: {unreadable}\n")
        return REFUSED

    async def act(_: argparse.Namespace, url: str) -> int:
        return await _publish_in(url, arguments.file, document)

    return run_with_database(arguments, act)


async def _publish_in(url: str, file: Path, document: Any) -> int:
    from floorwalk.infrastructure.database import Database
    from floorwalk.organisation.service import only_organisation
    from floorwalk.rubrics.errors import RubricRefused
    from floorwalk.rubrics.service import publish

    database = Database(url, pool_size=1)
    try:
        async with database.transaction() as work:
            connection = await work.connection()
            done = await publish(connection, await only_organisation(connection), None, document)
    except RubricRefused as refused:
        return _say(file, refused.found)
    finally:
        await database.close()
    was = "was published before as" if done.already_published else "is published as"
    print(
        f"{done.rubric_key} {was} version {done.version_number} ({done.version_label}), id {done.rubric_version_id}, "
        f"comparability key {done.comparability_key}"
    )
    return DONE


def _say(file: Path, found: Sequence[Fault]) -> int:
    for fault in found:
        sys.stderr.write(f"error: {fault.path or 'the document'}: {fault.detail} [{fault.code}]\n")
    sys.stderr.write(f"{file}: {len(found)} {'problem' if len(found) == 1 else 'problems'}; nothing was published.\n")
    return REFUSED
