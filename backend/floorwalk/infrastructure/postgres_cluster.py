"""The files of the embedded PostgreSQL: made once, checked at each start, and the folder of its socket.

Running a server on them is postgres_process.py.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from floorwalk.infrastructure.postgres_binaries import Account, PostgresRefused, Programs, run_as

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT_BYTES = 100  # Linux allows 107, macOS 103


def make(cluster: Path, account: Account, programs: Programs) -> None:
    """Made beside its place and then moved there, so that a start that was cut short leaves no half cluster.

    Raises PostgresRefused if something else is there, or PostgreSQL cannot make it.
    """
    if cluster.exists():
        if any(cluster.iterdir()):
            raise PostgresRefused(f"{cluster} holds files, but no PostgreSQL. Move them away.")
        cluster.rmdir()
    fresh = cluster.with_name("postgres.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=0o700)
    if not account.is_ours:
        os.chown(fresh, account.uid, account.gid)
    with opened(fresh) as folder:
        initdb = [
            *("initdb", "--pgdata", path_for_account(fresh, folder), "--username=postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            "--no-instructions",
        ]
        # The application owns its database, but is no superuser; CREATEDB is for copies made by tests.
        first_words = "CREATE ROLE floorwalk LOGIN CREATEDB;\nCREATE DATABASE floorwalk OWNER floorwalk;\n"
        single = ["postgres", "--single", "-D", path_for_account(fresh, folder), "postgres"]
        for command, words in ((initdb, ""), (single, first_words)):
            command[0] = str(programs.folder / command[0])
            answer = run_as(account, command, stdin=words, keep_open=(folder,))
            if answer.returncode != 0 or "ERROR:" in answer.stderr:
                raise PostgresRefused(f"The embedded PostgreSQL could not be set up:\n{tail_of(answer.stderr)}")
    fresh.rename(cluster)


def check(cluster: Path, programs: Programs) -> None:
    """Raises PostgresRefused for files that this account cannot read, or of another major version."""
    try:
        major = int((cluster / "PG_VERSION").read_text())
    except (OSError, ValueError) as refusal:
        raise PostgresRefused(
            f"The database in {cluster} cannot be read. If it belongs to another account, start Floorwalk as that "
            "account, or name another folder in FLOORWALK_DATA_DIR."
        ) from refusal
    if major != programs.major:
        raise PostgresRefused(
            f"The database in {cluster} was made by PostgreSQL {major}, and {programs.major} is installed. "
            "Restore a backup into a new data folder, or name the programs to use in FLOORWALK_POSTGRES_BIN."
        )


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def path_for_account(folder: Path, descriptor: int) -> str:
    """How a program that runs as another account and inherits the descriptor reaches the folder.

    The data folder of root lies in a closed home. Entering through an open descriptor needs no right on the folders
    above, so none of them has to be opened to others.
    """
    through = Path("/proc/self/fd") / str(descriptor)
    return str(through) if os.geteuid() == 0 and through.exists() else str(folder)


def marker_of(cluster: Path) -> str:
    """Ten hex characters that no other cluster on this machine has, also no copy of this one."""
    there = cluster.stat()
    return hashlib.sha256(f"{there.st_dev}:{there.st_ino}".encode()).hexdigest()[:10]


def make_socket_dir(account: Account, marker: str) -> Path:
    """A folder with a short path that only the account may enter. One that somebody else made is not used."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    parent = Path(tempfile.gettempdir())
    if runtime and account.is_ours and os.access(runtime, os.W_OK | os.X_OK):
        parent = Path(runtime)
    if len(os.fsencode(parent / f"floorwalk-{marker}" / SOCKET_NAME)) > SOCKET_PATH_LIMIT_BYTES:
        parent = Path("/tmp")  # noqa: S108 the folder made in it is closed to others
    place = parent / f"floorwalk-{marker}"
    if place.is_dir() and not place.is_symlink() and place.stat().st_uid in (account.uid, os.geteuid()):
        shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        place = Path(tempfile.mkdtemp(prefix="floorwalk-", dir=parent))
    if not account.is_ours:
        os.chown(place, account.uid, account.gid)
    return place


def tail_of(text: str, lines: int = 12) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-lines:])
