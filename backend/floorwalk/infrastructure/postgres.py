"""Opening the database, in whichever of three ways: the one named, the embedded one of a running owner, or our own.

A command that finds a running server is its guest; one that finds nobody owns the data folder until it ends. The
process itself is postgres_process.py, the locks are data_folder.py, pools and transactions are database.py.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from floorwalk.infrastructure.data_folder import DataFolder, DataFolderRefused, Owner, Role
from floorwalk.infrastructure.postgres_binaries import PostgresRefused
from floorwalk.infrastructure.postgres_process import EmbeddedPostgres, is_answering, say_on_stderr, url_of
from floorwalk.settings import Settings

__all__ = ["DataFolderRefused", "EmbeddedPostgres", "PostgresRefused", "open_database", "own_database", "say_on_stderr"]

POLL_SECONDS = 0.05
QUIET_SECONDS = 2.0  # waiting longer than this is said

Say = Callable[[str], None]


@contextmanager
def open_database(settings: Settings, say: Say = say_on_stderr) -> Iterator[str]:
    """For commands: the address of a database that takes connections while the block runs.

    Raises DataFolderRefused or PostgresRefused, each with a sentence for whoever started the command.
    """
    if settings.database_url:
        yield settings.database_url
        return
    with DataFolder(settings.data_dir) as folder:
        waiting = _Waiting(say)
        while not folder.become_owner("command"):
            url = _as_guest(folder)
            if url is not None:
                yield url
                return
            waiting.goes_on(f"another Floorwalk process that is about to start or stop the database in {folder.path}")
        with _running(folder, "command", say) as postgres:
            try:
                yield postgres.url
            finally:
                waiting = _Waiting(say)
                while not folder.guests_have_gone():
                    waiting.goes_on("other commands that use this database")


@contextmanager
def own_database(settings: Settings, say: Say = say_on_stderr) -> Iterator[str]:
    """For the server: as `open_database`, but never as a guest, and a database that ends is started again.

    Waits for a command that owns the folder. Raises DataFolderRefused if another server does.
    """
    if settings.database_url:
        yield settings.database_url
        return
    with DataFolder(settings.data_dir) as folder:
        waiting = _Waiting(say)
        while not folder.become_owner("server"):
            owner = folder.owner()
            if owner is not None and owner.role == "server" and owner.socket_dir is not None and _is_alive(owner.pid):
                raise DataFolderRefused(
                    f"Another Floorwalk server (process {owner.pid}) already uses the data folder {folder.path}. "
                    "Stop it, or give this one a folder of its own in FLOORWALK_DATA_DIR."
                )
            waiting.goes_on(f"another Floorwalk process that uses the data folder {folder.path}")
        with _running(folder, "server", say) as postgres:
            postgres.keep_running()
            yield postgres.url


@contextmanager
def _running(folder: DataFolder, role: Role, say: Say) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder.path, say) as postgres:
        folder.announce(Owner(os.getpid(), role, str(postgres.socket_dir)))
        try:
            yield postgres
        finally:
            folder.announce(Owner(os.getpid(), role, None))


def _as_guest(folder: DataFolder) -> str | None:
    """The address of the owner's database; None while the owner starts, recovers or stops."""
    if not folder.become_guest():
        return None
    owner = folder.owner()
    if owner is not None and owner.socket_dir is not None and is_answering(Path(owner.socket_dir)):
        return url_of(Path(owner.socket_dir))
    folder.leave()
    return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, and alive
    return True


class _Waiting:
    """Polls at a steady pace, and says what it waits for when that takes long."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._began = time.monotonic()
        self._next_word_after_seconds = QUIET_SECONDS

    def goes_on(self, for_whom: str) -> None:
        time.sleep(POLL_SECONDS)
        waited_seconds = time.monotonic() - self._began
        if waited_seconds >= self._next_word_after_seconds:
            self._say(f"Waiting for {for_whom} … {waited_seconds:.0f} s")
            self._next_word_after_seconds = waited_seconds * 2
