"""Starts Floorwalk as a person does, as a process of its own, and looks at what that leaves on the machine."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[3]
SERVE_TINY_APP = (
    "import sys; from floorwalk.launcher import serve; "
    "sys.exit(serve(with_sample=False, application='tests.backend.launcher.tiny_app:make'))"
)
PATIENCE_SECONDS = 60.0  # a busy machine is no failure
POLL_SECONDS = 0.02

Found = TypeVar("Found")


def eventually(look: Callable[[], Found], what: str, patience_seconds: float = PATIENCE_SECONDS) -> Found:
    """The first thing that `look` finds; fails if it finds nothing in time."""
    deadline = time.monotonic() + patience_seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {patience_seconds:.0f} s: {what}"
        time.sleep(POLL_SECONDS)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")}
    path = f"{ROOT / 'backend'}{os.pathsep}{ROOT}"
    return ours | {"PYTHONPATH": path, "FLOORWALK_DATA_DIR": str(data_dir)} | settings


class Server:
    """One launcher with its workers and its database."""

    def __init__(self, data_dir: Path, port: int | None = None, workers: int = 2) -> None:
        self.data_dir = data_dir
        self.port = free_port() if port is None else port
        self.log = data_dir.with_name(f"{data_dir.name[:40]}-{self.port}.log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE_TINY_APP],
                env=environment(data_dir, FLOORWALK_PORT=str(self.port), FLOORWALK_WORKERS=str(workers)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def until_ready(self) -> "Server":
        eventually(lambda: "Floorwalk is at" in self.said() or self.process.poll() is not None, "the address is said")
        assert self.process.poll() is None, self.said()
        return self

    def said(self) -> str:
        return self.log.read_text()

    def answer(self, path: str = "/health/ready") -> tuple[int, str]:
        """Status and text; 0 if nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, ""
        except (OSError, TimeoutError):
            return 0, ""

    def postmaster(self) -> int:
        return int((self.data_dir / "postgres" / "postmaster.pid").read_text().split("\n")[0])

    def workers(self) -> set[int]:
        """The processes that answer requests."""
        return children_of(self.process.pid) - {self.postmaster()}

    def everything(self) -> set[int]:
        """Launcher, workers, postmaster and its processes."""
        direct = children_of(self.process.pid)
        return {self.process.pid} | direct | {pid for child in direct for pid in children_of(child)}

    def stop(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)


@contextlib.contextmanager
def server(data_dir: Path, port: int | None = None, workers: int = 2) -> Iterator[Server]:
    """Ready, and stopped at the end however the test ends."""
    started = Server(data_dir, port, workers)
    try:
        yield started.until_ready()
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.stop()
        if started.process.poll() is None:
            started.process.kill()
            started.process.wait()


def command(data_dir: Path, code: str) -> subprocess.Popen[str]:
    """A command that says the address of its database and then runs `code`, which may wait on stdin."""
    program = (
        "import sys\n"
        "from floorwalk.infrastructure.postgres import open_database\n"
        "from floorwalk.settings import Settings\n"
        "with open_database(Settings.from_environment()) as url:\n"
        "    print(url, flush=True)\n"
        f"    {code}\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment(data_dir),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children_of(pid: int) -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found.update(int(child) for child in task.read_text().split())
    return found


def is_running(pid: int) -> bool:
    """A zombie that nobody has reaped is not running any more."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def owner_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid
