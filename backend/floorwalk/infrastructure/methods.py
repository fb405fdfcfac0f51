"""HEAD and OPTIONS for every address, which Litestar 2.25 gets wrong.

HEAD is GET without the body (RFC 9110, 9.3.2); Litestar answers 405 unless each route names it. OPTIONS names every
method of an address; Litestar names those of one handler.
"""

from collections.abc import Iterable
from typing import Any, cast

from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def with_head_and_options(app: ASGIApp, routes: Iterable[BaseRoute]) -> ASGIApp:
    """Wraps a whole application."""
    methods: dict[str, set[str]] = {}
    for route in routes:
        if isinstance(route, HTTPRoute):
            methods.setdefault(route.path_format, set()).update(str(method) for method in route.methods)
    allowed = {path: allowed_of(named).encode() for path, named in methods.items()}

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        asked = cast("dict[str, Any]", scope).get("method")
        if asked == "HEAD":
            await app(cast("Scope", {**scope, "method": "GET"}), receive, _without_body(send))
        elif asked == "OPTIONS":
            await app(scope, receive, _with_allow(send, scope, allowed))
        else:
            await app(scope, receive, send)

    return handle


def allowed_of(methods: Iterable[str]) -> str:
    """The value of Allow."""
    named = set(methods)
    return ", ".join(sorted(named | ({"HEAD"} if "GET" in named else set())))


def _without_body(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent


def _with_allow(send: Send, scope: Scope, allowed: dict[str, bytes]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 204:
            others = [header for header in message["headers"] if header[0].lower() != b"allow"]
            allow = allowed.get(cast("dict[str, Any]", scope).get("path_template", ""), b"OPTIONS")
            message = {**message, "headers": [*others, (b"allow", allow)]}
        await send(message)

    return sent
