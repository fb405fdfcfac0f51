"""The real application behind an ASGI middleware that does to requests what networks do. For tests only.

A test orders faults at CONTROL, an address of the served process itself, which listens on the loopback alone; they
live in that one process and end with it. What starts it is serving.py.
"""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from litestar import Litestar

from floorwalk.app import create_app

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

CONTROL = "/faults-ordered-by-a-test"
RETRY_AFTER_SECONDS = 3
FLUSH_SECONDS = 0.2  # granian writes from a thread of its own and does not say when it has


class Fault(StrEnum):
    REPLY_LOST = "reply_lost"  # the app has done its work and committed; the connection ends without a byte of answer
    REPLY_CUT = "reply_cut"  # as before, but half of the answer's body arrives
    REQUEST_CUT = "request_cut"  # the app sees half of the body, then the connection is gone
    HELD_REQUEST = "held_request"  # slow: it reaches the app when the next orders are given
    HELD_REPLY = "held_reply"  # the app has committed; its answer is held back just as long
    TOO_MANY = "429"  # with Retry-After
    NO_SESSION = "401"
    BROKEN = "500"
    BAD_GATEWAY = "502"  # a proxy's page
    CAPTIVE_PORTAL = "portal"  # 200, and HTML
    STREAM_CUT = "stream_cut"  # an event stream goes on until the next orders are given; then its connection ends
    STREAM_REFUSED = "stream_refused"  # a proxy's page for each event stream, and for nothing else
    NEWER_APP = "newer_app"  # the service worker's script as another version of the app would have it


@dataclass
class Order:
    """`path` is how the paths begin that it is meant for; `times` counts down with each request it was done to."""

    fault: Fault
    path: str
    times: int
    method: str | None = None  # None: whatever the method


def problem(status: int, code: str, **more: Any) -> bytes:
    return json.dumps({"type": "about:blank", "title": code, "status": status, "code": code} | more).encode()


OF_STREAMS = frozenset({Fault.STREAM_CUT, Fault.STREAM_REFUSED})
PAGE = b"<!doctype html><title>Welcome</title><form>Log in to use this network</form>"
JSON_TYPE, HTML_TYPE = b"application/problem+json", b"text/html; charset=utf-8"
ANSWERS: dict[Fault, tuple[int, bytes, bytes, list[tuple[bytes, bytes]]]] = {
    Fault.TOO_MANY: (
        429,
        JSON_TYPE,
        problem(429, "request.too_many"),
        [(b"retry-after", str(RETRY_AFTER_SECONDS).encode())],
    ),
    Fault.NO_SESSION: (401, JSON_TYPE, problem(401, "identity.not_signed_in"), []),
    Fault.BROKEN: (500, JSON_TYPE, problem(500, "internal"), []),
    Fault.BAD_GATEWAY: (502, HTML_TYPE, b"<html><h1>502 Bad Gateway</h1></html>", []),
    Fault.STREAM_REFUSED: (502, HTML_TYPE, b"<html><h1>502 Bad Gateway</h1></html>", []),
    Fault.CAPTIVE_PORTAL: (200, HTML_TYPE, PAGE, []),
}


class FaultInjection:
    """Around the app; what nobody ordered anything for passes untouched."""

    def __init__(self, app: Litestar) -> None:
        self._app = cast(Callable[[Message, Receive, Send], Awaitable[None]], app)
        self._orders: list[Order] = []
        self._lost: list[bytes] = []  # bodies of the answers that never arrived
        self._released = asyncio.Event()
        self._newer = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == CONTROL:
            await self._take_order(receive, send)
        elif (fault := self._ordered_for(scope)) is None:
            await self._app(scope, receive, send)
        else:
            await self._do(fault, scope, receive, send)

    def _ordered_for(self, scope: Message) -> Fault | None:
        streams = (b"accept", b"text/event-stream") in scope["headers"]
        for order in self._orders:
            meant = scope["path"].startswith(order.path) and order.method in (None, scope["method"])
            if order.times > 0 and meant and (streams or order.fault not in OF_STREAMS):
                order.times -= 1
                return order.fault
        return None

    async def _take_order(self, receive: Receive, send: Send) -> None:
        """{"orders": […]} replaces what was ordered before; every answer says what is still to be done."""
        asked = json.loads(await whole_body(receive) or b"{}")
        if "orders" in asked:
            self._orders = [
                Order(Fault(one["fault"]), one["path"], one["times"], one["method"]) for one in asked["orders"]
            ]
            self._lost = []
            self._newer += 1
            self._released.set()
            self._released = asyncio.Event()
        left = [{"fault": one.fault, "path": one.path, "times": one.times} for one in self._orders]
        said = {"orders": left, "lost": [json.loads(body) for body in self._lost], "pid": os.getpid()}
        await answered(send, 200, b"application/json", json.dumps(said).encode())

    async def _do(self, fault: Fault, scope: Message, receive: Receive, send: Send) -> None:
        if fault in ANSWERS:
            await whole_body(receive)
            status, media_type, body, headers = ANSWERS[fault]
            await answered(send, status, media_type, body, headers)
        elif fault is Fault.HELD_REQUEST:
            await self._released.wait()
            await self._app(scope, receive, send)
        elif fault is Fault.STREAM_CUT:
            going_on = asyncio.create_task(cast(Any, self._app(scope, receive, send)))
            await self._released.wait()
            cut(scope)
            await going_on
        elif fault is Fault.REQUEST_CUT:
            await self._half_the_request(scope, receive)
        else:
            start, body = await self._answer_of_the_app(scope, receive)
            if fault is Fault.NEWER_APP:
                version = f"\n// a newer version, the {self._newer}.\n".encode()
                length = str(len(body) + len(version)).encode()
                start["headers"] = [(k, length if k == b"content-length" else v) for k, v in start["headers"]]
                await send(start)
                await send({"type": "http.response.body", "body": body + version})
                return
            if fault is Fault.HELD_REPLY:
                await self._released.wait()
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            self._lost.append(body)
            if fault is Fault.REPLY_CUT:
                await send(start)
                await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
                await asyncio.sleep(FLUSH_SECONDS)
            cut(scope)

    async def _half_the_request(self, scope: Message, receive: Receive) -> None:
        body = await whole_body(receive)
        messages = [
            {"type": "http.request", "body": body[: len(body) // 2], "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def half() -> Message:
            return messages.pop(0) if len(messages) > 1 else messages[0]

        async def nobody(_message: Message) -> None:
            return

        with suppress(Exception):  # however the app takes it: nobody hears its answer
            await self._app(scope, half, nobody)
        cut(scope)

    async def _answer_of_the_app(self, scope: Message, receive: Receive) -> tuple[Message, bytes]:
        """Only when the app has sent its last byte, and so has committed. Uncompressed, so that it can be read."""
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        parts: list[bytes] = []

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope | {"headers": plain}, receive, keep)
        return start, b"".join(parts)


async def whole_body(receive: Receive) -> bytes:
    parts = b""
    while True:
        message = await receive()
        parts += message.get("body", b"")
        if not message.get("more_body", False):
            return parts


async def answered(
    send: Send, status: int, media_type: bytes, body: bytes, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    about = [(b"content-type", media_type), (b"content-length", str(len(body)).encode()), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": body})


def cut(scope: Message) -> None:
    """Ends the very connection that the request came over. ASGI has no word for that, so it is found by its other end.

    It is one of this process's own sockets: shut down, it looks to both sides as if the network were gone.
    """
    asked = (scope["client"][0], int(scope["client"][1]))
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            descriptor = os.dup(int(entry.name))
            try:
                connection = socket.socket(fileno=descriptor)
            except OSError:
                os.close(descriptor)
                continue
            with connection:
                if connection.family == socket.AF_INET and connection.getpeername() == asked:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
    raise LookupError(f"no connection of this process leads to {asked}")


def make() -> FaultInjection:
    """What granian starts; settings come from the environment."""
    return FaultInjection(create_app())
