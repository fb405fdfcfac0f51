"""Who may use a data folder: one owner at a time, and guests of the owner's database.

The owner is a running server or a command; it starts and stops the embedded PostgreSQL (postgres_process.py). Locks
are `flock`s, which the kernel gives back however a process ends, so no file left behind can lock anybody out.
"""

import fcntl
import os
from pathlib import Path
from typing import Literal, Self

import msgspec

Role = Literal["server", "command"]


class DataFolderRefused(Exception):
    """The data folder cannot be used as it is; the text says why and what to do."""


class Owner(msgspec.Struct, frozen=True):
    """What the owner of a data folder tells others about itself."""

    pid: int
    role: Role
    socket_dir: str | None  # where its PostgreSQL listens; None while it starts or stops


class FolderLock:
    """A lock that ends with the process that took it, and is not handed on to forked workers."""

    def __init__(self, path: Path) -> None:
        # Read-only, because the file may belong to another account that used the folder before; flock does not mind.
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        os.register_at_fork(after_in_child=self.close)

    def take(self, *, shared: bool = False) -> bool:
        """Whether the lock is now held; never waits."""
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_back(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class DataFolder:
    """One data folder with its two locks: `owner.lock`, and `guests.lock`, held in common by the owner's guests."""

    def __init__(self, path: Path) -> None:
        """Makes the folder if it is missing. Raises DataFolderRefused if that, or writing in it, is not possible."""
        self.path = path
        self._owner_file = path / "owner.json"
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._owner_lock = FolderLock(path / "owner.lock")
            self._guest_lock = FolderLock(path / "guests.lock")
        except OSError as refusal:
            raise DataFolderRefused(
                f"The data folder {path} cannot be used: {refusal.strerror}. "
                "Name another one in FLOORWALK_DATA_DIR, a folder that this account may write to."
            ) from refusal
        if not os.access(path, os.W_OK | os.X_OK):
            raise DataFolderRefused(
                f"The data folder {path} belongs to another account. "
                "Start Floorwalk as that account, or name another folder in FLOORWALK_DATA_DIR."
            )

    def become_owner(self, role: Role) -> bool:
        """Whether this process now owns the folder; never waits."""
        if not self._owner_lock.take():
            return False
        self.announce(Owner(pid=os.getpid(), role=role, socket_dir=None))
        return True

    def announce(self, owner: Owner) -> None:
        """Only for the owner."""
        fresh = self._owner_file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode(owner))
        fresh.replace(self._owner_file)

    def owner(self) -> Owner | None:
        """What the owner said last; None if nothing readable is there. Believe it only if its socket answers."""
        try:
            return msgspec.json.decode(self._owner_file.read_bytes(), type=Owner)
        except (OSError, msgspec.DecodeError):
            return None

    def become_guest(self) -> bool:
        """Whether the owner's database stays up until `close`; False if the owner is stopping."""
        return self._guest_lock.take(shared=True)

    def leave(self) -> None:
        """The opposite of `become_guest`."""
        self._guest_lock.give_back()

    def guests_have_gone(self) -> bool:
        """Only for the owner. True closes the door to further guests."""
        return self._guest_lock.take()

    def close(self) -> None:
        self._owner_lock.close()
        self._guest_lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
