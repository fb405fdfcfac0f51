"""`floorwalk account …`: inviting people, seeing who there is, closing an account. Used before anybody can sign in."""

import argparse
from typing import Any

import asyncpg

from floorwalk.commands.running import DONE, with_database
from floorwalk.identity import account_queries, accounts
from floorwalk.identity.errors import EmailTaken, GrantRefused
from floorwalk.identity.model import Grant, Role, ScopeKind
from floorwalk.identity.permissions import ROLE_SCOPES
from floorwalk.identity.queries import account_of_address
from floorwalk.identity.service import folded
from floorwalk.infrastructure.database import Connection, prepare_connection
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.service import only_organisation
from floorwalk.settings import Settings

PAGE_ROWS = 500


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("account", help="invite people and say what they may do")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    invite = acts.add_parser(
        "invite", help="print a link with which somebody sets a password; for an account that exists, a new one"
    )
    invite.add_argument("--email", required=True)
    invite.add_argument("--name", help="needed for a new account")
    invite.add_argument("--role", choices=[role.value for role in Role], help="needed for a new account")
    invite.add_argument(
        "--scope",
        metavar="WHERE",
        help="organisation, area:CODE, store:CODE or own; default: the widest that the role can have",
    )
    invite.add_argument("--staff-code", metavar="CODE", help="the person that a staff member's account belongs to")
    invite.set_defaults(run=with_database(_invite))
    listing = acts.add_parser("list", help="who signs in, and as what")
    listing.set_defaults(run=with_database(_list))
    disable = acts.add_parser("disable", help="close an account; what it did stays")
    disable.add_argument("--email", required=True)
    disable.set_defaults(run=with_database(_disable))


async def _invite(arguments: argparse.Namespace, url: str) -> int:
    connection = await _connect(url)
    try:
        async with connection.transaction():
            organisation_id = await only_organisation(connection)
            known = await account_of_address(connection, folded(arguments.email))
            if known is not None:
                if known.organisation_id != organisation_id or known.disabled:
                    raise EmailTaken
                invited = await accounts.give_link(connection, organisation_id, None, known.account_id)
            else:
                if not arguments.name or not arguments.role:
                    raise GrantRefused(path="--name, --role", reason="a new account needs a name and a role")
                grant = await _grant(connection, organisation_id, Role(arguments.role), arguments.scope)
                invited = await accounts.invite(
                    connection,
                    organisation_id,
                    None,
                    arguments.email,
                    arguments.name,
                    [grant],
                    arguments.staff_code,
                )
    finally:
        await connection.close()
    settings = Settings.from_environment()
    origin = settings.public_origin or f"http://localhost:{settings.port}"
    # After the sign of a fragment, which no browser sends and no server writes into its log.
    print(f"{origin}/invitation#{invited.token.written}")
    print(f"Valid once, until {invited.expires_at:%Y-%m-%d %H:%M} UTC.")
    return DONE


async def _grant(connection: Connection, organisation_id: Any, role: Role, scope: str | None) -> Grant:
    if scope is None:
        widest = next(kind for kind in (*ScopeKind,) if kind in ROLE_SCOPES[role])
        scope = widest.value
    kind_name, _, code = scope.partition(":")
    if kind_name not in {kind.value for kind in ScopeKind}:
        raise GrantRefused(path="--scope", reason="write organisation, area:CODE, store:CODE or own")
    kind = ScopeKind(kind_name)
    if kind not in (ScopeKind.AREA, ScopeKind.STORE):
        return Grant(role, kind)
    place_id = await account_queries.place_of_code(connection, organisation_id, kind, code)
    if place_id is None:
        raise GrantRefused(path="--scope", reason=f"there is no {kind} with the code {code!r}")
    return Grant(
        role, kind, place_id if kind is ScopeKind.AREA else None, place_id if kind is ScopeKind.STORE else None
    )


async def _list(_: argparse.Namespace, url: str) -> int:
    connection = await _connect(url)
    try:
        organisation_id = await only_organisation(connection)
        after = ""
        while found := await account_queries.accounts_after(connection, organisation_id, after, PAGE_ROWS):
            for account in found:
                state = "disabled" if account.disabled else "active" if account.has_password else "invited"
                roles = ", ".join(f"{grant['role']} ({grant['scope_kind']})" for grant in account.grants) or "no role"
                print(f"{account.email}\t{account.display_name}\t{state}\t{roles}")
            after = account_queries.cursor_after(found[-1])
    finally:
        await connection.close()
    return DONE


async def _disable(arguments: argparse.Namespace, url: str) -> int:
    connection = await _connect(url)
    try:
        async with connection.transaction():
            organisation_id = await only_organisation(connection)
            known = await account_of_address(connection, folded(arguments.email))
            if known is None or known.organisation_id != organisation_id:
                raise NotFound
            await accounts.disable(connection, organisation_id, None, known.account_id)
    finally:
        await connection.close()
    print("Nobody signs in to this account any more.")
    return DONE


async def _connect(url: str) -> Connection:
    connection = await asyncpg.connect(url)
    await prepare_connection(connection)
    return connection
