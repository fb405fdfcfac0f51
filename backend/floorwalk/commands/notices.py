"""`floorwalk notice record` and `floorwalk programme …`: what must stand before the first visit is taken (P1)."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from floorwalk.commands.running import DONE, with_database
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.organisation import queries, service
from floorwalk.organisation.errors import UnknownPlace
from floorwalk.organisation.wire import NewProgramme, NewStaffNotice


def register(subparsers: Any) -> None:
    """The notice group."""
    parser = subparsers.add_parser("notice", help="record that staff were told of a programme")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    record = acts.add_parser("record", help="record a notice; visits before its day are refused")
    record.add_argument("--programme", required=True, metavar="KEY")
    record.add_argument("--store", metavar="CODE", help="default: every store")
    record.add_argument("--text-version", required=True, metavar="LABEL")
    record.add_argument("--given-on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
    record.add_argument("--channel", required=True, metavar="HOW", help="for example: notice board")
    record.add_argument(
        "--language", required=True, action="append", metavar="TAG", help="en, de …; once for each language"
    )
    record.add_argument("--reference", help="a works-council agreement, where one is required")
    record.add_argument(
        "--text", action="append", default=[], metavar="TAG=FILE", help="de=notice.txt: what staff were told, in UTF-8"
    )
    record.add_argument(
        "--covers-formal-process",
        action="store_true",
        help="the text says that it may come to a formal process; needs --text for each language",
    )
    record.set_defaults(run=with_database(_record))


def register_programmes(subparsers: Any) -> None:
    """The programme group."""
    parser = subparsers.add_parser("programme", help="standing sets of rubrics and rules")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    create = acts.add_parser("create", help="create a programme")
    create.add_argument("--key", required=True)
    create.add_argument(
        "--title", required=True, action="append", metavar="TAG=TEXT", help="en=Floor service; once for each language"
    )
    create.add_argument("--mode", required=True, choices=["floor", "covert"])
    create.add_argument("--rubric", required=True, action="append", metavar="KEY", help="once for each rubric")
    create.add_argument("--staff-identification", choices=["none", "role", "named"], default="role")
    create.add_argument("--publication", choices=["at_once", "after_review"], default="at_once")
    create.add_argument(
        "--rotation-days",
        type=int,
        default=0,
        metavar="D",
        help="the same evaluator not again within D days at a store; default: no such rule",
    )
    create.set_defaults(run=with_database(_create))
    listing = acts.add_parser("list", help="which programmes there are")
    listing.set_defaults(run=with_database(_list))


async def _record(arguments: argparse.Namespace, url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        async with connection.transaction():
            organisation_id = await service.only_organisation(connection)
            programme_id = await queries.id_of_code(connection, organisation_id, "programme", arguments.programme)
            if programme_id is None:
                raise UnknownPlace(path="--programme")
            store_id = None
            if arguments.store is not None:
                store_id = await queries.id_of_code(connection, organisation_id, "store", arguments.store)
                if store_id is None:
                    raise UnknownPlace(path="--store")
            notice = _checked(
                NewStaffNotice,
                {
                    "programme_id": programme_id,
                    "store_id": store_id,
                    "text_version": arguments.text_version,
                    "languages": arguments.language,
                    "given_on": arguments.given_on,
                    "channel": arguments.channel,
                    "reference": arguments.reference,
                    "texts": _texts(arguments.text),
                    "covers_formal_process": arguments.covers_formal_process,
                },
            )
            await service.record_staff_notice(connection, organisation_id, None, notice)
    finally:
        await connection.close()
    formal = " It may come to a formal process." if arguments.covers_formal_process else ""
    print(f"Recorded: told on {arguments.given_on}, for {arguments.store or 'every store'}.{formal}")
    return DONE


def _texts(given: list[str]) -> dict[str, str]:
    """By language, from their files: a notice is too long for a shell. Raises Invalid, OSError."""
    texts = {}
    for one in given:
        tag, _, name = one.partition("=")
        try:
            text = Path(name).read_text(encoding="utf-8-sig").strip()
        except UnicodeDecodeError as fault:
            raise Invalid([Fault(f"--text {tag}", "request.invalid", "The file is not text in UTF-8.")]) from fault
        texts[tag] = text
    return texts


async def _create(arguments: argparse.Namespace, url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        async with connection.transaction():
            organisation_id = await service.only_organisation(connection)
            programme = _checked(
                NewProgramme,
                {
                    "programme_key": arguments.key,
                    "title": dict(text.partition("=")[::2] for text in arguments.title),
                    "mode": arguments.mode,
                    "rubric_keys": arguments.rubric,
                    "staff_identification": arguments.staff_identification,
                    "publication": arguments.publication,
                    "rotation_days": arguments.rotation_days,
                },
            )
            await service.add_programme(connection, organisation_id, None, programme)
    finally:
        await connection.close()
    print(f"Created {arguments.key}. No visit is taken in it before a notice is recorded.")
    return DONE


async def _list(_: argparse.Namespace, url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        organisation_id = await service.only_organisation(connection)
        for programme in await queries.programmes(connection, organisation_id):
            rules = f"{programme.mode}, staff: {programme.staff_identification}, {programme.publication}"
            print(f"{programme.programme_key}\t{programme.title['en']}\t{rules}\t{', '.join(programme.rubric_keys)}")
    finally:
        await connection.close()
    return DONE


def _checked(wanted: Any, given: dict[str, Any]) -> Any:
    """The same rules as over the API."""
    try:
        return msgspec.convert(given, wanted)
    except msgspec.ValidationError as fault:
        raise Invalid([Fault(path="", code="request.invalid", detail=str(fault))]) from fault
