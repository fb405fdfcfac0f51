"""The statements of signing in: viewers, sessions, passwords, attempts. Those of accounts are account_queries.py.

Each names its organisation, but for the lookup of an address and the attempts: an address is known before its
organisation is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.sessions import Token
from floorwalk.identity.throttle import Count, Counter
from floorwalk.infrastructure.database import Connection

# In: organisation, hash of the token, now. Out: one row, or none if the session or the account has ended.
# The evaluator's table belongs to the organisation slice; it is read here so that a request costs one statement.
_VIEWER_OF_SESSION = """
select a.account_id, a.display_name, a.email, a.language, a.staff_member_id, e.evaluator_id,
       array(select concat_ws(' ', g.role, g.scope_kind, coalesce(g.area_id, g.store_id))
               from account_grant g
              where g.organisation_id = s.organisation_id and g.account_id = s.account_id and g.revoked_at is null
              order by g.grant_id) as grants
  from sign_in_session s
  join account a on a.organisation_id = s.organisation_id and a.account_id = s.account_id
  left join evaluator e on e.organisation_id = s.organisation_id and e.account_id = s.account_id
 where s.organisation_id = $1 and s.token_hash = $2
   and s.ended_at is null and s.expires_at > $3 and a.disabled_at is null
"""


async def viewer_of_session(connection: Connection, token: Token, at: datetime) -> Viewer | None:
    """The account behind a session with its present grants; None if the session is unknown or has ended."""
    row = await connection.fetchrow(_VIEWER_OF_SESSION, token.organisation_id, token.stored_hash, at)
    return None if row is None else _viewer(token.organisation_id, row)


# In: organisation, account. Out: one row, or none. Like the statement above, for somebody who does not ask.
_VIEWER_OF_ACCOUNT = """
select a.account_id, a.display_name, a.email, a.language, a.staff_member_id, e.evaluator_id,
       array(select concat_ws(' ', g.role, g.scope_kind, coalesce(g.area_id, g.store_id))
               from account_grant g
              where g.organisation_id = a.organisation_id and g.account_id = a.account_id and g.revoked_at is null
              order by g.grant_id) as grants
  from account a
  left join evaluator e on e.organisation_id = a.organisation_id and e.account_id = a.account_id
 where a.organisation_id = $1 and a.account_id = $2
"""


async def viewer_of_account(connection: Connection, organisation_id: UUID, account_id: UUID) -> Viewer | None:
    """An account with its present grants, also a disabled one: its work may still lie on a phone.

    None if there is none. Never for admitting a request; that is viewer_of_session.
    """
    row = await connection.fetchrow(_VIEWER_OF_ACCOUNT, organisation_id, account_id)
    return None if row is None else _viewer(organisation_id, row)


def _viewer(organisation_id: UUID, row: Any) -> Viewer:
    return Viewer(
        organisation_id=organisation_id,
        account_id=row["account_id"],
        display_name=row["display_name"],
        email=row["email"],
        language=row["language"],
        evaluator_id=row["evaluator_id"],
        staff_member_id=row["staff_member_id"],
        grants=tuple(grant_of(written) for written in row["grants"]),
    )


def grant_of(written: str) -> Grant:
    """A grant as the statements write it: role, kind of scope, and the place if there is one."""
    role, kind, *place = written.split(" ")
    scope_kind = ScopeKind(kind)
    place_id = UUID(place[0]) if place else None
    return Grant(
        role=Role(role),
        scope_kind=scope_kind,
        area_id=place_id if scope_kind is ScopeKind.AREA else None,
        store_id=place_id if scope_kind is ScopeKind.STORE else None,
    )


@dataclass(frozen=True, slots=True)
class SignInRow:
    """What is known of an address before its password is checked."""

    organisation_id: UUID
    account_id: UUID
    password_hash: str | None
    disabled: bool


async def account_of_address(connection: Connection, email_folded: str) -> SignInRow | None:
    """None if nobody signs in with this address."""
    row = await connection.fetchrow(
        """
        select a.organisation_id, a.account_id, a.password_hash, a.disabled_at is not null as disabled
          from sign_in_name n
          join account a on a.organisation_id = n.organisation_id and a.account_id = n.account_id
         where n.email_folded = $1
        """,
        email_folded,
    )
    return None if row is None else SignInRow(**row)


async def counts_for_update(connection: Connection, counters: Sequence[Counter]) -> list[Count | None]:
    """What is stored for each counter, locked until the transaction ends.

    The rows are made and locked in one order, so that two sign-ins never wait for one another in a circle.
    """
    buckets = sorted(counter.bucket for counter in counters)
    await connection.execute(
        """
        insert into sign_in_attempt (bucket, failures, last_failure_at)
        select bucket, 0, 'epoch' from unnest($1::bytea[]) as bucket order by bucket
        on conflict (bucket) do nothing
        """,
        buckets,
    )
    rows = await connection.fetch(
        """
        select bucket, failures, last_failure_at, locked_until from sign_in_attempt
         where bucket = any($1::bytea[]) order by bucket for update
        """,
        buckets,
    )
    found = {
        row["bucket"]: Count(row["failures"], row["last_failure_at"], row["locked_until"])
        for row in rows
        if row["failures"]
    }
    return [found.get(counter.bucket) for counter in counters]


async def store_counts(connection: Connection, counters: Sequence[Counter], counts: Sequence[Count]) -> None:
    await connection.execute(
        """
        update sign_in_attempt t
           set failures = n.failures, last_failure_at = n.last_failure_at, locked_until = n.locked_until
          from unnest($1::bytea[], $2::int[], $3::timestamptz[], $4::timestamptz[])
               as n (bucket, failures, last_failure_at, locked_until)
         where t.bucket = n.bucket
        """,
        [counter.bucket for counter in counters],
        [count.failures for count in counts],
        [count.last_failure_at for count in counts],
        [count.locked_until for count in counts],
    )


async def give_back(connection: Connection, counters: Sequence[Counter], at: datetime) -> None:
    """After a right password: what counted this account starts again, what counted the address loses this attempt.

    The second is so that nobody clears an address by signing in to an account of their own. Counts that no rule
    remembers any more are removed on the way.
    """
    addresses = [counter.bucket for counter in counters if counter.counts_many_accounts]
    others = [counter.bucket for counter in counters if not counter.counts_many_accounts]
    await connection.execute(
        """
        update sign_in_attempt set failures = greatest(failures - 1, 0), locked_until = null
         where bucket = any($1::bytea[])
        """,
        addresses,
    )
    await connection.execute(
        "delete from sign_in_attempt where bucket = any($1::bytea[]) or last_failure_at < $2",
        others,
        at - timedelta(days=1),
    )


async def insert_session(
    connection: Connection, token: Token, account_id: UUID, started_at: datetime, expires_at: datetime
) -> None:
    await connection.execute(
        """
        insert into sign_in_session (organisation_id, token_hash, account_id, started_at, expires_at)
        values ($1, $2, $3, $4, $5)
        """,
        token.organisation_id,
        token.stored_hash,
        account_id,
        started_at,
        expires_at,
    )


async def end_session(connection: Connection, token: Token, at: datetime) -> None:
    await connection.execute(
        "update sign_in_session set ended_at = $3 where organisation_id = $1 and token_hash = $2 and ended_at is null",
        token.organisation_id,
        token.stored_hash,
        at,
    )


async def end_all_sessions(connection: Connection, organisation_id: UUID, account_id: UUID, at: datetime) -> None:
    await connection.execute(
        "update sign_in_session set ended_at = $3 where organisation_id = $1 and account_id = $2 and ended_at is null",
        organisation_id,
        account_id,
        at,
    )


async def forget_old_sessions(connection: Connection, organisation_id: UUID, account_id: UUID, at: datetime) -> None:
    """Removes the account's sessions that ended or ran out a while ago: nobody asks for them again."""
    await connection.execute(
        """
        delete from sign_in_session
         where organisation_id = $1 and account_id = $2 and least(expires_at, coalesce(ended_at, expires_at)) < $3
        """,
        organisation_id,
        account_id,
        at - timedelta(days=30),
    )


async def organisation_name(connection: Connection, organisation_id: UUID) -> str:
    found: str = await connection.fetchval("select name from organisation where organisation_id = $1", organisation_id)
    return found


async def password_hash_of(connection: Connection, organisation_id: UUID, account_id: UUID) -> str | None:
    found: str | None = await connection.fetchval(
        "select password_hash from account where organisation_id = $1 and account_id = $2", organisation_id, account_id
    )
    return found


async def replace_password(
    connection: Connection, organisation_id: UUID, account_id: UUID, before: str | None, after: str
) -> bool:
    """False if the password is no longer the one that was checked, or the account was disabled meanwhile."""
    status: str = await connection.execute(
        """
        update account set password_hash = $4
         where organisation_id = $1 and account_id = $2 and password_hash is not distinct from $3
           and disabled_at is null
        """,
        organisation_id,
        account_id,
        before,
        after,
    )
    return status == "UPDATE 1"
