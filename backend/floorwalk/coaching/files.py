"""Where issued files lie, and how they get there: whole or not at all. What stands in them is export_files.py.

<data folder>/exports/<organisation>/<export>/, readable by this account of the machine alone. All server processes of
one installation share the folder.
"""

import asyncio
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Any, BinaryIO, Self
from uuid import UUID

from floorwalk.coaching.wire import FileMade
from floorwalk.settings import Settings

CHUNK_BYTES = 64 * 1024
LINES_AT_ONCE = 2_000
ORPHANED_AFTER_S = 24 * 3600  # a folder without a row is one being made, or one whose transaction failed
SECRET_BYTES = 32


def folder_of(settings: Settings, organisation_id: UUID) -> Path:
    return settings.data_dir / "exports" / str(organisation_id)


def file_of(settings: Settings, organisation_id: UUID, export_id: UUID, name: str) -> Path:
    """`name` must be one of the manifest's."""
    return folder_of(settings, organisation_id) / str(export_id) / name


def secret_of(settings: Settings, organisation_id: UUID) -> bytes:
    """The organisation's key for codes in place of people, made at the first use; two processes get the same one."""
    folder = folder_of(settings, organisation_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "pseudonym.key"
    if not path.exists():
        draft = folder / f"pseudonym.{secrets.token_hex(8)}.part"
        with _new_file(draft) as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(draft, path)  # fails if another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


class Folder:
    """The folder of one export while it is being made by whoever holds the lease; gone after the block unless `issue`
    was called."""

    def __init__(self, settings: Settings, organisation_id: UUID, export_id: UUID, lease_id: UUID) -> None:
        self._place = folder_of(settings, organisation_id) / str(export_id)
        self._draft = self._place.with_name(f"{export_id}.{lease_id}.part")

    async def __aenter__(self) -> Self:
        def begin() -> None:
            for left_over in self._place.parent.glob(f"{self._place.name}.*.part"):  # of who held the lease before
                shutil.rmtree(left_over, ignore_errors=True)
            self._draft.mkdir(mode=0o700, parents=True)

        await asyncio.to_thread(begin)
        return self

    async def __aexit__(self, _kind: object, _fault: object, _trace: object) -> None:
        await asyncio.to_thread(shutil.rmtree, self._draft, ignore_errors=True)

    async def issue(self) -> None:
        """Puts the files where they are fetched from. Call it with the work's row locked: what lies there already is
        of somebody who was killed between this and the commit."""

        def put() -> None:
            shutil.rmtree(self._place, ignore_errors=True)
            self._draft.rename(self._place)

        await asyncio.to_thread(put)

    def path_of(self, name: str) -> Path:
        """Where a library may write a file that `described` then speaks of."""
        return self._draft / name

    async def described(self, name: str, row_count: int) -> FileMade:
        """A file that something else has written here."""

        def measured() -> FileMade:
            path = self._draft / name
            path.chmod(0o600)
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return FileMade(name=name, size_bytes=path.stat().st_size, sha256=sha256, row_count=row_count)

        return await asyncio.to_thread(measured)

    async def write(self, name: str, batches: AsyncIterator[list[bytes]]) -> FileMade:
        """Writes lines as they come, the first of them the heading, which the count leaves out."""
        digest, size_bytes, lines = hashlib.sha256(), 0, 0
        file = await asyncio.to_thread(_new_file, self._draft / name)
        try:
            pending: list[bytes] = []
            async for batch in batches:
                lines += len(batch)
                pending += batch
                if len(pending) >= LINES_AT_ONCE:
                    size_bytes += await asyncio.to_thread(_written, file, digest, pending)
                    pending = []
            size_bytes += await asyncio.to_thread(_written, file, digest, pending)
        finally:
            await asyncio.to_thread(file.close)
        return FileMade(name=name, size_bytes=size_bytes, sha256=digest.hexdigest(), row_count=lines - 1)


def _written(file: BinaryIO, digest: Any, lines: list[bytes]) -> int:
    piece = b"".join(lines)
    digest.update(piece)
    return file.write(piece)


def _new_file(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


async def chunks_of(path: Path) -> AsyncIterator[bytes]:
    """The file's bytes, a piece at a time."""
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk
    finally:
        await asyncio.to_thread(file.close)


def remove_all_but(settings: Settings, organisation_id: UUID, kept: Collection[UUID]) -> None:
    """Removes the folders of expired exports, and what is left of those that were never finished."""
    folder = folder_of(settings, organisation_id)
    names = {str(export_id) for export_id in kept}
    for entry in list(folder.iterdir()) if folder.exists() else []:
        if entry.is_dir() and entry.name not in names and _is_orphaned(entry):
            shutil.rmtree(entry, ignore_errors=True)


def _is_orphaned(entry: Path) -> bool:
    try:
        return time.time() - entry.stat().st_mtime > ORPHANED_AFTER_S
    except FileNotFoundError:
        return False
