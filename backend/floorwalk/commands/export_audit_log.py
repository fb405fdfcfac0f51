"""`floorwalk export audit-log`: the audit log as CSV, for those who run the system."""

import argparse
import sys
from pathlib import Path
from typing import Any, BinaryIO

import asyncpg

from floorwalk.commands.running import DONE, NOT_UNDERSTOOD, REFUSED
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection, prepare_connection
from floorwalk.organisation.audit_log_api import copy_to
from floorwalk.organisation.audit_log_queries import Wanted
from floorwalk.organisation.service import only_organisation


def add_arguments(parser: argparse.ArgumentParser, day: Any) -> None:
    parser.add_argument("--from", dest="from_on", type=day, metavar="D", help="first day, in the organisation's zone")
    parser.add_argument("--to", dest="to_on", type=day, metavar="D", help="last day")
    parser.add_argument("--account", metavar="EMAIL", help="only what this account did")
    parser.add_argument("--act", metavar="ACT", help="an act such as export.created, or the word before its dot")
    parser.add_argument("--person", metavar="STAFF_CODE", help="only rows about this person")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a file instead of the terminal")


async def run(arguments: argparse.Namespace, url: str) -> int:
    """A file appears under its name only when it is whole."""
    if arguments.from_on and arguments.to_on and arguments.from_on > arguments.to_on:
        sys.stderr.write("error: --from comes after --to\n")
        return NOT_UNDERSTOOD
    connection = await asyncpg.connect(url, server_settings={"application_name": "floorwalk"})
    try:
        await prepare_connection(connection)
        async with connection.transaction():
            return await _export(connection, arguments)
    finally:
        await connection.close()


async def _export(connection: Connection, arguments: argparse.Namespace) -> int:
    organisation_id = await only_organisation(connection)
    account_id = await connection.fetchval(
        "select account_id from account where organisation_id = $1 and lower(email) = lower($2)",
        organisation_id, arguments.account,
    )  # fmt: skip
    if arguments.account is not None and account_id is None:
        sys.stderr.write(f"error: there is no account with the address {arguments.account!r}\n")
        return REFUSED
    wanted = Wanted(arguments.from_on, arguments.to_on, account_id, arguments.act, None, arguments.person)

    async def to(file: BinaryIO) -> None:
        await copy_to(connection, organisation_id, wanted, file)
        file.flush()

    if arguments.out is None:
        await to(sys.stdout.buffer)
    else:
        draft = arguments.out.with_name(arguments.out.name + ".part")
        try:
            with draft.open("wb") as file:
                await to(file)
            draft.replace(arguments.out)
        finally:
            draft.unlink(missing_ok=True)
    await audit_log.record(connection, organisation_id, None, "audit_log.exported", "organisation", organisation_id, {})
    return DONE
