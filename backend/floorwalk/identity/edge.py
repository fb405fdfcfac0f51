"""Identity at the edge of HTTP: who asks, may they, is it their own page that asks; and the headers of every answer.

Everything that a request passes through before its handler. Not here: the routes (api.py) and who may do what
(permissions.py). One pure ASGI layer and one dependency: two sibling dependencies cost more than a whole handler.
"""

import hmac
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from floorwalk.identity.errors import CsrfRefused, NotAllowed, NotSignedIn, OriginRefused
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.identity.queries import viewer_of_session
from floorwalk.identity.sessions import Token, Transport, cookie_in, cookie_name, transport_of
from floorwalk.infrastructure.database import Database, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings

READING = frozenset({"GET", "HEAD", "OPTIONS"})

VIEWER, SESSION, WORK, REQUEST_ID = "floorwalk_viewer", "floorwalk_session", "floorwalk_work", "floorwalk_request_id"

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
HSTS = (b"strict-transport-security", b"max-age=31536000")
NO_STORE = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True)
class Asking:
    """A signed-in request: who asks, and the unit of work it runs in."""

    viewer: Viewer
    work: UnitOfWork


async def asking_of(scope: Scope) -> AsyncGenerator[Asking, None]:
    """The dependency `asking`: commits after the answer is encoded and before it is sent, rolls back on exceptions."""
    viewer = viewer_in(scope)
    work: UnitOfWork = _notes(scope)[WORK]
    try:
        yield Asking(viewer, work)
    except BaseException:
        await work.roll_back()
        raise
    await work.commit()


Guard = Callable[[ASGIConnection, BaseRouteHandler], Awaitable[None]]  # type: ignore[type-arg]


class Requires:
    """A guard: the viewer has one of these verbs somewhere. Where it holds is for organisation/scope.py."""

    def __init__(self, *verbs: Verb) -> None:
        self.verbs = frozenset(verbs)

    async def __call__(self, connection: ASGIConnection, _: BaseRouteHandler) -> None:  # type: ignore[type-arg]
        if self.verbs.isdisjoint(verbs_of(viewer_in(connection.scope))):
            raise NotAllowed


def requires(*verbs: Verb) -> Requires:
    """Guards a route: one of these verbs is enough to come in."""
    return Requires(*verbs)


def edge_middleware(settings: Settings, database: Database) -> Callable[[ASGIApp], ASGIApp]:
    """What stands before every route: the origin of a writing request, the session, the CSRF token."""

    def wrapped(app: ASGIApp) -> ASGIApp:
        async def handle(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP:
                request_id_of(scope)
                await _admit(scope, settings, database)
            await app(scope, receive, send)

        return handle

    return wrapped


def security_headers(settings: Settings) -> Callable[[Message, Scope], Awaitable[None]]:
    """A `before_send` hook, not a middleware: it also sees the answers to addresses that have no route."""

    async def add(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start" or scope["type"] != ScopeType.HTTP:
            return
        said = {name.lower() for name, _ in message["headers"]}  # a stricter policy of the route's own stays alone
        headers = [*message["headers"], *(header for header in ALWAYS if header[0] not in said)]
        headers.append((b"x-request-id", request_id_of(scope).encode()))
        if transport_in(scope, settings) != "local":
            headers.append(HSTS)
        if scope["path"].startswith("/api"):
            headers = [header for header in headers if header[0].lower() != b"cache-control"] + [NO_STORE]
        message["headers"] = headers

    return add


def request_id_of(scope: Scope) -> str:
    """One id for a request, in its answer's header, in its problem body and in the log."""
    notes = _notes(scope)
    if REQUEST_ID not in notes:
        notes[REQUEST_ID] = str(new_id())
    return str(notes[REQUEST_ID])


def viewer_in(scope: Scope) -> Viewer:
    """Who asks; raises NotSignedIn on a public route, where nobody was looked up."""
    viewer: Viewer | None = _notes(scope).get(VIEWER)
    if viewer is None:
        raise NotSignedIn
    return viewer


def session_in(scope: Scope) -> Token:
    """The session that the request was admitted by; only on routes that are not public."""
    token: Token = _notes(scope)[SESSION]
    return token


def _notes(scope: Scope) -> dict[str, Any]:
    return cast("dict[str, Any]", scope)  # ASGI lets a layer add keys of its own; the typed dictionary does not know


def header_in(scope: Scope, name: bytes) -> str | None:
    """A header's value; None if it is absent."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def transport_in(scope: Scope, settings: Settings) -> Transport:
    """How this request came."""
    return transport_of(scope["scheme"], header_in(scope, b"host") or "", settings.public_origin)


async def _admit(scope: Scope, settings: Settings, database: Database) -> None:
    writes = _notes(scope)["method"] not in READING
    if writes:
        _refuse_other_origins(scope, settings)
    if scope["route_handler"].opt.get("public") or _notes(scope)["method"] == "OPTIONS":
        return
    token = session_token_in(scope, settings)
    if token is None:
        raise NotSignedIn
    if writes and not hmac.compare_digest(
        (header_in(scope, b"x-csrf-token") or "").encode("latin-1"), token.csrf_token.encode()
    ):
        raise CsrfRefused
    # The connection is given back before a slow client has sent its body.
    viewer = await database.read(lambda connection: viewer_of_session(connection, token, now()))
    if viewer is None:
        raise NotSignedIn
    _notes(scope).update({VIEWER: viewer, SESSION: token, WORK: database.unit_of_work()})


def session_token_in(scope: Scope, settings: Settings) -> Token | None:
    """The token that the session cookie holds; None without one, or over a transport that may not carry one."""
    transport = transport_in(scope, settings)
    cookies = header_in(scope, b"cookie")
    if cookies is None or transport == "open":
        return None
    written = cookie_in(cookies, cookie_name("session", transport))
    return Token.read(written) if written is not None else None


def _refuse_other_origins(scope: Scope, settings: Settings) -> None:
    origin = header_in(scope, b"origin")
    if origin is None:
        if header_in(scope, b"sec-fetch-site") == "cross-site":
            raise OriginRefused
        return
    own = settings.public_origin or f"{scope['scheme']}://{header_in(scope, b'host') or ''}"
    if origin.lower() != own.lower():
        raise OriginRefused
