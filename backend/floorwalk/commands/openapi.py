"""`floorwalk openapi`: the API's description, as committed in schemas/openapi.json. Needs no database."""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from floorwalk.commands.running import DONE, REFUSED


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("openapi", help="write the API's own description")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a file instead of the terminal")
    parser.set_defaults(run=run)


def document() -> str:
    """What GET /api/openapi.json answers."""
    from floorwalk.app import create_app, described
    from floorwalk.settings import Settings

    settings = dataclasses.replace(Settings.from_environment(), database_url="postgresql:///nothing_is_opened")
    return described(create_app(settings)).decode()


def run(arguments: argparse.Namespace) -> int:
    text = document()
    if arguments.out is None:
        sys.stdout.write(text)
        return DONE
    try:
        arguments.out.write_text(text, encoding="utf-8")
    except OSError as refusal:
        sys.stderr.write(f"error: {arguments.out}: {refusal.strerror}\n")
        return REFUSED
    return DONE
