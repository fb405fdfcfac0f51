"""Routes of the session, the own password, invitations and accounts: guard, decode, one call, return."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity import account_queries, accounts, queries, result_links, service
from floorwalk.identity.edge import (
    Asking,
    header_in,
    requires,
    session_in,
    session_token_in,
    transport_in,
)
from floorwalk.identity.errors import HttpsRequired
from floorwalk.identity.permissions import Verb
from floorwalk.identity.service import Browser, SignedIn
from floorwalk.identity.sessions import DEVICE_LIFETIME, SESSION_LIFETIME, Transport, cookie_in, cookie_name
from floorwalk.identity.wire import (
    Acceptance,
    AccountBody,
    AccountsPage,
    GrantBody,
    HeldGrantBody,
    InvitationBody,
    InvitationRequest,
    LinkOpened,
    PasswordChange,
    SignIn,
    ViewerBody,
    body_of_viewer,
)
from floorwalk.infrastructure.database import Database
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_of, position_of
from floorwalk.settings import Settings

CSRF_HEADER = "X-CSRF-Token"
AnyRequest = Request[Any, Any, Any]


@post("/api/session", opt={"public": True})
async def sign_in(
    data: JSONBody[SignIn],
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[ViewerBody]:
    """Signs in by e-mail address and password. One refusal for every reason."""
    transport = _transport(request, settings)
    signed_in = await service.sign_in(database, data.email, data.password, _browser(request, settings, transport))
    return _welcome(signed_in, transport, status_code=201)


@get("/api/session", guards=[requires(Verb.OWN_ACCOUNT)])
async def session(asking: NamedDependency[Asking], request: AnyRequest) -> Response[ViewerBody]:
    """Who is signed in; the header X-CSRF-Token is what writing requests need."""
    name = await queries.organisation_name(await asking.work.connection(), asking.viewer.organisation_id)
    return Response(body_of_viewer(asking.viewer, name), headers={CSRF_HEADER: session_in(request.scope).csrf_token})


@delete("/api/session", guards=[requires(Verb.OWN_ACCOUNT)])
async def sign_out(
    asking: NamedDependency[Asking], request: AnyRequest, settings: NamedDependency[Settings]
) -> Response[None]:
    """Ends this session."""
    await service.sign_out(await asking.work.connection(), asking.viewer, session_in(request.scope))
    return _farewell(request, settings)


@delete("/api/sessions", guards=[requires(Verb.OWN_ACCOUNT)])
async def sign_out_everywhere(
    asking: NamedDependency[Asking], request: AnyRequest, settings: NamedDependency[Settings]
) -> Response[None]:
    """Ends every session of one's own account."""
    await service.sign_out_everywhere(await asking.work.connection(), asking.viewer)
    return _farewell(request, settings)


@put("/api/password", guards=[requires(Verb.OWN_ACCOUNT)], status_code=204)
async def change_password(
    data: JSONBody[PasswordChange],
    asking: NamedDependency[Asking],
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[None]:
    """Changes one's own password; every other session ends, this one gets a new token."""
    transport = _transport(request, settings)
    changed = await service.change_password(database, asking.viewer, data.current_password, data.new_password)
    return Response(
        None,
        status_code=204,
        cookies=_cookies(changed, transport),
        headers={CSRF_HEADER: changed.token.csrf_token},
    )


@post("/api/invitations", guards=[requires(Verb.ACCOUNT_MANAGE)])
async def invite(data: JSONBody[InvitationRequest], asking: NamedDependency[Asking]) -> InvitationBody:
    """An account with its grants, and the link with which its owner sets a password."""
    invited = await accounts.invite(
        await asking.work.connection(),
        asking.viewer.organisation_id,
        asking.viewer.account_id,
        data.email,
        data.display_name,
        [body.grant for body in data.grants],
        data.staff_code,
    )
    return InvitationBody(
        account_id=invited.account_id, invitation_link_token=invited.token.written, expires_at=invited.expires_at
    )


@post("/api/invitations/accept", opt={"public": True})
async def accept_invitation(
    data: JSONBody[Acceptance],
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[ViewerBody]:
    """Sets the first password by an invitation link, once, and signs in."""
    transport = _transport(request, settings)
    return _welcome(await service.accept_invitation(database, data.token, data.password), transport, status_code=201)


@post("/api/result-links/open", opt={"public": True})
async def open_result_link(
    data: JSONBody[LinkOpened],
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Response[ViewerBody]:
    """Shows a staff member their own results by a link, once; the session ends after a day."""
    transport = _transport(request, settings)
    return _welcome(await result_links.open_link(database, data.token), transport, status_code=201)


@get("/api/accounts", guards=[requires(Verb.ACCOUNT_MANAGE)])
async def list_accounts(
    asking: NamedDependency[Asking],
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 100,
) -> AccountsPage:
    """Everybody who signs in or is invited to, by address."""
    found = await account_queries.accounts_after(
        await asking.work.connection(), asking.viewer.organisation_id, position_of(cursor), limit + 1
    )
    page = found[:limit]
    return AccountsPage(
        accounts=[
            AccountBody(
                account_id=account.account_id,
                email=account.email,
                display_name=account.display_name,
                state="disabled" if account.disabled else "active" if account.has_password else "invited",
                created_at=account.created_at,
                grants=[msgspec.convert(grant, HeldGrantBody) for grant in account.grants],
            )
            for account in page
        ],
        next_cursor=cursor_of(account_queries.cursor_after(page[-1])) if len(found) > limit else None,
    )


@post("/api/accounts/{account_id:uuid}/grants", guards=[requires(Verb.ACCOUNT_MANAGE)])
async def give_grant(
    account_id: FromPath[UUID], data: JSONBody[GrantBody], asking: NamedDependency[Asking]
) -> HeldGrantBody:
    """A further role with its scope; the account's sessions end."""
    grant_id = await accounts.give_grant(
        await asking.work.connection(),
        asking.viewer.organisation_id,
        asking.viewer.account_id,
        account_id,
        data.grant,
    )
    return HeldGrantBody(
        grant_id=grant_id, role=data.role, scope_kind=data.scope_kind, area_id=data.area_id, store_id=data.store_id
    )


@delete("/api/accounts/{account_id:uuid}/grants/{grant_id:uuid}", guards=[requires(Verb.ACCOUNT_MANAGE)])
async def revoke_grant(account_id: FromPath[UUID], grant_id: FromPath[UUID], asking: NamedDependency[Asking]) -> None:
    """Takes a role back; the account's sessions end."""
    await accounts.revoke_grant(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, account_id, grant_id
    )


@post("/api/accounts/{account_id:uuid}/disable", guards=[requires(Verb.ACCOUNT_MANAGE)], status_code=204)
async def disable(account_id: FromPath[UUID], asking: NamedDependency[Asking]) -> None:
    """Nobody signs in to this account any more; what it did stays."""
    await accounts.disable(
        await asking.work.connection(), asking.viewer.organisation_id, asking.viewer.account_id, account_id
    )


def _transport(request: AnyRequest, settings: Settings) -> Transport:
    transport = transport_in(request.scope, settings)
    if transport == "open":
        raise HttpsRequired
    return transport


def _browser(request: AnyRequest, settings: Settings, transport: Transport) -> Browser:
    # The address of the connection, never of a forwarding header: whoever guesses passwords writes those.
    client = request.scope.get("client")
    return Browser(
        address=client[0] if client else "",
        device_mark=cookie_in(header_in(request.scope, b"cookie") or "", cookie_name("device", transport)),
        session=session_token_in(request.scope, settings),
        behind_proxy=settings.public_origin is not None,
    )


def _cookies(signed_in: SignedIn, transport: Transport) -> list[Cookie]:
    return [
        _cookie(cookie_name("session", transport), signed_in.token.written, SESSION_LIFETIME, transport),
        _cookie(cookie_name("device", transport), signed_in.device_mark, DEVICE_LIFETIME, transport),
    ]


def _cookie(name: str, value: str, lifetime: timedelta, transport: Transport) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        max_age=int(lifetime.total_seconds()),
        path="/",
        secure=transport == "secure",
        httponly=True,
        samesite="lax",
    )


def _welcome(signed_in: SignedIn, transport: Transport, status_code: int) -> Response[ViewerBody]:
    return Response(
        body_of_viewer(signed_in.viewer, signed_in.organisation_name),
        status_code=status_code,
        cookies=_cookies(signed_in, transport),
        headers={CSRF_HEADER: signed_in.token.csrf_token},
    )


def _farewell(request: AnyRequest, settings: Settings) -> Response[None]:
    transport = transport_in(request.scope, settings)
    return Response(
        None, status_code=204, cookies=[_cookie(cookie_name("session", transport), "", timedelta(0), transport)]
    )


ROUTES: list[ControllerRouterHandler] = [
    sign_in,
    session,
    sign_out,
    sign_out_everywhere,
    change_password,
    invite,
    accept_invitation,
    open_result_link,
    list_accounts,
    give_grant,
    revoke_grant,
    disable,
]
