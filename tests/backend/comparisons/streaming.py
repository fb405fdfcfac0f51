"""An open stream of the app in this process: what it has said so far, and leaving it as a browser does.

httpx's in-process transport waits for an answer to end, which a stream does not.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar import Litestar

CHANGES = "/api/comparisons/changes"
PATIENCE_S = 20


@dataclass
class Stream:
    """One request that goes on."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    ended: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")
            self.ended = self.ended or not message.get("more_body", False)
        self._news.set()

    def events(self) -> list[tuple[str, int]]:
        """(kind, position) of each whole event."""
        found = []
        for block in self.body.decode().split("\n\n")[:-1]:
            fields = dict(line.split(": ", 1) for line in block.split("\n"))
            found.append((fields["event"], int(fields["id"])))
        return found

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.events()]

    async def until(self, count: int) -> list[tuple[str, int]]:
        """Waits for so many events, or for the end."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.events()) < count and not self.ended:
                self._news.clear()
                await self._news.wait()
        return self.events()

    async def until_it_ends(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not self.ended:
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def opened_stream(
    app: Litestar, browser: httpx.AsyncClient, since: int | None = None, **headers: str
) -> AsyncIterator[Stream]:
    """Opened with that browser's session; left at the end of the block."""
    stream, left = Stream(), asyncio.Event()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    sent = {"host": "localhost", "accept": "text/event-stream", "cookie": cookies}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": CHANGES,
        "raw_path": CHANGES.encode(),
        "query_string": b"" if since is None else f"since={since}".encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        stream.take(message)

    asgi: Any = app
    going_on = asyncio.create_task(asgi(scope, receive, send))
    try:
        await stream.until(1)
        yield stream
    finally:
        left.set()
        async with asyncio.timeout(PATIENCE_S):
            await going_on
