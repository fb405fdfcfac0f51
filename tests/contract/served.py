"""The application behind real HTTP, in a process of its own, on a database that the caller has filled."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from litestar import Litestar

from floorwalk.app import create_app

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0


def make() -> Litestar:
    """What granian starts; settings come from the environment."""
    return create_app()


@contextlib.contextmanager
def served(database_url: str, data_dir: Path) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")}
    environment = ours | {
        "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}",
        "FLOORWALK_DATABASE_URL": database_url,
        "FLOORWALK_DATA_DIR": str(data_dir),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1",
         "--port", str(port), "--workers", "1", "--no-access-log", "tests.contract.served:make"],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://localhost:{port}"
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert server.poll() is None, "the server did not start"
        assert time.monotonic() < deadline, f"no answer within {PATIENCE_SECONDS:.0f} s"
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/health/ready", timeout=5).close()  # noqa: S310 our own address
            return
        time.sleep(0.05)
