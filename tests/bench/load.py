"""The load generator, a process of its own: so many connections, each sending one visit after the other.

It speaks just enough HTTP/1.1 for that, because it shares two cores with what it measures. Standard input: a JSON
object with host, port, path, headers, connections, seconds, most_requests and templates. Standard output: a JSON
object with the latencies in ms of what was accepted, and a count of everything else by its beginning.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any, cast

from tests.bench.body import Bodies

ACCEPTED = b'"status":"accepted"'


class Sender(asyncio.Protocol):
    """One connection."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._buffer = b""
        self._began = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def _send(self) -> None:
        assert self._transport is not None
        body = self._run.next_request()
        if body is None:
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(body)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, separator, body = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        lowered = head.lower()
        at = lowered.find(b"content-length:")
        if at < 0:
            self._run.unexpected(head[:200])
            assert self._transport is not None
            self._transport.close()
            return
        length = int(lowered[at + 15 :].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        self._run.answered((time.perf_counter() - self._began) * 1_000, head, body)
        self._buffer = b""
        self._send()

    def connection_lost(self, _error: Exception | None) -> None:
        self._run.one_less()


class Run:
    """What all connections share."""

    def __init__(self, wish: dict[str, Any]) -> None:
        lines = [f"POST {wish['path']} HTTP/1.1", f"host: {wish['host']}:{wish['port']}", *wish["headers"], ""]
        self._bodies = Bodies(wish["templates"], "\r\n".join(lines).encode())
        self._until = time.perf_counter() + wish["seconds"]
        self._left = wish["most_requests"]
        self._open = wish["connections"]
        self.done = asyncio.Event()
        self.latencies_ms: list[float] = []
        self.others: Counter[str] = Counter()

    def next_request(self) -> bytes | None:
        if self._left <= 0 or time.perf_counter() >= self._until:
            return None
        self._left -= 1
        return self._bodies.next()

    def answered(self, latency_ms: float, head: bytes, body: bytes) -> None:
        if head.startswith(b"HTTP/1.1 200") and ACCEPTED in body:
            self.latencies_ms.append(latency_ms)
        else:
            self.unexpected(head.split(b"\r\n", 1)[0] + b" " + body[:300])

    def unexpected(self, what: bytes) -> None:
        self.others[what.decode(errors="replace")] += 1

    def one_less(self) -> None:
        self._open -= 1
        if self._open == 0:
            self.done.set()


async def main() -> None:
    wish = json.load(sys.stdin)
    run = Run(wish)
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    for _ in range(wish["connections"]):
        await loop.create_connection(lambda: Sender(run), wish["host"], wish["port"])
    await run.done.wait()
    seconds = time.perf_counter() - began
    json.dump({"seconds": seconds, "latencies_ms": run.latencies_ms, "others": run.others}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
