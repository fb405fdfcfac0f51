"""A proxy in front of the server that loses one answer on the way back, after the server has done its work."""

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass
class DroppingProxy:
    """Passes bytes both ways. The next answer to a request that begins with `lose_answer_to` is swallowed."""

    url: str = ""
    lose_answer_to: bytes | None = None
    lost: list[dict[str, Any]] = field(default_factory=list)


@asynccontextmanager
async def proxy_before(server_url: str) -> AsyncIterator[DroppingProxy]:
    target = urlsplit(server_url)
    proxy = DroppingProxy()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            tasks.add(task)
        upstream_reader, upstream_writer = await asyncio.open_connection(target.hostname, target.port)
        try:
            await _pass_on(proxy, reader, writer, upstream_reader, upstream_writer)
        finally:
            for end in (writer, upstream_writer):
                end.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy.url = f"http://localhost:{listening.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(
    proxy: DroppingProxy,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    upstream_reader: asyncio.StreamReader,
    upstream_writer: asyncio.StreamWriter,
) -> None:
    losing = asyncio.Event()

    async def upwards() -> None:
        while chunk := await reader.read(65_536):
            if proxy.lose_answer_to is not None and chunk.startswith(proxy.lose_answer_to):
                proxy.lose_answer_to = None
                losing.set()
            upstream_writer.write(chunk)
            await upstream_writer.drain()

    async def downwards() -> None:
        swallowed = b""
        while chunk := await upstream_reader.read(65_536):
            if not losing.is_set():
                writer.write(chunk)
                await writer.drain()
                continue
            swallowed += chunk
            if (body := _whole_body(swallowed)) is not None:
                proxy.lost.append(body)
                return

    both = [asyncio.create_task(upwards()), asyncio.create_task(downwards())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in both:
            one.cancel()
        with contextlib.suppress(OSError):
            await asyncio.gather(*both, return_exceptions=True)


def _whole_body(answer: bytes) -> dict[str, Any] | None:
    """The JSON of an answer once all of it is there. Reads what our server sends: a length or one gzip stream."""
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return None
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if b"content-length" in headers and len(body) < int(headers[b"content-length"]):
        return None
    plain = gzip.decompress(body) if headers.get(b"content-encoding") == b"gzip" else body
    read: dict[str, Any] = json.loads(plain)
    return read
