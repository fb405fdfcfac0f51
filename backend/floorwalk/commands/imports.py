"""`floorwalk import …`: the group. What each kind of file needs is in import_visits.py and imports_organisation.py."""

from typing import Any

from floorwalk.commands import import_visits, imports_organisation


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("import", help="bring in stores, staff or visits from files")
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    imports_organisation.register(kinds)
    import_visits.register(kinds)
