"""Bytes that are kept under a key: in a folder or in S3-compatible storage, by one library that speaks both.

Keys are relative paths; what a key means is the slice's affair. A blob is there as a whole or not at all.
"""

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, S3Store

from floorwalk.kernel.errors import Problem
from floorwalk.settings import EvidenceStorage

TIMEOUT = "20s"  # of one request to the storage; a phone waits no longer
RETRIES = 2
logger = logging.getLogger("floorwalk")


@dataclass(eq=False)
class StorageUnavailable(Problem):
    """The folder is full or the storage does not answer; what was asked for is tried again later."""

    retry_after_seconds: int = 10
    code = "service.storage_unavailable"
    kind = "unavailable"
    sentence = "The storage of photos cannot be reached just now."


class Blobs:
    """Opened at the first use, so that a process which needs no photo needs no storage."""

    def __init__(self, storage: EvidenceStorage, data_dir: Path) -> None:
        self._storage = storage
        self._folder = data_dir / "evidence"

    @cached_property
    def _store(self) -> LocalStore | S3Store:
        if self._storage.url is not None:
            return _s3(self._storage, self._storage.url)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(self._folder)

    async def put(self, key: str, content: bytes) -> None:
        """On disk, or taken by the storage, when this returns: a receipt may be given for it.

        Raises StorageUnavailable, as all of these do.
        """
        with _said_as_unavailable():
            await obstore.put_async(self._store, key, content)
            if self._storage.url is None:
                await asyncio.to_thread(_until_on_disk, self._folder, self._folder / key)

    async def get(self, key: str) -> bytes | None:
        """None if there is nothing under the key."""
        with _said_as_unavailable():
            try:
                found = await obstore.get_async(self._store, key)
                return bytes(await found.bytes_async())
            except (NotFoundError, FileNotFoundError):
                return None

    async def delete(self, key: str) -> None:
        """Also without an effect: a key that is gone is gone."""
        with _said_as_unavailable():
            try:
                await obstore.delete_async(self._store, key)
            except (NotFoundError, FileNotFoundError):
                return


@contextmanager
def _said_as_unavailable() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as fault:
        logger.warning("the storage of photos failed: %s", fault)
        raise StorageUnavailable from fault


def _s3(storage: EvidenceStorage, url: str) -> S3Store:
    said = {
        "endpoint": storage.endpoint,
        "region": storage.region,
        "access_key_id": storage.key_id,
        "secret_access_key": storage.secret,
    }
    config = {name: value for name, value in said.items() if value is not None}
    plain = storage.endpoint is not None and storage.endpoint.startswith("http://")
    return S3Store.from_url(
        url,
        config=config,  # type: ignore[arg-type]  # a TypedDict, of which only what was said is given
        client_options={"timeout": TIMEOUT, "allow_http": plain},
        retry_config={"max_retries": RETRIES},
    )


def _until_on_disk(root: Path, path: Path) -> None:
    """The file, and the names of all folders on the way to it: obstore 0.12 leaves that to the kernel."""
    for place in (path, *(parent for parent in path.parents if parent == root or root in parent.parents)):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
