"""Every statement of identity. Each names its organisation, but for the lookup of an address and the attempts:
an address is known before its organisation is.
"""

from datetime import datetime
from uuid import UUID

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.sessions import Token
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
    if row is None:
        return None
    return Viewer(
        organisation_id=token.organisation_id,
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
