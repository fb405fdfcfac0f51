"""The smallest application that the launcher can serve: ready when its database answers, and it says who it is."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from floorwalk.infrastructure.stopping import on_stop

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


SLOW_SECONDS = 1.0


def make() -> Callable[[dict[str, Any], Receive, Send], Awaitable[None]]:
    stopped = asyncio.Event()

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            on_stop(stopped.set)
            await _lifespan(receive, send)
            return
        if scope["path"] == "/stream":
            await _stream(send, stopped)
            return
        status, text = 200, str(os.getpid())
        if scope["path"] == "/health/ready":
            try:
                connection = await asyncpg.connect(os.environ["FLOORWALK_DATABASE_URL"], timeout=5)
                await connection.execute("SELECT 1")
                await connection.close()
            except (OSError, asyncpg.PostgresError, TimeoutError):
                status = 503
        elif scope["path"] == "/slow":
            (Path(os.environ["FLOORWALK_DATA_DIR"]) / "slow request").touch()
            await asyncio.sleep(SLOW_SECONDS)
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})

    return answer


async def _stream(send: Send, stopped: asyncio.Event) -> None:
    """Goes on until the server stops."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    await send({"type": "http.response.body", "body": b"begun", "more_body": True})
    (Path(os.environ["FLOORWALK_DATA_DIR"]) / "open stream").touch()
    await stopped.wait()
    await send({"type": "http.response.body", "body": b" and ended"})


def make_one_that_fails_at_start() -> Callable[[dict[str, Any], Receive, Send], Awaitable[None]]:
    async def refuse(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.failed", "message": "as this test wants it"})

    return refuse


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
