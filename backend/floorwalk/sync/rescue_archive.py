"""A rescue file as it comes from a phone: a ZIP with rescue.json and the photos that were not sent.

Reads files and knows no database. A hostile file costs no more than a large honest one: its sizes are bounded before
anything is unpacked, and what is unpacked is counted, whatever the archive says of itself.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.sync.decoding import UNREADABLE
from floorwalk.sync.errors import RescueFileRefused
from floorwalk.visits.wire import LARGEST_EVIDENCE_BYTES

LARGEST_RESCUE_BYTES = 256 * 1024 * 1024  # some 500 photos of 1600 pixels
LARGEST_DOCUMENT_BYTES = 32 * 1024 * 1024  # a month of visits without a network is about 4 MB
LARGEST_DIRECTORY_BYTES = 1024 * 1024
MOST_ENTRIES = 2_000
MOST_TIMES_PACKED = 100  # unpacked to packed; the phone packs nothing, and JSON shrinks to a tenth
DOCUMENT = "rescue.json"
END_RECORD = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16, without a comment
END_SIGNATURE = b"PK\x05\x06"
ENCRYPTED = 0x1
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)  # what a damaged entry raises when read
PLAIN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

# Unlike what comes over the wire, unknown fields are read over: a file of a later version of the app may be the only
# copy that there is.


class RescuedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """Whose work it is."""

    account_id: UUID
    display_name: Annotated[str, Meta(max_length=200)] = ""


class RescuedPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A photo that the phone still had; `file` is its entry in the archive, None if it could not be read there."""

    evidence_id: UUID
    visit_id: UUID
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size_bytes: Annotated[int, Meta(ge=1, le=LARGEST_EVIDENCE_BYTES)]
    file: Annotated[str, Meta(max_length=200)] | None = None


class RescueDocument(msgspec.Struct, frozen=True, kw_only=True):
    """rescue.json, format 1. Records are read one by one later, so that a bad one never refuses its neighbours."""

    format: Literal[1]
    made_at: Annotated[datetime, Meta(tz=True)]  # by the phone's clock
    app_version: Annotated[str, Meta(max_length=40)]
    device_id: UUID | None = None
    clock_skew_ms: Annotated[int, Meta(ge=-(10**13), le=10**13)] | None = None  # as last measured; device minus server
    account: RescuedAccount
    outbox: list[msgspec.Raw]
    drafts: list[msgspec.Raw] = []
    visits: list[msgspec.Raw] = []
    receipts: list[msgspec.Raw] = []
    assignment_answers: list[msgspec.Raw] = []
    photos: list[msgspec.Raw] = []


class RescueArchive:
    """An opened rescue file. Raises RescueFileRefused for everything that is not one."""

    def __init__(self, file: IO[bytes]) -> None:
        size_bytes = file.seek(0, os.SEEK_END)
        _refuse_bad_end(file, size_bytes)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise RescueFileRefused(reason="it is not a ZIP file that can be read") from fault
        entries = self._zip.infolist()
        if len({entry.filename for entry in entries}) != len(entries):
            raise RescueFileRefused(reason="it holds a name twice")
        if any(entry.flag_bits & ENCRYPTED or entry.compress_type not in PLAIN_METHODS for entry in entries):
            raise RescueFileRefused(reason="it is packed in a way that is not taken")
        if sum(entry.file_size for entry in entries) > MOST_TIMES_PACKED * size_bytes:
            raise RescueFileRefused(reason="it unpacks to more than a file of this size can hold")
        self._entries = {entry.filename: entry for entry in entries}

    def document(self) -> RescueDocument:
        """What rescue.json says."""
        try:
            return msgspec.json.decode(self._content(DOCUMENT, LARGEST_DOCUMENT_BYTES), type=RescueDocument)
        except UNREADABLE as fault:
            raise RescueFileRefused(reason="its rescue.json is not one of format 1") from fault

    def has_photo(self, photo: RescuedPhoto) -> bool:
        entry = self._entries.get(photo.file or "")
        return entry is not None and entry.file_size == photo.size_bytes

    @contextmanager
    def photo(self, photo: RescuedPhoto) -> Iterator[IO[bytes]]:
        """The photo's bytes as a stream of at most `size_bytes`; whoever reads them checks their SHA-256."""
        with self._zip.open(self._entries[photo.file or ""]) as stream:
            yield stream

    def _content(self, name: str, most_bytes: int) -> bytes:
        entry = self._entries.get(name)
        if entry is None or entry.file_size > most_bytes:
            raise RescueFileRefused(reason=f"it has no {name}" if entry is None else f"its {name} is too large")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(most_bytes + 1)
        except Exception as fault:  # zlib, zipfile and struct raise what they like about a broken file
            raise RescueFileRefused(reason=f"its {name} is damaged") from fault
        if len(content) > most_bytes:
            raise RescueFileRefused(reason=f"its {name} is too large")
        return content


def records_of(raws: list[msgspec.Raw], form: type[Any]) -> Iterator[Any]:
    """Each record in its form, or None for one that cannot be read."""
    for raw in raws:
        try:
            yield msgspec.json.decode(raw, type=form)
        except UNREADABLE:
            yield None


def _refuse_bad_end(file: IO[bytes], size_bytes: int) -> None:
    """The directory's size is looked at before zipfile takes all of it into memory."""
    if size_bytes < END_RECORD.size:
        raise RescueFileRefused(reason="it is not a ZIP file")
    file.seek(size_bytes - END_RECORD.size)
    signature, _, _, _, entries, directory_bytes, _, comment_bytes = END_RECORD.unpack(file.read(END_RECORD.size))
    if signature != END_SIGNATURE or comment_bytes:
        raise RescueFileRefused(reason="it is not a ZIP file, or not all of it is there")
    if entries > MOST_ENTRIES or directory_bytes > LARGEST_DIRECTORY_BYTES:
        raise RescueFileRefused(reason=f"it holds more than {MOST_ENTRIES} files")
