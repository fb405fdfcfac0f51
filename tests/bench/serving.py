"""The servers under measurement: started on a free port, waited for, stopped."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cast import PASSWORD

ROOT = Path(__file__).parents[2]
WORKERS = 2  # processes, the real server's default
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers, on 127.0.0.1."""

    port: int
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def real_server(database_url: str, data_dir: Path) -> Iterator[Served]:
    """`floorwalk serve`, on a database that is there already."""
    port = free_port()
    with _running(
        [sys.executable, "-m", "floorwalk", "serve"],
        {
            "FLOORWALK_DATABASE_URL": database_url,
            "FLOORWALK_DATA_DIR": str(data_dir),
            "FLOORWALK_PORT": str(port),
            "FLOORWALK_WORKERS": str(WORKERS),
        },
        port,
        data_dir / "real-server.log",
    ) as served:
        yield served


@contextmanager
def floor_server(database_url: str, data_dir: Path, statement: Path) -> Iterator[Served]:
    """The raw floor on the same server software, with as many processes."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--http", "1", "--no-ws", "--workers", str(WORKERS),
        "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--factory",
        "tests.bench.floor_app:create_app",
    ]  # fmt: skip
    environment = {"FLOORWALK_DATABASE_URL": database_url, "BENCH_FLOOR_STATEMENT": str(statement)}
    with _running(command, environment, port, data_dir / "floor-server.log") as served:
        yield served


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int, log: Path) -> Iterator[Served]:
    path = os.pathsep.join([str(ROOT / "backend"), str(ROOT)])
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": path, **environment}, stdout=said, stderr=said, cwd=ROOT
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{' '.join(command)} did not start:\n{log.read_text()[-3000:]}")
                time.sleep(0.05)
            yield Served(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status in (200, 404)  # the raw floor has no such route
    except OSError:
        return False
    finally:
        connection.close()


def sign_in(port: int, email: str) -> list[str]:
    """The header lines that a signed-in browser sends."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    body = json.dumps({"email": email, "password": PASSWORD})
    connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"signing in failed: {answer.status} {said[:500]!r}")
    cookies = "; ".join(cookie.split(";", 1)[0] for cookie in answer.headers.get_all("Set-Cookie") or [])
    return [f"cookie: {cookies}", f"x-csrf-token: {answer.headers['X-CSRF-Token']}", "content-type: application/json"]
