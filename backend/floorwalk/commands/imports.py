"""`floorwalk import …`: the group. What each kind of file needs is in its own module."""

from typing import Any

from floorwalk.commands import import_rescue, import_visits, imports_organisation


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("import", help="bring in stores, staff, visits or a phone's rescue file")
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    imports_organisation.register(kinds)
    import_visits.register(kinds)
    import_rescue.register(kinds)
