"""The embedded PostgreSQL as a direct child of this process: started, watched, stopped.

It listens on a Unix socket in a folder that only its account may enter, and never on the network. Its files are
postgres_cluster.py, its programs postgres_binaries.py; who may start it is data_folder.py.
"""

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Self
from urllib.parse import quote

from floorwalk.infrastructure import postgres_cluster, postgres_leftovers
from floorwalk.infrastructure.parent_death import prepared_for
from floorwalk.infrastructure.postgres_binaries import (
    QUIET_ENVIRONMENT,
    PostgresRefused,
    account_for,
    programs_for,
)

POLL_SECONDS = 0.02
ANSWER_SECONDS = 5.0
PROTOCOL_3 = 3 << 16  # version 3.0 of the protocol between PostgreSQL and its clients
QUIET_SECONDS = 2.0  # waiting longer than this is said
STOP_SECONDS = 60.0  # then the server is stopped without its last checkpoint; the next start recovers
SHORTEST_PAUSE_SECONDS = 0.05  # before a server that ended by itself is started again; doubled up to the longest
LONGEST_PAUSE_SECONDS = 5.0
LOG_LIMIT_BYTES = 10_000_000  # beyond it a start begins a new log and keeps the last one

# What differs from PostgreSQL's defaults, and why. fsync, full_page_writes, synchronous_commit and data checksums are
# on by default and stay so: what was acknowledged survives a power cut.
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "shared_buffers": "64MB",  # all processes together are to stay under 150 MB; the kernel caches what is beyond
    "max_connections": "64",
    "max_wal_size": "1GB",  # few checkpoints under load, and still a recovery of seconds
    "checkpoint_timeout": "15min",
    "wal_compression": "pglz",
    "jit": "off",
    "io_method": "sync",  # the helper processes of `worker` cost memory and bring nothing at this size
    "max_parallel_workers_per_gather": "0",  # measured: no gain on two busy cores
    "max_logical_replication_workers": "0",
    "idle_in_transaction_session_timeout": "5min",
    "log_error_verbosity": "terse",  # no DETAIL lines: they quote rows
    "log_min_error_statement": "panic",  # no statements either
    "log_checkpoints": "off",
}


def say_on_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class EmbeddedPostgres:
    """One PostgreSQL on one data folder, stopped by the kernel if this process is killed.

    The caller owns the folder (DataFolder.become_owner), and starts it from the main thread: the kernel's promise is
    tied to the thread that forked it.
    """

    def __init__(
        self,
        data_dir: Path,
        say: Callable[[str], None] = say_on_stderr,
        configuration: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`configuration` goes before CONFIGURATION; tests of what needs no durability switch fsync off by it."""
        self._cluster = data_dir / "postgres"
        self._configuration = CONFIGURATION | dict(configuration)
        self._log_path = data_dir / "postgres.log"
        self._say = say
        self._account = account_for(self._cluster)
        self._programs = programs_for(self._account)
        self._socket_dir: Path | None = None
        self._descriptor: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._spawning = threading.Lock()

    @property
    def socket_dir(self) -> Path:
        """Known once it was started."""
        if self._socket_dir is None:
            raise RuntimeError("the embedded PostgreSQL was not started")
        return self._socket_dir

    @property
    def url(self) -> str:
        """For asyncpg; the same until `stop`, also over a restart."""
        return url_of(self.socket_dir)

    @property
    def pid(self) -> int | None:
        """Of the postmaster; None before the first start."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Returns when it takes connections. Raises PostgresRefused if it never will."""
        if not (self._cluster / "PG_VERSION").exists():
            self._say(f"Making a database in {self._cluster} …")
            postgres_cluster.make(self._cluster, self._account, self._programs)
        postgres_cluster.check(self._cluster, self._programs)
        self._marker = postgres_cluster.marker_of(self._cluster)
        postgres_leftovers.end(self._cluster, self._marker, self._say)
        self._socket_dir = postgres_cluster.make_socket_dir(self._account, self._marker)
        self._descriptor = os.open(self._cluster, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._run()
        except BaseException:
            self.stop()
            raise

    def keep_running(self) -> None:
        """Starts it again whenever it ends by itself, until `stop`."""
        threading.Thread(target=self._watch, name="embedded-postgres", daemon=True).start()

    def stop(self) -> None:
        """Ends all connections, writes a last checkpoint, and returns when the server is gone."""
        with self._spawning:
            self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
            self._wait_for_end(process)
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if self._socket_dir is not None:
            shutil.rmtree(self._socket_dir, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        with self._spawning:
            if self._stopping.is_set() or self._descriptor is None:
                return
            process = self._process = self._spawned(self._descriptor)
        began = said = time.monotonic()
        while not is_answering(self.socket_dir):  # recovery after a power cut may take minutes
            if process.poll() is not None:
                if self._stopping.is_set():
                    return
                raise PostgresRefused(
                    f"The embedded PostgreSQL ended while starting. The end of {self._log_path}:\n"
                    f"{postgres_cluster.tail_of(self._log_path.read_text(errors='replace'))}"
                )
            time.sleep(POLL_SECONDS)
            if time.monotonic() - said >= QUIET_SECONDS:
                said = time.monotonic()
                self._say(f"The database is starting, and recovers what a crash left undone … {said - began:.0f} s")

    def _spawned(self, descriptor: int) -> subprocess.Popen[bytes]:
        configuration = self._configuration | {
            "unix_socket_directories": str(self.socket_dir),
            "cluster_name": f"floorwalk-{self._marker}",
        }
        command = [
            *(
                str(self._programs.folder / "postgres"),
                "-D",
                postgres_cluster.path_for_account(self._cluster, descriptor),
            ),
            *(part for name, value in configuration.items() for part in ("-c", f"{name}={value}")),
        ]
        with self._opened_log() as log:
            return subprocess.Popen(  # noqa: S603 the programs are those of postgres_binaries
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=QUIET_ENVIRONMENT,
                pass_fds=(descriptor,),
                start_new_session=True,  # Ctrl-C in the terminal is for us; the database is stopped last
                preexec_fn=prepared_for(os.getpid(), signal.SIGINT),
                user=self._account.user,
                group=self._account.group,
                extra_groups=self._account.extra_groups,
            )

    def _opened_log(self) -> BinaryIO:
        if self._log_path.exists() and self._log_path.stat().st_size > LOG_LIMIT_BYTES:
            self._log_path.replace(self._log_path.with_suffix(".log.1"))
        return self._log_path.open("ab")

    def _watch(self) -> None:
        """In a thread that lives as long as the process: what it forks is stopped when it ends."""
        pause_seconds = SHORTEST_PAUSE_SECONDS
        while True:
            began = time.monotonic()
            if self._process is not None:
                self._process.wait()
            if time.monotonic() - began > 2 * LONGEST_PAUSE_SECONDS:
                pause_seconds = SHORTEST_PAUSE_SECONDS
            if self._stopping.wait(pause_seconds):
                return
            pause_seconds = min(pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            self._say("The database ended by itself; it is started again.")
            try:
                postgres_leftovers.end(self._cluster, self._marker, self._say)
                self._run()
            except (PostgresRefused, OSError) as refusal:
                self._say(str(refusal))
            else:
                self._say("The database is back.")

    def _wait_for_end(self, process: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        while process.poll() is None:
            waited_seconds = time.monotonic() - began
            try:
                process.wait(timeout=QUIET_SECONDS)
            except subprocess.TimeoutExpired:
                self._say(f"The database is writing its last checkpoint … {waited_seconds + QUIET_SECONDS:.0f} s")
            if waited_seconds > STOP_SECONDS:
                process.send_signal(signal.SIGQUIT if waited_seconds < 2 * STOP_SECONDS else signal.SIGKILL)


def url_of(socket_dir: Path) -> str:
    return f"postgresql://floorwalk@/floorwalk?host={quote(str(socket_dir), safe='/')}&port=5432"


def is_answering(socket_dir: Path) -> bool:
    """Whether a PostgreSQL behind this socket takes connections now, and not only later, after its recovery."""
    wish = b"user\0floorwalk\0database\0floorwalk\0\0"
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(str(socket_dir / postgres_cluster.SOCKET_NAME))
            connection.sendall(struct.pack("!ii", len(wish) + 8, PROTOCOL_3) + wish)
            answer = connection.recv(1)
            connection.sendall(b"X\0\0\0\4")  # a polite end, so that the log stays empty
    except OSError:
        return False
    return answer == b"R"  # R: let in; E: an error, such as "is starting up"
