"""`floorwalk serve`: the server. All of it is launcher.py."""

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("serve", help="start the server")
    parser.add_argument(
        "--sample", action="store_true", help="load the sample chain into an empty database, and print its sign-ins"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from floorwalk.launcher import serve

    return serve(with_sample=arguments.sample)
