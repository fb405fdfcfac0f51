"""HEAD is GET without the body (RFC 9110, 9.3.2). Litestar 2.25 answers it with 405 unless each route names it."""

from typing import cast

from litestar.types import ASGIApp, Message, Receive, Scope, Send


def head_as_get(app: ASGIApp) -> ASGIApp:
    """Wraps a whole application: every address that answers GET answers HEAD with the same headers."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app(cast("Scope", {**scope, "method": "GET"}), receive, without_body)

    return handle
