"""PostgreSQL processes of one cluster that outlived their launcher, and the pid file that such an end leaves.

A pid alone is never believed: after a restart of the machine it may be anybody's. Processes are known by the cluster's
marker, which they carry in their command line and title, for everyone to read.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from floorwalk.infrastructure.postgres_binaries import PostgresRefused

PROCESSES = Path("/proc")
ORDERLY_SECONDS = 60.0  # for a last checkpoint; then it is killed, and the next start recovers
POLL_SECONDS = 0.02


def end(cluster: Path, marker: str, say: Callable[[str], None]) -> None:
    """Stops what is left of an earlier server on this cluster, and removes its pid file.

    Only for the owner of the data folder. Raises PostgresRefused if somebody else runs a PostgreSQL on the cluster.
    """
    left = _processes_of(marker)
    if left:
        say(f"An earlier database server (process {min(left)}) is still running; it is stopped first.")
        _send(left, signal.SIGINT)  # a postmaster stops with all of its own; to a lone backend it means nothing
        deadline = time.monotonic() + ORDERLY_SECONDS
        while left and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            left = _processes_of(marker)
        while left:
            _send(left, signal.SIGKILL)
            time.sleep(POLL_SECONDS)
            left = _processes_of(marker)
    pid_file = cluster / "postmaster.pid"
    if pid_file.exists():
        _refuse_foreign_server(cluster, pid_file)
        pid_file.unlink(missing_ok=True)


def _processes_of(marker: str) -> set[int]:
    """Empty where there is no /proc; PostgreSQL then guards the cluster by itself."""
    ours = (f"cluster_name=floorwalk-{marker}\0".encode(), f"postgres: floorwalk-{marker}: ".encode())
    found = set()
    for folder in PROCESSES.iterdir() if PROCESSES.is_dir() else ():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                command = (folder / "cmdline").read_bytes()
                if any(mark in command for mark in ours):
                    found.add(int(folder.name))
    return found


def _send(pids: set[int], signal_number: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal_number)


def _refuse_foreign_server(cluster: Path, pid_file: Path) -> None:
    """PostgreSQL has a guard of its own besides the pid file; this only makes a clear sentence of the usual case."""
    with contextlib.suppress(OSError, ValueError):
        pid = int(pid_file.read_text(errors="replace").split("\n", 1)[0])
        if (PROCESSES / str(pid) / "cwd").samefile(cluster):
            raise PostgresRefused(
                f"Another PostgreSQL (process {pid}), not started by Floorwalk, runs on {cluster}. Stop it first."
            )
