"""Who has an account and what it may do: inviting, granting, revoking, disabling. Signing in is service.py.

Whatever changes what an account may do ends its sessions: nothing that was open under the old grants goes on.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from floorwalk.identity import account_queries, queries
from floorwalk.identity.errors import EmailTaken, GrantExists, GrantRefused, LastAdministrator
from floorwalk.identity.model import Grant, Role, ScopeKind
from floorwalk.identity.permissions import ROLE_SCOPES, ROLE_VERBS, Verb
from floorwalk.identity.service import folded
from floorwalk.identity.sessions import INVITATION_LIFETIME, Token
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read as another


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that sets a password once; its secret is kept nowhere else."""

    account_id: UUID
    token: Token
    expires_at: datetime


async def invite(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    email: str,
    display_name: str,
    grants: Sequence[Grant],
    staff_code: str | None = None,
) -> Invited:
    """A new account with its grants, and its link. An account that never had a password gets a new link instead,
    and the old one ends; its grants stay as they are.

    Raises EmailTaken, GrantRefused.
    """
    at = now()
    account = await queries.account_of_address(connection, folded(email))
    if account is not None:
        if account.organisation_id != organisation_id or account.password_hash is not None or account.disabled:
            raise EmailTaken
        return await give_link(connection, organisation_id, by_account_id, account.account_id)
    staff_member_id = None
    if staff_code is not None:
        staff_member_id = await account_queries.staff_member_of_code(connection, organisation_id, staff_code)
        if staff_member_id is None:
            raise GrantRefused(path="staff_code", reason="no staff member has this code")
    account_id = new_id()
    await account_queries.insert_account(
        connection, organisation_id, account_id, email.strip(), display_name.strip(), staff_member_id, at
    )
    if not await account_queries.claim_address(connection, folded(email), organisation_id, account_id):
        raise EmailTaken
    for place, grant in enumerate(grants):
        if grant.role is Role.STAFF_MEMBER and staff_member_id is None:
            raise GrantRefused(path=f"grants[{place}]", reason="a staff member needs staff_code")
        await _give(connection, organisation_id, account_id, grant, f"grants[{place}]", at)
    return await give_link(connection, organisation_id, by_account_id, account_id)


async def give_link(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, account_id: UUID
) -> Invited:
    """A link for an account that exists; whatever link it had before ends."""
    at = now()
    await account_queries.close_invitations(connection, organisation_id, account_id, at)
    token = Token.fresh(organisation_id)
    expires_at = at + INVITATION_LIFETIME
    await account_queries.insert_invitation(connection, token, account_id, at, expires_at)
    await audit_log.record(connection, organisation_id, by_account_id, "invitation.given", "account", account_id, {})
    return Invited(account_id=account_id, token=token, expires_at=expires_at)


async def give_grant(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, account_id: UUID, grant: Grant
) -> UUID:
    """The id of the new grant. Raises NotFound for the account, GrantRefused, GrantExists."""
    at = now()
    if not await account_queries.account_in(connection, organisation_id, account_id):
        raise NotFound
    viewer = await account_queries.viewer_of_account(connection, organisation_id, account_id)
    if viewer.email == "":
        raise GrantRefused(path="role", reason="this account opens by links to one's own results alone")
    if grant.role is Role.STAFF_MEMBER and viewer.staff_member_id is None:
        raise GrantRefused(path="role", reason="this account was not invited as a staff member")
    grant_id = await _give(connection, organisation_id, account_id, grant, "", at)
    await queries.end_all_sessions(connection, organisation_id, account_id, at)
    await audit_log.record(
        connection,
        organisation_id,
        by_account_id,
        "grant.given",
        "account",
        account_id,
        {
            "role": grant.role,
            "scope_kind": grant.scope_kind,
            "area_id": str(grant.area_id) if grant.area_id else None,
            "store_id": str(grant.store_id) if grant.store_id else None,
        },
    )
    return grant_id


async def revoke_grant(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, account_id: UUID, grant_id: UUID
) -> None:
    """Raises NotFound, LastAdministrator."""
    at = now()
    await account_queries.hold_administrators(connection, organisation_id)
    role = await account_queries.revoke_grant(connection, organisation_id, account_id, grant_id, at)
    if role is None:
        raise NotFound
    await _refuse_without_administrator(connection, organisation_id, role is Role.ADMINISTRATOR)
    await queries.end_all_sessions(connection, organisation_id, account_id, at)
    await audit_log.record(
        connection, organisation_id, by_account_id, "grant.revoked", "account", account_id, {"role": role}
    )


async def disable(connection: Connection, organisation_id: UUID, by_account_id: UUID | None, account_id: UUID) -> None:
    """Nobody signs in to the account any more; what it did stays. Raises NotFound, LastAdministrator."""
    at = now()
    await account_queries.hold_administrators(connection, organisation_id)
    if not await account_queries.account_in(connection, organisation_id, account_id):
        raise NotFound
    viewer = await account_queries.viewer_of_account(connection, organisation_id, account_id)
    await account_queries.disable_account(connection, organisation_id, account_id, at)
    was_administrator = any(grant.role is Role.ADMINISTRATOR for grant in viewer.grants)
    await _refuse_without_administrator(connection, organisation_id, was_administrator)
    await account_queries.close_invitations(connection, organisation_id, account_id, at)
    await queries.end_all_sessions(connection, organisation_id, account_id, at)
    await audit_log.record(connection, organisation_id, by_account_id, "account.disabled", "account", account_id, {})


async def _refuse_without_administrator(connection: Connection, organisation_id: UUID, one_left: bool) -> None:
    if one_left and await account_queries.administrator_count(connection, organisation_id) == 0:
        raise LastAdministrator


async def _give(
    connection: Connection, organisation_id: UUID, account_id: UUID, grant: Grant, path: str, at: datetime
) -> UUID:
    within = f"{path}." if path else ""
    if grant.scope_kind not in ROLE_SCOPES[grant.role]:
        raise GrantRefused(path=f"{within}scope_kind", reason=f"{grant.role} is not granted for {grant.scope_kind}")
    if (grant.area_id is not None) != (grant.scope_kind is ScopeKind.AREA):
        raise GrantRefused(path=f"{within}area_id", reason="it is given with the scope kind area, and only then")
    if (grant.store_id is not None) != (grant.scope_kind is ScopeKind.STORE):
        raise GrantRefused(path=f"{within}store_id", reason="it is given with the scope kind store, and only then")
    if not await account_queries.place_exists(connection, organisation_id, grant):
        raise GrantRefused(path=f"{within}{grant.scope_kind}_id", reason="there is no such place")
    if await account_queries.has_grant(connection, organisation_id, account_id, grant):
        raise GrantExists
    if Verb.VISIT_SUBMIT in ROLE_VERBS[grant.role]:
        code = "E-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
        await account_queries.ensure_evaluator(connection, organisation_id, account_id, code)
    return await account_queries.insert_grant(connection, organisation_id, account_id, grant, at)
