"""The statements of accounts, their grants and invitations. Those of signing in are queries.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.queries import grant_of
from floorwalk.identity.sessions import Token
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Whom an open invitation is for."""

    account_id: UUID
    email: str
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as the list shows it; `grants` are rows of grant_id, role, scope_kind, area_id, store_id."""

    account_id: UUID
    email: str
    display_name: str
    created_at: datetime
    has_password: bool
    disabled: bool
    grants: list[dict[str, Any]]


async def insert_account(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID,
    email: str,
    display_name: str,
    staff_member_id: UUID | None,
    at: datetime,
) -> None:
    """Speaks the organisation's language until its owner chooses another."""
    await connection.execute(
        """
        insert into account (organisation_id, account_id, email, display_name, language, staff_member_id, created_at)
        select organisation_id, $2, $3, $4, language, $5, $6 from organisation where organisation_id = $1
        """,
        organisation_id,
        account_id,
        email,
        display_name,
        staff_member_id,
        at,
    )


async def claim_address(connection: Connection, email_folded: str, organisation_id: UUID, account_id: UUID) -> bool:
    """False if somebody signs in with this address already, in whichever organisation."""
    status: str = await connection.execute(
        """
        insert into sign_in_name (email_folded, organisation_id, account_id) values ($1, $2, $3)
        on conflict (email_folded) do nothing
        """,
        email_folded,
        organisation_id,
        account_id,
    )
    return status == "INSERT 0 1"


async def insert_invitation(
    connection: Connection, token: Token, account_id: UUID, at: datetime, expires_at: datetime
) -> None:
    await connection.execute(
        """
        insert into invitation (organisation_id, token_hash, account_id, invited_at, expires_at)
        values ($1, $2, $3, $4, $5)
        """,
        token.organisation_id,
        token.stored_hash,
        account_id,
        at,
        expires_at,
    )


async def invited_by(connection: Connection, token: Token, at: datetime) -> InvitedRow | None:
    """None for a link that was never given, was used, is too old, or whose account was disabled."""
    row = await connection.fetchrow(
        """
        select a.account_id, a.email, a.password_hash
          from invitation i
          join account a on a.organisation_id = i.organisation_id and a.account_id = i.account_id
         where i.organisation_id = $1 and i.token_hash = $2
           and i.accepted_at is null and i.expires_at > $3 and a.disabled_at is null
        """,
        token.organisation_id,
        token.stored_hash,
        at,
    )
    return None if row is None else InvitedRow(**row)


async def use_invitation(connection: Connection, token: Token, at: datetime) -> bool:
    """True for exactly one caller."""
    status: str = await connection.execute(
        """
        update invitation set accepted_at = $3
         where organisation_id = $1 and token_hash = $2 and accepted_at is null and expires_at > $3
        """,
        token.organisation_id,
        token.stored_hash,
        at,
    )
    return status == "UPDATE 1"


async def close_invitations(connection: Connection, organisation_id: UUID, account_id: UUID, at: datetime) -> None:
    """Every link of the account that is still open ends now."""
    await connection.execute(
        """
        update invitation set expires_at = $3
         where organisation_id = $1 and account_id = $2 and accepted_at is null and expires_at > $3
        """,
        organisation_id,
        account_id,
        at,
    )


async def viewer_of_account(connection: Connection, organisation_id: UUID, account_id: UUID) -> Viewer:
    """The account as a viewer. It must exist."""
    row = await connection.fetchrow(
        """
        select a.display_name, a.email, a.language, a.staff_member_id, e.evaluator_id,
               array(select concat_ws(' ', g.role, g.scope_kind, coalesce(g.area_id, g.store_id))
                       from account_grant g
                      where g.organisation_id = $1 and g.account_id = $2 and g.revoked_at is null
                      order by g.grant_id) as grants
          from account a
          left join evaluator e on e.organisation_id = a.organisation_id and e.account_id = a.account_id
         where a.organisation_id = $1 and a.account_id = $2
        """,
        organisation_id,
        account_id,
    )
    return Viewer(
        organisation_id=organisation_id,
        account_id=account_id,
        display_name=row["display_name"],
        email=row["email"],
        language=row["language"],
        evaluator_id=row["evaluator_id"],
        staff_member_id=row["staff_member_id"],
        grants=tuple(grant_of(written) for written in row["grants"]),
    )


async def account_in(connection: Connection, organisation_id: UUID, account_id: UUID) -> bool:
    """Whether there is such an account in this organisation; locks it against changes of its grants."""
    found = await connection.fetchval(
        "select account_id from account where organisation_id = $1 and account_id = $2 for update",
        organisation_id,
        account_id,
    )
    return found is not None


async def accounts_after(
    connection: Connection, organisation_id: UUID, after: str, limit: int
) -> Sequence[ListedAccount]:
    """In the order of their addresses, from the first one after `after`."""
    rows = await connection.fetch(
        """
        select a.account_id, a.email, a.display_name, a.created_at,
               a.password_hash is not null as has_password, a.disabled_at is not null as disabled,
               coalesce((select jsonb_agg(jsonb_build_object('grant_id', g.grant_id, 'role', g.role,
                                'scope_kind', g.scope_kind, 'area_id', g.area_id, 'store_id', g.store_id)
                                order by g.grant_id)
                           from account_grant g
                          where g.organisation_id = $1 and g.account_id = a.account_id and g.revoked_at is null),
                        '[]') as grants
          from account a
         where a.organisation_id = $1 and (a.email, a.account_id::text) > ($2, $3)
         order by a.email, a.account_id::text
         limit $4
        """,
        organisation_id,
        *_email_and_id(after),
        limit,
    )
    return [ListedAccount(**row) for row in rows]


def cursor_after(account: ListedAccount) -> str:
    """Where the page after this account begins."""
    return f"{account.email} {account.account_id}"


def _email_and_id(after: str) -> tuple[str, str]:
    email, _, account_id = after.partition(" ")
    return email, account_id


async def place_exists(connection: Connection, organisation_id: UUID, grant: Grant) -> bool:
    """Whether the grant's area or store is there. (The tables are the organisation's, which stands above this slice;
    the foreign key cannot be written for an id that is one of two.)
    """
    if grant.scope_kind is ScopeKind.AREA:
        found = await connection.fetchval(
            "select 1 from area where organisation_id = $1 and area_id = $2", organisation_id, grant.area_id
        )
    elif grant.scope_kind is ScopeKind.STORE:
        found = await connection.fetchval(
            "select 1 from store where organisation_id = $1 and store_id = $2", organisation_id, grant.store_id
        )
    else:
        return True
    return found is not None


async def place_of_code(connection: Connection, organisation_id: UUID, scope_kind: ScopeKind, code: str) -> UUID | None:
    """The area or store with this code; None if there is none."""
    statement = (
        "select area_id from area where organisation_id = $1 and area_code = $2"
        if scope_kind is ScopeKind.AREA
        else "select store_id from store where organisation_id = $1 and store_code = $2"
    )
    found: UUID | None = await connection.fetchval(statement, organisation_id, code)
    return found


async def staff_member_of_code(connection: Connection, organisation_id: UUID, staff_code: str) -> UUID | None:
    found: UUID | None = await connection.fetchval(
        "select staff_member_id from staff_member where organisation_id = $1 and staff_code = $2",
        organisation_id,
        staff_code,
    )
    return found


async def has_grant(connection: Connection, organisation_id: UUID, account_id: UUID, grant: Grant) -> bool:
    found = await connection.fetchval(
        """
        select 1 from account_grant
         where organisation_id = $1 and account_id = $2 and revoked_at is null and role = $3 and scope_kind = $4
           and area_id is not distinct from $5 and store_id is not distinct from $6
        """,
        organisation_id,
        account_id,
        grant.role,
        grant.scope_kind,
        grant.area_id,
        grant.store_id,
    )
    return found is not None


async def insert_grant(
    connection: Connection, organisation_id: UUID, account_id: UUID, grant: Grant, at: datetime
) -> UUID:
    """The id of the new grant."""
    grant_id = new_id()
    await connection.execute(
        """
        insert into account_grant
               (organisation_id, grant_id, account_id, role, scope_kind, area_id, store_id, granted_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        organisation_id,
        grant_id,
        account_id,
        grant.role,
        grant.scope_kind,
        grant.area_id,
        grant.store_id,
        at,
    )
    return grant_id


async def ensure_evaluator(connection: Connection, organisation_id: UUID, account_id: UUID, code: str) -> None:
    """An account that may submit visits is known to others by a code (P10); it keeps the first one it gets."""
    await connection.execute(
        """
        insert into evaluator (organisation_id, evaluator_id, evaluator_code, account_id) values ($1, $2, $3, $4)
        on conflict (organisation_id, account_id) do nothing
        """,
        organisation_id,
        new_id(),
        code,
        account_id,
    )


async def revoke_grant(
    connection: Connection, organisation_id: UUID, account_id: UUID, grant_id: UUID, at: datetime
) -> Role | None:
    """The role that is gone; None if the account has no such grant."""
    role = await connection.fetchval(
        """
        update account_grant set revoked_at = $4
         where organisation_id = $1 and account_id = $2 and grant_id = $3 and revoked_at is null
        returning role
        """,
        organisation_id,
        account_id,
        grant_id,
        at,
    )
    return None if role is None else Role(role)


async def disable_account(connection: Connection, organisation_id: UUID, account_id: UUID, at: datetime) -> None:
    await connection.execute(
        "update account set disabled_at = coalesce(disabled_at, $3) where organisation_id = $1 and account_id = $2",
        organisation_id,
        account_id,
        at,
    )


async def hold_administrators(connection: Connection, organisation_id: UUID) -> None:
    """Two administrators who remove one another take turns."""
    await connection.execute("select 1 from organisation where organisation_id = $1 for no key update", organisation_id)


async def administrator_count(connection: Connection, organisation_id: UUID) -> int:
    """Accounts that can sign in, or will be able to, and are administrators."""
    found: int = await connection.fetchval(
        """
        select count(distinct g.account_id)
          from account_grant g
          join account a on a.organisation_id = g.organisation_id and a.account_id = g.account_id
         where g.organisation_id = $1 and g.role = 'administrator' and g.revoked_at is null and a.disabled_at is null
        """,
        organisation_id,
    )
    return found
