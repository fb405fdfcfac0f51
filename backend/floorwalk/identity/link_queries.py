"""The statements of links to a person's own results."""

from datetime import datetime
from uuid import UUID

from floorwalk.identity.sessions import Token
from floorwalk.infrastructure.database import Connection


async def linked_account(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> UUID | None:
    """The account that the person's links open; None before the first. Two that issue at once take turns."""
    await connection.execute(
        "select from staff_member where organisation_id = $1 and staff_member_id = $2 for no key update",
        organisation_id,
        staff_member_id,
    )
    found: UUID | None = await connection.fetchval(
        """
        select account_id from account
         where organisation_id = $1 and staff_member_id = $2 and email = '' and disabled_at is null
        """,
        organisation_id,
        staff_member_id,
    )
    return found


async def insert_linked_account(
    connection: Connection, organisation_id: UUID, account_id: UUID, staff_member_id: UUID, at: datetime
) -> None:
    """Without an address: nobody signs in to it. It speaks the organisation's language."""
    await connection.execute(
        """
        insert into account (organisation_id, account_id, email, display_name, language, staff_member_id, created_at)
        select $1, $2, '', person.display_name, organisation.language, $3, $4
          from staff_member person join organisation using (organisation_id)
         where person.organisation_id = $1 and person.staff_member_id = $3
        """,
        organisation_id,
        account_id,
        staff_member_id,
        at,
    )


async def insert_link(
    connection: Connection, token: Token, account_id: UUID, at: datetime, expires_at: datetime
) -> None:
    await connection.execute(
        """
        insert into result_link (organisation_id, token_hash, account_id, issued_at, expires_at)
        values ($1, $2, $3, $4, $5)
        """,
        token.organisation_id,
        token.stored_hash,
        account_id,
        at,
        expires_at,
    )


async def close_links(connection: Connection, organisation_id: UUID, account_id: UUID, at: datetime) -> None:
    """Every link of the account that was not opened ends now."""
    await connection.execute(
        """
        update result_link set expires_at = $3
         where organisation_id = $1 and account_id = $2 and opened_at is null and expires_at > $3
        """,
        organisation_id,
        account_id,
        at,
    )


async def use_link(connection: Connection, token: Token, at: datetime) -> UUID | None:
    """Its account, for exactly one caller; None for a link never issued, opened, too old, or of a closed account."""
    found: UUID | None = await connection.fetchval(
        """
        update result_link set opened_at = $3
          from account
         where result_link.organisation_id = $1 and token_hash = $2 and opened_at is null and expires_at > $3
           and account.organisation_id = $1 and account.account_id = result_link.account_id
           and account.disabled_at is null
        returning result_link.account_id
        """,
        token.organisation_id,
        token.stored_hash,
        at,
    )
    return found
