"""Links to a person's own results, for those without a password: issued by HR, opened once, soon over.

A link opens an account of its own for each person, which has neither address nor password and holds nothing but that
person's own results: never an account with which the person also does other work. Nothing can be guessed: the secret
has 256 random bits, as that of an invitation.
"""

from datetime import timedelta
from uuid import UUID

from floorwalk.identity import account_queries, link_queries, queries
from floorwalk.identity.accounts import Invited
from floorwalk.identity.errors import ResultLinkRefused
from floorwalk.identity.model import Grant, Role, ScopeKind
from floorwalk.identity.service import SignedIn
from floorwalk.identity.sessions import RESULT_SESSION_LIFETIME, Token, device_mark
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id

LINK_LIFETIME = timedelta(days=7)


async def issue(connection: Connection, organisation_id: UUID, by_account_id: UUID, staff_member_id: UUID) -> Invited:
    """A new link for a person who exists; an earlier one that was not opened ends."""
    at = now()
    account_id = await link_queries.linked_account(connection, organisation_id, staff_member_id)
    if account_id is None:
        account_id = new_id()
        await link_queries.insert_linked_account(connection, organisation_id, account_id, staff_member_id, at)
        grant = Grant(Role.STAFF_MEMBER, ScopeKind.OWN)
        await account_queries.insert_grant(connection, organisation_id, account_id, grant, at)
    await link_queries.close_links(connection, organisation_id, account_id, at)
    token, expires_at = Token.fresh(organisation_id), at + LINK_LIFETIME
    await link_queries.insert_link(connection, token, account_id, at, expires_at)
    await audit_log.record(
        connection, organisation_id, by_account_id, "result_link.issued", "staff_member", staff_member_id, {}
    )
    return Invited(account_id=account_id, token=token, expires_at=expires_at)


async def open_link(database: Database, written: str) -> SignedIn:
    """A session of a day, once for each link. Raises ResultLinkRefused for every reason alike."""
    token = Token.read(written)
    if token is None:
        raise ResultLinkRefused
    async with database.transaction() as work:
        connection, at = await work.connection(), now()
        account_id = await link_queries.use_link(connection, token, at)
        if account_id is None:
            raise ResultLinkRefused
        session = Token.fresh(token.organisation_id)
        await queries.insert_session(connection, session, account_id, at, at + RESULT_SESSION_LIFETIME)
        viewer = await account_queries.viewer_of_account(connection, token.organisation_id, account_id)
        await audit_log.record(
            connection, token.organisation_id, account_id, "result_link.opened", "staff_member",
            viewer.staff_member_id, {},
        )  # fmt: skip
        return SignedIn(
            viewer=viewer,
            organisation_name=await queries.organisation_name(connection, token.organisation_id),
            token=session,
            device_mark=device_mark(account_id, ""),
        )
