"""A server whose network can be disturbed and whose processes can be killed: our launcher with granian and PostgreSQL.

The launcher is the product's own; only the application it is told to serve is wrapped (injecting.py).
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from floorwalk.infrastructure.postgres_process import url_of
from tests.faults.injecting import CONTROL, Fault

ROOT = Path(__file__).parents[2]
SERVE = (
    "import sys; from floorwalk.launcher import serve; "
    "sys.exit(serve(with_sample=True, application='tests.faults.injecting:make'))"
)
PATIENCE_SECONDS = 300.0
SYNC = "/api/sync/visits"
WAITING = "select exists (select from pg_locks where not granted and relation = 'visit'::regclass)"


class DisturbedServer:
    """One launcher, one worker (so that all requests meet the same orders) and the sample chain."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self._folder = folder
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")} | {
            "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}",
            "FLOORWALK_DATA_DIR": str(folder / "data"),
            "FLOORWALK_PORT": str(port),
            "FLOORWALK_WORKERS": "1",
        }
        self.process = self._launched()

    def _launched(self) -> "subprocess.Popen[bytes]":
        with (self._folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", SERVE],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        return (self._folder / "server.log").read_text()

    # --- what is done to its network

    def order(self, *orders: tuple[Fault, int], path: str = SYNC, method: str | None = None) -> None:
        """Each fault for the next so many requests whose path begins so, in this order; replaces earlier orders."""
        self.ask(
            {"orders": [{"fault": fault, "path": path, "times": times, "method": method} for fault, times in orders]}
        )

    def still_to_do(self) -> int:
        """Requests that the orders wait for."""
        return sum(order["times"] for order in self.ask({})["orders"])

    def lost(self) -> list[dict[str, Any]]:
        """The answers that the app gave since the last order and that never arrived whole."""
        lost: list[dict[str, Any]] = self.ask({})["lost"]
        return lost

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(f"{self.url}{CONTROL}", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said

    # --- what is done to its processes

    def until_ready(self) -> "DisturbedServer":
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._is_ready():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
        return self

    def _is_ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/health/ready", timeout=5).status_code == 200
        return False

    @contextlib.asynccontextmanager
    async def held_in_mid_batch(self) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Nobody can store a visit while the block runs; what is given waits until somebody stands before that door.

        The app has then begun its transaction and read what it needs; its next statement is the one that stores.
        """
        connection = await asyncpg.connect(url_of(self._socket_dir()))

        async def until_somebody_waits() -> None:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await connection.fetchval(WAITING):  # noqa: ASYNC110 another process waits
                    await asyncio.sleep(0.02)

        try:
            await connection.execute("begin; lock table visit in share row exclusive mode")
            yield until_somebody_waits
        finally:
            connection.terminate()

    def _socket_dir(self) -> Path:
        return Path(json.loads((self._folder / "data" / "owner.json").read_text())["socket_dir"])

    def kill(self) -> None:
        """The launcher with -9; its workers and its database die with it."""
        family = [self.process.pid, self.worker_pid(), self.database_pid()]
        self.process.kill()
        self.process.wait()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(_is_running(pid) for pid in family[1:]):
            assert time.monotonic() < deadline, "its children outlived the launcher"
            time.sleep(0.02)

    def start(self) -> None:
        self.process = self._launched()
        self.until_ready()

    def kill_one(self, which: str) -> None:
        """ "worker", "database" or "launcher", the last with everything that hangs on it. Served again at the end."""
        if which == "worker":
            self.kill_worker()
        elif which == "database":
            self.kill_database()
        else:
            self.kill()
            self.start()
        self.until_ready()

    def kill_worker(self) -> None:
        """With -9; the launcher starts another."""
        before = self.worker_pid()
        os.kill(before, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while _is_running(before):
            assert time.monotonic() < deadline, f"{before} outlived kill -9"
            time.sleep(0.02)

    def kill_database(self) -> None:
        """PostgreSQL's first process with -9; the launcher starts it again, which includes its recovery."""
        os.kill(self.database_pid(), signal.SIGKILL)

    def worker_pid(self) -> int:
        return int(self.ask({})["pid"])

    def database_pid(self) -> int:
        return int((self._folder / "data" / "postgres" / "postmaster.pid").read_text().split("\n")[0])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@contextlib.contextmanager
def disturbed_server(folder: Path, port: int) -> Iterator[DisturbedServer]:
    server = DisturbedServer(folder, port)
    try:
        yield server.until_ready()
    finally:
        server.stop()
